namespace Cnn.Dsl.Tests;

public sealed class ResolverTests
{
    [Fact]
    public void AutomaticNames_AreKindAndPosition()
    {
        var spec = Check.Valid(
            "input 8x8x2, conv 2 1x1, x: conv 2 1x1, conv 2 1x1, maxpool 2x2, avgpool 2x2, relu, relu, dropout 0.5, flatten, dense 2, "
            + "softmax");
        Assert.Equal(
            "input conv1 x conv3 pool1 pool2 relu1 relu2 dropout1 flatten1 dense1 softmax1",
            string.Join(" ", spec.Layers.Select(layer => layer.Name)));
    }

    [Fact]
    public void From_ReadsAnEarlierLayer()
    {
        var spec = Check.Valid("in: input 8x8x2, a: conv 3 1x1 from in, \"b/1\": conv 4 1x1 from a, relu from \"b/1\"");
        Assert.Equal("[] [0] [1] [2]", string.Join(" ", spec.Layers.Select(layer => layer.Inputs)));
        Assert.Equal(["8x8x2", "8x8x3", "8x8x4", "8x8x4"], spec.Layers.Select(layer => layer.Output.ToString()));
    }

    [Fact]
    public void From_MaySkipLayers()
    {
        // The layer between is unread, which is an issue of its own; the shapes still follow the names.
        var result = Resolver.Resolve(CnnParser.Parse("network N { input 8x8x2, a: conv 3 1x1, dense 5, rbf 2 from a }", "").Networks[0]);
        Assert.Equal(["CNN1014", "CNN2122"], result.Issues.Select(issue => issue.Descriptor.Id));
        Assert.Contains("8x8x3", result.Issues[1].Message);
    }

    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        var spec = Check.Valid("input 8x8x1, conv 4 3x3, maxpool 2x2, dense 3");
        Assert.Equal((32, 1), (spec.Batch, spec.InferenceBatch));
        var convolution = (ConvolutionSpec)spec.Layers[1];
        Assert.Equal((new SpatialWindow(3, 3, 1, 1, 0, 0, 0, 0), true, Activation.None),
            (convolution.Window, convolution.HasBias, convolution.Activation));
        Assert.Equal(new SpatialWindow(2, 2, 2, 2, 0, 0, 0, 0), ((PoolSpec)spec.Layers[2]).Window);
        var dense = (DenseSpec)spec.Layers[3];
        Assert.Equal((true, Activation.None), (dense.HasBias, dense.Activation));
    }

    [Theory]
    [InlineData("dense 10, softmax", LossKind.SoftmaxCrossEntropy)]
    [InlineData("dense 10, rbf 4", LossKind.RadialBasis)]
    [InlineData("dense 1, sigmoid", LossKind.BinaryCrossEntropy)]
    [InlineData("dense 1 sigmoid", LossKind.BinaryCrossEntropy)]
    [InlineData("conv 1 1x1 sigmoid", LossKind.BinaryCrossEntropy)]
    [InlineData("dense 1", LossKind.MeanSquaredError)]
    [InlineData("sigmoid, dense 1 tanh", LossKind.MeanSquaredError)]
    public void TheLastLayer_DecidesTheLoss(string layers, LossKind loss) =>
        Assert.Equal(loss, Check.Valid("input 4x4x1, " + layers).Loss.Kind);

    [Fact]
    public void Parameters_HavePyTorchsShapes()
    {
        var spec = Check.Valid("input 8x6x3, c: conv 5 3x2, d: dense 7, e: dense 2 nobias");
        Assert.Equal(
            [
                new(ParameterRole.Kernel, 5, 3, 3, 2), new(ParameterRole.Bias, 5, 1, 1, 1),
                new(ParameterRole.Matrix, 7, 5, 6, 5), new(ParameterRole.Bias, 7, 1, 1, 1),
                new(ParameterRole.Matrix, 2, 7, 1, 1),
            ],
            spec.Layers.SelectMany(layer => layer.Parameters));
        Assert.Equal(5 * 3 * 3 * 2 + 5 + 7 * 150 + 7 + 14, spec.ParameterCount);
        Assert.Equal(6 * 5 * 5 * 3 * 3 * 2 + 150 * 7 + 14, spec.MultiplyAdds);
        Assert.Equal(["weight", "bias"], spec.Layers[1].Parameters.Select(parameter => parameter.Suffix));
    }

    [Theory]
    [InlineData("flatten, dense 2")]
    [InlineData("flatten, relu, dropout 0.5, tanh, dense 2")]
    [InlineData("relu, flatten, flatten, dense 2")]
    [InlineData("dense 2")]
    public void AFlattenedMap_KeepsItsOrderForTheDenseLayer(string layers)
    {
        var dense = (DenseSpec)Check.Valid("input 4x3x5, " + layers).Layers[^1];
        Assert.Equal(new TensorShape(4, 3, 5), dense.Map);
    }

    // The textbook's example (language.md): (5·5·3 + 1)·200 parameters, 150·100·200 outputs of 75 multiplications.
    [Fact]
    public void TheTextbooksExample_HasItsNumbers()
    {
        var spec = Check.Valid("input 150x100x3, conv 200 5x5 same");
        Assert.Equal(15_200, spec.ParameterCount);
        Assert.Equal(225_000_000, spec.MultiplyAdds);
        Assert.Equal(96_000_000, spec.Output.ElementCount * 32);
    }

    [Theory]
    [InlineData("conv1", "Conv1")]
    [InlineData("fire2/conv-a", "Fire2ConvA")]
    [InlineData("layer1.0.conv1", "Layer10Conv1")]
    [InlineData("snake_case_name", "SnakeCaseName")]
    [InlineData("1st", "_1st")]
    [InlineData("überTief", "ÜberTief")]
    [InlineData("iota", "Iota")]
    [InlineData("///", "_")]
    public void Names_BecomeMembers(string name, string member)
    {
        Assert.Equal(member, MemberNames.ForLayer(name));
        foreach (string culture in Cultures.Names) Assert.Equal(member, Cultures.Under(culture, () => MemberNames.ForLayer(name)));
    }

    [Fact]
    public void AControlCharacterInAName_IsAnError()
    {
        foreach (string name in new[] { "a\nb", "a\0b", "a\u2028b", "\t" })
        {
            var layer = Declare.Layer("relu") with { Name = new(name, Declare.RangeOfArgument(0)) };
            var issue = Assert.Single(Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 1), layer)).Issues);
            Assert.Equal(("CNN1013", Declare.RangeOfArgument(0)), (issue.Descriptor.Id, issue.Range));
        }
    }

    [Fact]
    public void Cancellation_IsHonoured() => Assert.Throws<OperationCanceledException>(
        () => Resolver.Resolve(CnnParser.Parse(Samples.LeNet5, "").Networks[0], new CancellationToken(canceled: true)));

    [Fact]
    public void Resolving_IsDeterministicInEveryCulture()
    {
        string[] texts =
        [
            Samples.LeNet5, Samples.Everything,
                "network N { batch -1, input 28x28x6, maxpool depth 2 pad -1 -2147483648 from input, maxpool 3x3 from input, dropout 1.5, "
                + "avgpool depth 4, dense 999999999 }",
            "network N { input 1000x1000x1000, conv -5 5x5 pad -7, foo @ }", "\0\0",
                "network INPUT { ınput 1x1x1, İnput 1x1x1, INPUT 1x1x1 }",
        ];
        foreach (string text in texts)
        {
            string expected = Everything(text);
            Assert.Equal(expected, Everything(text));
            foreach (string culture in Cultures.Names) Assert.Equal(expected, Cultures.Under(culture, () => Everything(text)));
        }
    }

    private static string Everything(string text)
    {
        var parsed = CnnParser.Parse(text, "n.cnn");
        var resolved = parsed.Networks.Select(network => Resolver.Resolve(network)).ToArray();
        var lines = parsed.Issues.Concat(resolved.SelectMany(result => result.Issues))
            .Select(issue => FormattableString.Invariant($"{issue.Descriptor.Id} {issue.Range.Start}+{issue.Range.Length} {issue.Message}"))
            .Concat(resolved.SelectMany(result => result.Spec?.Layers ?? EquatableArray<LayerSpec>.Empty)
                .Select(layer => $"{layer.Name}: {layer.Description} -> {layer.Output}"));
        return string.Join("\n", lines);
    }
}
