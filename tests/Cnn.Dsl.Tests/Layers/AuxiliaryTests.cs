namespace Cnn.Dsl.Tests;

/// <summary>Auxiliary classifiers: what they read, what is counted, and what is wrong with one.</summary>
public sealed class AuxiliaryTests
{
    private const string Two =
        "input 8x8x3, conv 4 3x3 relu, aux 0.3 { maxpool 2x2, dense 5, softmax }, conv 6 3x3, aux 0.25 { dense 5, softmax }, dense 5, "
            + "softmax";

    [Fact]
    public void WhatFollows_ReadsWhatStoodBefore()
    {
        var spec = Check.Valid(Two);
        Assert.Equal(
            ["input", "conv1", "pool1", "dense1", "softmax1", "aux1", "conv2", "dense2", "softmax2", "aux2", "dense3", "softmax3"],
                spec.Layers.Select(layer => layer.Name));
        Assert.Equal("[] [0] [1] [2] [3] [4] [1] [6] [7] [8] [6] [10]", string.Join(" ", spec.Layers.Select(layer => layer.Inputs)));
        Assert.Equal(new AuxiliarySpec("aux1", new(4), new(1, 1, 5), 0.3), spec.Layers[5]);
        Assert.Equal("aux 0.25", spec.Layers[9].Description);
    }

    [Fact]
    public void Counts_AreTheMainNetworks()
    {
        var spec = Check.Valid(Two);
        var without = Check.Valid("input 8x8x3, conv 4 3x3 relu, conv 6 3x3, dense 5, softmax");
        Assert.Equal((without.ParameterCount, without.MultiplyAdds, without.Output, without.Loss),
            (spec.ParameterCount, spec.MultiplyAdds, spec.Output, spec.Loss));
        // 4·3·3 values for 5 classes; 6·4·4 for 5.
        Assert.Equal(4 * 9 * 5 + 5 + 96 * 5 + 5, spec.AuxiliaryParameterCount);
        Assert.Equal(0, without.AuxiliaryParameterCount);
        Assert.Same(without, MainNetwork.Of(without));
        Assert.Equal("[] [0] [1] [2] [3]", string.Join(" ", MainNetwork.Of(spec).Layers.Select(layer => layer.Inputs)));
    }

    [Fact]
    public void Attributes_MeanTheSame()
    {
        static EquatableArray<Located<string>> From(string name) => new(new Located<string>(name, SourceRange.None));
        var attributes = Declare.Network(
            Declare.Input(8, 8, 3),
            Declare.Layer("conv", ("maps", 4), ("kernel", 3), ("activation", Activation.Relu)),
            Declare.Layer("maxpool", ("window", 2)), Declare.Layer("dense", ("outputs", 5)), Declare.Layer("softmax"),
                Declare.Layer("aux", ("weight", 0.3)),
            Declare.Layer("conv", ("maps", 6), ("kernel", 3)) with { From = From("conv1") },
            Declare.Layer("dense", ("outputs", 5)), Declare.Layer("softmax"),
                Declare.Layer("aux", ("weight", 0.25)) with { From = From("softmax2") },
            Declare.Layer("dense", ("outputs", 5)) with { From = From("conv2") }, Declare.Layer("softmax"));
        Assert.Equal(Check.Valid(Two), Resolver.Resolve(attributes).Spec);
    }

    [Theory]
    [InlineData("input 8x8x3, a: relu, b: tanh, aux 1 from a { dense 2 }, dense 2", "[] [0] [1] [1] [3] [2]")]
    [InlineData("input 8x8x3, relu, aux 1 { dense 2 }, aux 2 { dense 2 }, dense 2", "[] [0] [1] [2] [1] [4] [1]")]
    [InlineData("input 8x8x3, relu, aux 1 { dense 2 } x2, dense 2", "[] [0] [1] [2] [1] [4] [1]")]
    [InlineData("input 8x8x3, aux 1 { residual { relu, tanh }, dense 2 }, dense 2", "[] [0] [1] [2, 0] [3] [4] [0]")]
    [InlineData("input 8x8x3, residual { tanh, aux 1 { dense 2 } }, dense 2", "[] [0] [1] [2] [1, 0] [4]")]
    [InlineData("input 8x8x3, residual { aux 1 { dense 2 }, tanh }, dense 2", "[] [0] [1] [0] [3, 0] [4]")]
    [InlineData("input 8x8x3, tanh, add { branch { relu } branch { aux 1 { dense 2 } } }, dense 2", "[] [0] [1] [1] [3] [2, 1] [5]")]
    [InlineData("block b() { aux 1 { h: dense 2 }, relu }\ninput 8x8x3, x: b() from input, y: b(), dense 2",
        "[] [0] [1] [0] [3] [4] [3] [6]")]
    public void Braces_BranchOffAnywhere(string statements, string inputs) =>
        Assert.Equal(inputs, string.Join(" ", Check.Valid(statements).Layers.Select(layer => layer.Inputs)));

