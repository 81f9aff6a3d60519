namespace Cnn.Dsl.Tests;

/// <summary>Sums, concatenations and residuals: what they read, and that every spelling of one network means the same.</summary>
public sealed class JoinTests
{
    [Fact]
    public void NamedJoins_ReadTheirLayers()
    {
        var spec = Check.Valid("input 8x8x2, a: conv 4 3x3 same, b: conv 4 1x1 from input, s: add a b relu, c: concat a s b, dense 3");
        Assert.Equal("[] [0] [0] [1, 2] [1, 3, 2] [4]", Inputs(spec));
        Assert.Equal(new AddSpec("s", new(1, 2), new(8, 8, 4), Activation.Relu), spec.Layers[3]);
        Assert.Equal(new ConcatSpec("c", new(1, 3, 2), new(8, 8, 4), new(8, 8, 12)), spec.Layers[4]);
    }

    [Fact]
    public void OneLayer_MayBeJoinedWithItself()
    {
        var spec = Check.Valid("input 8x8x2, add input input, concat add1 add1 input");
        Assert.Equal("[] [0, 0] [1, 1, 0]", Inputs(spec));
        Assert.Equal(6, spec.Output.Channels);
        Assert.Equal(["input", "add1", "concat1"], spec.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void QuotedNames_AreLayersWhateverTheySay()
    {
        var spec = Check.Valid("input 8x8x2, relu: conv 2 1x1, x3: conv 2 1x1, \"a/1\": conv 2 1x1, add \"relu\" \"x3\" \"a/1\" relu");
        Assert.Equal("[] [0] [1] [2] [1, 2, 3]", Inputs(spec));
    }

    [Theory]
    [InlineData("residual relu { conv 2 3x3 same, tanh }", "a: conv 2 3x3 same, b: tanh, add b input relu")]
    [InlineData("residual { conv 4 3x3 same } shortcut { conv 4 1x1 }", "a: conv 4 3x3 same, b: conv 4 1x1 from input, add a b")]
    [InlineData("residual { conv 4 3x3 same }\nshortcut { conv 4 1x1 }", "a: conv 4 3x3 same, b: conv 4 1x1 from input, add a b")]
    [InlineData("add sigmoid { branch { tanh } branch { relu } branch { } }", "a: tanh, b: relu from input, add a b input sigmoid")]
    [InlineData("concat { branch { conv 2 1x1, relu }\n branch { maxpool 3x3 stride 1 same }, branch { conv 1 1x1 } }",
        "a: conv 2 1x1, b: relu, c: maxpool 3x3 stride 1 same from input, d: conv 1 1x1 from input, concat b c d")]
    [InlineData("residual { residual { tanh } relu } shortcut { residual { } }",
        "a: tanh, b: add a input, c: relu, d: add input input, add c d")]
    [InlineData("tanh, relu, residual from tanh1 { sigmoid }, concat relu1 add1",
        "a: tanh, b: relu, c: sigmoid from a, d: add c a, concat b d")]
    [InlineData("residual { tanh } x2", "a: tanh, b: add a input, c: tanh, add c b")]
    public void Branches_AreJoinsByName(string braces, string names)
    {
        var expected = Check.Valid("input 8x8x2, " + names);
        var spec = Check.Valid("input 8x8x2, " + braces);
        Assert.Equal(Inputs(expected), Inputs(spec));
        Assert.Equal(expected.Layers.Select(layer => (layer.Description, layer.Output)),
            spec.Layers.Select(layer => (layer.Description, layer.Output)));
    }

    [Fact]
    public void Attributes_MeanTheSame()
    {
        Located<string> At(string name) => new(name, SourceRange.None);
        var attributes = Declare.Network(
            Declare.Input(8, 8, 2),
            Declare.Layer("conv", ("maps", 4), ("kernel", 3), ("padding", Padding.Same)) with { Name = At("a") },
            Declare.Layer("conv", ("maps", 4), ("kernel", 1)) with { From = new(At("input")) },
            Declare.Layer("add", ("activation", Activation.Relu)) with { From = new(At("a"), At("conv2")) },
            Declare.Layer("concat") with { From = new(At("add1"), At("a")) });
        var text = Check.Valid("input 8x8x2, residual relu { a: conv 4 3x3 same } shortcut { conv 4 1x1 }, concat add1 a");
        Assert.Equal(text, Resolver.Resolve(attributes).Spec);
    }

    [Fact]
    public void ASigmoidSum_IsBinary() =>
        Assert.Equal(LossKind.BinaryCrossEntropy, Check.Valid("input 8x8x2, residual sigmoid { tanh }").Loss.Kind);

    [Fact]
    public void SeveralSources_AreForJoinsOnly()
    {
        Located<string> At(string name, int place) => new(name, Declare.RangeOfArgument(place));
        var layer = Declare.Layer("relu") with { From = new(At("input", 0), At("input", 1)) };
        var issue = Assert.Single(Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 2), layer)).Issues);
        Assert.Equal(("CNN1011", Declare.RangeOfArgument(1)), (issue.Descriptor.Id, issue.Range));
    }

    private static string Inputs(NetworkSpec spec) => string.Join(" ", spec.Layers.Select(layer => layer.Inputs));
}
