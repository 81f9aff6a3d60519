namespace Cnn.Dsl.Tests;

/// <summary>What is wrong inside of a block says in which use, and what is wrong in several uses is said for each.</summary>
public sealed class OriginTests
{
    [Fact]
    public void AnErrorInABlock_NamesTheUse() => Check.Rules(
        "block k(n) {\n  conv n «3x3»\n}\nnetwork N {\n  input 6x6x1\n  k(8), k(16)\n  k(128)\n}",
        ("CNN2101", "The window's height and width are 3 and 3, but the input's are 2 and 2 (in k(128), used at line 7; layer 'conv3'). "
            + "Use"));

    [Fact]
    public void BlocksInBlocks_NameTheChain() => Check.Rules(
        "block k(n) {\n  maxpool 2x2\n  conv n «5x5»\n}\nblock stage(n, m) {\n  relu\n  a: k(n)\n  k(n + m)\n}\nnetwork N {\n  input "
            + "12x12x1\n  s: stage(4, 5)\n}",
        ("CNN2101", "The window's height and width are 5 and 5, but the input's are 1 and 1 (in k(9), used at line 8, in stage(4, 5), used "
            + "at line 12; layer 's.conv1')."));

    [Fact]
    public void ARepetition_NamesTheTurn()
    {
        Check.Rules(
            "network N {\n  input 16x16x1\n  maxpool «2x2» x5\n}",
            ("CNN2101", "The window's height and width are 2 and 2, but the input's are 1 and 1 (in turn 5 of 5 of 'maxpool'; layer "
                + "'pool5')."));
        Check.Rules(
            "block half() {\n  maxpool «2x2»\n}\nnetwork N {\n  input 4x4x1\n  h: half() x3\n}",
            ("CNN2101", "(in turn 3 of 3 of half(), used at line 6; layer 'h.2.pool1')"));
        Check.Rules(
            "network N {\n  input 4x4x1\n  concat {\n    branch { maxpool «2x1» }\n    branch { maxpool «2x1» } } x3\n}",
            ("CNN2101", "(in turn 3 of 3 of 'concat' at line 3; layer 'pool5')"),
            ("CNN2101", "(in turn 3 of 3 of 'concat' at line 3; layer 'pool6')"));
    }

    [Fact]
    public void DifferentUses_AreSaidEach_AndTheSameOneOnce()
    {
        // Each branch reads the input, so that each is asked.
        string branches = string.Concat(new[] { 2, 3, 3, 2 }.Select(groups => $"\n    branch {{ c({groups}) }}"));
        Check.Rules(
            "block c(n) {\n  conv 6 1x1 groups ««n»»\n}\nnetwork N {\n  input 6x6x1\n  concat {" + branches + "\n  }\n}",
            ("CNN2110", "(in c(2), used at line 7; layer 'conv1')"),
            ("CNN2110", "(in c(3), used at line 8; layer 'conv2')"));
    }

    [Fact]
    public void WhatIsWrongWithABlocksText_IsSaidOnce() => Check.Rules(
        "block b(n) {\n  relu from «nowhere»\n  conv n 1x1\n}\nnetwork N {\n  input 8x8x1\n  x: b(1), y: b(2) x3\n}",
        ("CNN1006", "No layer before this one is called 'nowhere'; there are: input (in b(1), used at line 7; layer 'x.relu1')."));

    [Fact]
    public void Arithmetic_IsSaidForEachUse() => Check.Syntax(
        "block b(n) {\n  conv ««n / 2»» 1x1\n}\nblock c(n) {\n  b(n + 1)\n}\nnetwork N {\n  input 8x8x1, b(4), b(5)\n  b(5), c(6)\n}",
        ("CNN4014", "5 / 2 is no whole number: 5 = 2 x 2 + 1 (in b(5), used at line 8)."),
        ("CNN4014", "7 / 2 is no whole number: 7 = 3 x 2 + 1 (in b(7), used at line 5, in c(6), used at line 9)."));

    [Fact]
    public void AUseInAnotherFile_NamesTheFile()
    {
        const string Text = "use \"blocks.cnn\"\nnetwork N {\n  input 2x2x1\n  k(8)\n}";
        var project = new CnnProject([new("nets/blocks.cnn", "block k(n) {\n  conv n 3x1\n}")]);
        var issue = Assert.Single(Resolver.Resolve(Assert.Single(CnnParser.Parse(Text, "nets/net.cnn", project.UsedBy("nets/net.cnn", Text))
            .Networks)).Issues);
        Assert.Equal("nets/blocks.cnn", issue.Range.Path);
        Assert.Contains("The window's height is 3, but the input's is 2 (in k(8), used at line 4 of net.cnn; layer 'conv1').",
            issue.Message);
    }

    [Fact]
    public void ALongChain_IsShortened()
    {
        string blocks = string.Concat(Enumerable.Range(0, 9)
            .Select(i => i == 0 ? "block b0() {\nconv 1 «3x1» }\n" : $"block b{i}() {{\nb{i - 1}() }}\n"));
        Check.Rules(
            blocks + "network N { input 2x2x1\nb8() }",
            ("CNN2101", "(in b0(), used at line 4, in b1(), used at line 6, in b2(), used at line 8, in 5 more, in b8(), used at line 20; "
                + "layer 'conv1')"));
    }

    [Theory]
    [InlineData("[Residual]", "maps", 32, "(in [Residual(32)]; layer 'add1')")]
    [InlineData("[Bottleneck]", "maps", 8, "(in [Bottleneck(8)]; layer 'add1')")]
    public void AnAttributesBlock_IsNamed(string keyword, string name, int value, string where)
    {
        LayerDeclaration[] written = [Declare.Input(8, 8, 16), Declare.Layer(keyword, (name, value))];
        var layers = BlockExpansion.Expand(new("Net", SourceRange.None), new(written), issue => Assert.Fail(issue.Message));
        var issue = Assert.Single(Resolver.Resolve(Declare.Network([.. layers])).Issues);
        Assert.Equal(("CNN2107", Declare.RangeOfLayer), (issue.Descriptor.Id, issue.Range));
        Assert.Contains(where, issue.Message);
    }

    [Fact]
    public void AnAttributesTurn_IsNamed()
    {
        LayerDeclaration[] written =
            [Declare.Input(2, 2, 1 << 20), Declare.Layer("[Residual]", ("maps", 1 << 20), ("stride", 2), ("repeat", 3))];
        var layers = BlockExpansion.Expand(new("Net", SourceRange.None), new(written), issue => Assert.Fail(issue.Message));
        Assert.Contains("(in turn 1 of 3 of [Residual(1048576, Stride = 2)]; layer 'conv1')",
            Resolver.Resolve(Declare.Network([.. layers])).Issues[0].Message);
    }

    [Fact]
    public void OutsideOfBlocks_NothingIsAdded()
    {
        var issue = Check.Rules("network N { input 2x2x1, conv 1 «3x1» }",
            ("CNN2101", "The window's height is 3, but the input's is 2. Use")).Issues[0];
        Assert.Null(issue.Origin);
    }

    [Fact]
    public void AMistakeThatManyUsesShow_IsNotSaidWithoutEnd()
    {
        string uses = string.Concat(Enumerable.Range(1, 5000).Select(i => $", b({i})"));
        var parsed = CnnParser.Parse("block b(n) { conv n / 7919 1x1 }\nnetwork N { input 8x8x1" + uses + " }", "");
        Assert.Equal(101, parsed.Issues.Count);
    }
}
