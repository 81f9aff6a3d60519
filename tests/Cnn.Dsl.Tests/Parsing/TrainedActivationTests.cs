namespace Cnn.Dsl.Tests;

/// <summary>An activation with trained numbers is a layer behind its own: whatever stands there means what it means written out.</summary>
public sealed class TrainedActivationTests
{
    [Theory]
    [InlineData("conv 17 3x3 prelu", "conv1: conv 17 3x3, conv1_prelu: prelu")]
    [InlineData("conv 5 3x3 same prelu stride 2 nobias from input", "conv1: conv 5 3x3 same stride 2 nobias, conv1_prelu: prelu")]
    [InlineData("depthwise 3x3 multiplier 2 prelu", "conv1: depthwise 3x3 multiplier 2, conv1_prelu: prelu")]
    [InlineData("scores: dense 10 prelu, softmax", "scores: dense 10, scores_prelu: prelu, softmax")]
    [InlineData("avgpool 2x2 prelu trainable", "pool1: avgpool 2x2 trainable, pool1_prelu: prelu")]
    [InlineData("\"conv/a\": conv 4 1x1 prelu", "\"conv/a\": conv 4 1x1, \"conv/a_prelu\": prelu")]
    // Who reads a layer by its name reads its activation, as with relu.
    [InlineData("conv 3 1x1 prelu, add conv1 input prelu, concat conv1 add1 conv1",
        "conv1: conv 3 1x1, conv1_prelu: prelu, add1: add conv1_prelu input, add1_prelu: prelu, concat conv1_prelu add1_prelu conv1_prelu")]
    [InlineData("conv 3 1x1 prelu, add conv1_prelu conv1", "conv1: conv 3 1x1, conv1_prelu: prelu, add conv1_prelu conv1_prelu")]
    [InlineData("residual prelu { conv 3 1x1 prelu, conv 3 1x1 }",
        "conv1: conv 3 1x1, conv1_prelu: prelu, conv2: conv 3 1x1, add1: add conv2 input, add1_prelu: prelu")]
    [InlineData("residual { conv 3 1x1 prelu } shortcut { conv 3 1x1 prelu }",
        "conv1: conv 3 1x1, conv1_prelu: prelu, conv2: conv 3 1x1 from input, conv2_prelu: prelu, add conv1_prelu conv2_prelu")]
    [InlineData("a: residual prelu { conv 3 1x1 } x2",
        "conv 3 1x1, a.0: add conv1 input, a.0_prelu: prelu, conv 3 1x1, a.1: add conv2 a.0_prelu, a.1_prelu: prelu")]
    [InlineData("concat { branch { conv 3 1x1 prelu } branch { conv 2 1x1 prelu, conv 3 3x3 same prelu } }",
        "conv1: conv 3 1x1, conv1_prelu: prelu, conv2: conv 2 1x1 from input, conv2_prelu: prelu, conv3: conv 3 3x3 same, conv3_prelu: "
        + "prelu, concat conv1_prelu conv3_prelu")]
    [InlineData("conv 3 1x1 prelu x2, dense 2", "conv1: conv 3 1x1, conv1_prelu: prelu, conv2: conv 3 1x1, conv2_prelu: prelu, dense 2")]
    [InlineData("conv 3 1x1 prelu, aux 0.5 { dense 4 prelu, dense 2 prelu }, dense 2",
        "conv1: conv 3 1x1, conv1_prelu: prelu, aux 0.5 { dense1: dense 4, dense1_prelu: prelu, dense2: dense 2, dense2_prelu: prelu }, "
        + "dense3: dense 2 from conv1_prelu")]
    // A batch norm behind it does not take the place of the bias.
    [InlineData("conv 3 1x1 prelu, batchnorm", "conv1: conv 3 1x1 bias, conv1_prelu: prelu, batchnorm")]
    public void ATrainedActivation_IsTheLayerBehind(string statements, string writtenOut) =>
        Assert.Equal(Check.Valid("input 8x8x3, " + writtenOut), Check.Valid("input 8x8x3, " + statements));

    [Fact]
    public void Blocks_NameItByTheirUse() => Assert.Equal(
        Check.Valid(
            "input 8x8x3, stem.conv1: conv 4 1x1, stem.conv1_prelu: prelu, stem.add1: add stem.conv1_prelu stem.conv1_prelu, "
                + "stem.add1_prelu: prelu\n"
            + "top.conv1: conv 5 1x1, top.conv1_prelu: prelu, top.add1: add top.conv1_prelu top.conv1_prelu, top.add1_prelu: prelu, "
                + "dense 2"),
        Check.Valid("block twice(n) { conv n 1x1 prelu, add conv1 conv1 prelu }\ninput 8x8x3, stem: twice(4), top: twice(5), dense 2"));

    [Fact]
    public void ItIsNotCounted_SoThatNoLayersNameChanges()
    {
        var spec = Check.Valid("input 8x8x3, conv 4 1x1 prelu, prelu, conv 4 1x1 prelu, prelu shared, dense 2");
        Assert.Equal(["input", "conv1", "conv1_prelu", "prelu1", "conv2", "conv2_prelu", "prelu2", "dense1"],
            spec.Layers.Select(layer => layer.Name));
        Assert.Equal(["conv 4 1x1", "prelu", "prelu", "conv 4 1x1", "prelu", "prelu shared"],
            spec.Layers.Skip(1).Take(6).Select(layer => layer.Description));
    }