    /// <summary>Networks; the mark is their one issue.</summary>
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "input 8x8x3, conv 2 3x3, aux «0» { dense 2 }, dense 2", "CNN1010",
            "The weight of the loss is 0, and must be above 0 and finite" },
        { "input 8x8x3, conv 2 3x3, aux «-0.5» { dense 2 }, dense 2", "CNN1010", "is -0.5" },
        { "input 8x8x3, conv 2 3x3, aux «1e-60» { dense 2 }, dense 2", "CNN1010", "is 1E-60" },
        { "input 8x8x3, dense 2, «aux» 1 { dense 2 }", "CNN1022", "Nothing follows 'aux1', so that the network's own output is missing" },
        { "input 8x8x3, dense 2, «aux» 1 { }, dense 2", "CNN1023", "'aux1' has no layers of its own: 'dense1', where it ends," },
        { "input 8x8x3, aux 1 { a: dense 2 }, b: dense 2, «aux» 1 from b { }, dense 2", "CNN1023", "'aux2' has no layers of its own: 'b'" },
        { "input 8x8x3, aux 1 { dense 2 }, dense 2 from «aux1»", "CNN1024", "'dense2' reads 'aux1', where an auxiliary classifier ends" },
        { "input 8x8x3, «aux» 1 { dense 3, softmax }, dense 2, softmax", "CNN2140", "'aux1' ends in 1x1x3 and the network in 1x1x2" },
        { "input 8x8x3, «aux» 1 { conv 2 8x7 }, conv 2 8x8", "CNN2140", "ends in 1x2x2 and the network in 1x1x2" },
        { "input 8x8x3, «aux» 1 { dense 2 }, dense 2, softmax", "CNN2141",
            "'aux1' ends in 'dense 2', whose loss is the mean squared error, and the network in 'softmax', whose loss is the cross-entropy "
            + "over labels" },
        { "input 8x8x3, «aux» 1 { dense 2, softmax }, dense 2 sigmoid", "CNN2141",
            "and the network in 'dense 2 sigmoid', whose loss is the binary cross-entropy" },
        { "input 8x8x3, aux 1 { dense 2, «softmax», dense 2 }, dense 2", "CNN1018", "'softmax1' is followed by 'dense2'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongHead_IsOneIssue(string marked, string id, string message) =>
        Check.Rules("network N { " + marked + " }", (id, message));

    /// <summary>Files; the mark is the one issue of the text.</summary>
    public static TheoryData<string, string, string> WrongInText { get; } = new()
    {
        { "network N { input 8x8x1, aux 1 { a: relu, dense 2 }, dense 2 from «a» }", "CNN4022",
            "'a' stands inside an auxiliary classifier" },
        { "network N { input 8x8x1, aux 1 { a: relu, dense 2 }, concat input «a», dense 2 }", "CNN4022", "'a' stands inside" },
        { "block b() { aux 1 { a: dense 2 }, relu from «a» }\nnetwork N { input 8x8x1, x: b(), y: b(), dense 2 }", "CNN4022",
            "'x.a' stands inside" },
        { "network N { input 8x8x1, aux 1 { relu, «aux» 1 { dense 2 }, dense 2 }, dense 2 }", "CNN4023",
            "'aux' stands inside the braces of another auxiliary classifier" },
        { "block b() { «aux» 1 { dense 2 }, relu }\nnetwork N { input 8x8x1, aux 1 { b(), dense 2 }, aux 1 { b(), dense 2 }, dense 2 }",
            "CNN4023", "'aux' stands inside" },
        { "network N { «aux» 1 { relu }, input 8x8x1, dense 2 }", "CNN1021", "Nothing stands before 'aux'" },
        { "network N { input 8x8x1, aux «{» dense 2 }, dense 2 }", "CNN4002",
            "Expected the weight of its loss, for example 0.3, found '{'" },
        { "network N { input 8x8x1, aux 1«,» dense 2 }", "CNN4002", "Expected '{' and the layers that 'aux' ends, found ','" },
        { "network N { input 8x8x1, aux 1 «relu» { dense 2 }, dense 2 }", "CNN4004",
            "'aux' has no option 'relu', which is a layer of its own; it has: from" },
    };

    [Theory]
    [MemberData(nameof(WrongInText))]
    public void AMistakeInTheText_IsOneIssue(string marked, string id, string message) => Check.Syntax(marked, (id, message));

    [Fact]
    public void AWeight_OfAttributes_IsFinite()
    {
        foreach (double weight in new[] { double.NaN, double.PositiveInfinity, 1e39 })
        {
            var result = Resolver.Resolve(Declare.Network(Declare.Input(2, 2, 1), Declare.Layer("dense", ("outputs", 2)),
                Declare.Layer("aux", ("weight", weight)),
                Declare.Layer("dense", ("outputs", 2)) with { From = new(new Located<string>("input", SourceRange.None)) }));
            var issue = Assert.Single(result.Issues);
            Assert.Equal(("CNN1010", Declare.RangeOfArgument(0)), (issue.Descriptor.Id, issue.Range));
        }
    }

    [Fact]
    public void TheOutputOfAHead_IsReadByNobodyElse()
    {
        static EquatableArray<Located<string>> From(string name) => new(new Located<string>(name, SourceRange.None));
        LayerDeclaration[] head = [Declare.Input(2, 2, 1), Declare.Layer("dense", ("outputs", 2)), Declare.Layer("aux", ("weight", 1.0))];
        var output = Declare.Layer("dense", ("outputs", 2)) with { From = From("input") };
        var again = Resolver.Resolve(Declare.Network([.. head, Declare.Layer("aux", ("weight", 1.0)) with { From = From("dense1") },
            output]));
        Assert.Equal(["CNN1024"], again.Issues.Select(issue => issue.Descriptor.Id));
        var between = Resolver.Resolve(Declare.Network([.. head, Declare.Layer("dense", ("outputs", 2)) with { From = From("dense1") },
            Declare.Layer("aux", ("weight", 1.0)), output]));
        Assert.Equal(["CNN1024"], between.Issues.Select(issue => issue.Descriptor.Id));
        var forgotten = Resolver.Resolve(Declare.Network([.. head, Declare.Layer("dense", ("outputs", 2))]));
        Assert.Equal(["CNN1024"], forgotten.Issues.Select(issue => issue.Descriptor.Id));
    }
}