    [Fact]
    public void ItStandsWhereItsWordDoes()
    {
        const string Text = "block k(n) {\n  conv n 3x3 prelu\n}\nnetwork N {\n  input 8x8x3\n  k(4)\n  k(5)\n}";
        var layers = CnnParser.Parse(Text, "").Networks[0].Layers;
        Assert.Equal(["input", "conv", "prelu", "conv", "prelu"], layers.Select(layer => layer.Keyword));
        Assert.Equal([false, false, true, false, true], layers.Select(layer => layer.IsActivation));
        Assert.All([2, 4], i =>
        {
            Assert.Equal(("prelu", 1), (Text.Substring(layers[i].Range.Start, layers[i].Range.Length), layers[i].Range.StartLine));
            Assert.Equal(layers[i].Range, layers[i].Name!.Range);
            Assert.Equal(layers[i - 1].Origin, layers[i].Origin);
            Assert.DoesNotContain(layers[i - 1].Arguments, argument => argument.Name == "activation");
        });
        Assert.Equal("in k(5), used at line 7", layers[4].Origin!.Describe(layers[4].Range));
    }

    [Theory]
    // What is wrong with a layer is said of the layer that was written.
    [InlineData("«conv» 4 3x3 prelu, relu from input", "CNN1014", "Nothing reads the output of 'conv1', and it is not the last layer.")]
    [InlineData("conv 4 1x1 prelu, add conv1 «input»", "CNN2107", "'conv1' is 8x8x4 and 'input' is 8x8x3")]
    [InlineData("a: conv 4 1x1 prelu, «a»: conv 4 1x1 prelu", "CNN1007",
        "A layer before this one is called 'a' too. Give one of them another name.")]
    [InlineData("a: conv 4 1x1, «a»: conv 4 1x1 prelu, add a a", "CNN1007",
        "A layer before this one is called 'a' too. Give one of them another name.")]
    [InlineData("a: conv 4 1x1 prelu, «a»: conv 5 1x1, add a input", "CNN1007",
        "A layer before this one is called 'a' too. Give one of them another name.")]
    [InlineData("a: conv 4 1x1, relu, «a»: conv 4 1x1 prelu, relu", "CNN1007", "A layer before this one is called 'a' too.")]
    [InlineData("«\"\"»: conv 4 1x1 prelu", "CNN1013", "because the name is blank")]
    [InlineData("a.b: conv 4 1x1 prelu, «\"a/b\"»: conv 4 1x1 prelu", "CNN1013",
        "Layer 'a/b' would become the member 'AB', as layer 'a.b' does.")]
    // And what is wrong with the activation at its word.
    [InlineData("a: conv 4 1x1 prelu, «a_prelu»: relu", "CNN1007",
        "A layer before this one is called 'a_prelu' too. The activation of 'a' is a layer of this name: give the other one another.")]
    [InlineData("a_prelu: relu, a: conv 4 1x1 «prelu»", "CNN1007",
        "A layer before this one is called 'a_prelu' too. The activation of 'a' is a layer of this name: give the other one another.")]
    [InlineData("APrelu: conv 4 1x1, a: conv 4 1x1 «prelu»", "CNN1013",
        "Layer 'a_prelu' would become the member 'APrelu', as layer 'APrelu' does.")]
    [InlineData("avgpool 2x2 «prelu»", "CNN2121", "'prelu' belongs to a trainable pooling, and this one has no coefficients")]
    // It can be read from where it stands on only.
    [InlineData("relu from «conv1», conv 4 1x1 prelu", "CNN1006", "No layer before this one is called 'conv1'; there are: input")]
    [InlineData("conv 4 1x1 prelu from «conv1»", "CNN1006", "No layer before this one is called 'conv1'; there are: input")]
    public void AMistake_IsSaidOnceAndInItsPlace(string statements, string id, string message) =>
        Check.Rules("network N { input 8x8x3, " + statements + " }", (id, message));

    [Theory]
    [InlineData("conv 4 3x3 prelu «shared»", "conv")]
    [InlineData("dense 4 prelu «shared» nobias", "dense")]
    [InlineData("residual prelu «shared» { relu }", "residual")]
    public void OneSlopeForAll_IsALayerOfItsOwn(string statement, string layer)
    {
        var issue = Check.Syntax("network N { input 8x8x3, " + statement + "\nlast: relu }",
            ("CNN4004", $"'{layer}' has no option 'shared'; it is an option of the layer 'prelu'; it has:")).Issues[0];
        Assert.EndsWith("Write 'prelu shared' as a layer of its own, behind this one.", issue.Message);
    }

    [Fact]
    public void Layers_AreCountedAsTheyAreWrittenOut()
    {
        Assert.Equal(10_000, CnnParser.Parse("network N { input 8x8x3, prelu, conv 1 1x1 prelu x4999 }", "").Networks[0].Layers.Count);
        Check.Syntax("network N { input 8x8x3, «conv» 1 1x1 prelu x5000 }",
            ("CNN4012", "Network 'N' has 10,001 layers, and at most 10,000 are possible"));
        string flat = "network N { input 8x8x3" + string.Concat(Enumerable.Repeat(", conv 1 1x1 prelu", 4999)) + ", conv 1 1x1 «prelu» }";
        Check.Rules(flat, ("CNN4012", "Network 'N' has 10,001 layers, and at most 10,000 are possible"));
    }

    [Fact]
    public void ADeclarationThatIsNotWrittenOut_IsRefused() => Assert.Throws<InvalidOperationException>(() => Resolver.Resolve(
        new("", new("Net", SourceRange.None), false, default,
            new(Declare.Input(8, 8, 1), Declare.Layer("dense", ("outputs", 2), ("activation", Activation.PRelu))))));
}
