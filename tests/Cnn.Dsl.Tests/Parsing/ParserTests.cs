namespace Cnn.Dsl.Tests;

public sealed class ParserTests
{
    [Fact]
    public void File_BecomesNetworks()
    {
        var result = CnnParser.Parse(Samples.Everything, "e.cnn");
        Assert.Empty(result.Issues);
        Assert.False(result.HasErrors);
        Assert.Equal(["A", "A"], result.Networks.Select(network => network.Namespace));
        Assert.Equal(["Everything", "Second"], result.Networks.Select(network => network.Name.Value));
        Assert.Equal([true, false], result.Networks.Select(network => network.IsInternal));
        Assert.Equal(
            "input conv conv depthwise conv conv maxpool avgpool maxpool avgpool relu leakyrelu elu tanh scaledtanh sigmoid silu hardswish "
                + "gelu lrn pad dropout flatten dense softmax",
            string.Join(" ", result.Networks[0].Layers.Select(layer => layer.Keyword)));
        Assert.Equal("batch = 8", Describe(result.Networks[0].Options));
    }

    [Theory]
    [InlineData("input 28x28x1", "shape = [28, 28, 1]")]
    [InlineData("input 8x8x3 mean 0.5 -.25 1e-1 deviation 2 bytes",
        "shape = [8, 8, 3]; mean = [0.5, -0.25, 0.1]; deviation = [2]; bytes = True")]
    [InlineData("input 8x8x3 bytes mean 3 4 -5", "shape = [8, 8, 3]; bytes = True; mean = [3, 4, -5]")]
    [InlineData("conv 6 5x3", "maps = 6; kernel = [5, 3]")]
    [InlineData("conv 6 5x5 stride 2 same", "maps = 6; kernel = [5, 5]; stride = 2; padding = same")]
    [InlineData("conv 6 5x5 valid stride 2x1", "maps = 6; kernel = [5, 5]; padding = valid; stride = [2, 1]")]
    [InlineData("conv 6 5x5 pad 1 nobias relu", "maps = 6; kernel = [5, 5]; pad = [1]; bias = False; activation = relu")]
    [InlineData("conv 6 5x5 tanh pad 1 2 3 4 bias", "maps = 6; kernel = [5, 5]; activation = tanh; pad = [1, 2, 3, 4]; bias = True")]
    [InlineData("conv -6 5x5 pad -1 2", "maps = -6; kernel = [5, 5]; pad = [-1, 2]")]
    [InlineData("conv 2 5x5 groups 2 dilation 2x1", "maps = 2; kernel = [5, 5]; groups = 2; dilation = [2, 1]")]
    [InlineData("conv 2 5x5 connect \"0 1, 2\" relu", "maps = 2; kernel = [5, 5]; connect = 0 1, 2; activation = relu")]
    [InlineData("depthwise 3x3 multiplier 2 dilation 3", "kernel = [3, 3]; multiplier = 2; dilation = 3")]
    [InlineData("maxpool 2x2", "window = [2, 2]")]
    [InlineData("avgpool stride 2 depth 4", "stride = 2; depth = 4")]
    [InlineData("maxpool ksize 1 2 2 1 strides 1 2 2 1 same", "ksize = [1, 2, 2, 1]; strides = [1, 2, 2, 1]; padding = same")]
    [InlineData("dense 10 sigmoid", "outputs = 10; activation = sigmoid")]
    [InlineData("dense 10 leakyrelu nobias", "outputs = 10; activation = leakyrelu; bias = False")]
    [InlineData("dropout 0.5", "rate = 0.5")]
    [InlineData("dropout 1", "rate = 1")]
    [InlineData("dropout -.5", "rate = -0.5")]
    [InlineData("relu", "")]
    [InlineData("gelu", "")]
    public void Layer_BecomesArguments(string statement, string expected)
    {
        var layer = Assert.Single(Statements(statement).Layers);
        Assert.Equal(expected, Describe(layer.Arguments));
        Assert.Null(layer.Name);
        Assert.Empty(layer.From);
    }

    [Theory]
    [InlineData("conv 6 5x5 pad 1", "conv(maps = 6; kernel = [5, 5]; pad = [1])")]
    [InlineData("conv 6 5x5, pad 1", "conv(maps = 6; kernel = [5, 5]) pad(pad = [1])")]
    [InlineData("conv 6 5x5\npad 1 2", "conv(maps = 6; kernel = [5, 5]) pad(pad = [1, 2])")]
    [InlineData("pad 1, pad: pad 2 from pad", "pad(pad = [1]) pad(pad = [2])")]
    public void Pad_IsALayerWhereAStatementBegins(string statements, string expected) =>
        Assert.Equal(expected, string.Join(" ", Statements(statements)
            .Layers.Select(layer => $"{layer.Keyword}({Describe(layer.Arguments)})")));

    [Theory]
    [InlineData("a: relu", "a", null)]
    [InlineData("a.0 : relu from b", "a.0", "b")]
    [InlineData("\"fire2/conv1\":relu", "fire2/conv1", null)]
    [InlineData("relu from \"fire2/conv1\"", null, "fire2/conv1")]
    [InlineData("relu: relu from tanh", "relu", "tanh")]
    [InlineData("network: relu", "network", null)]
    [InlineData("batch: relu", "batch", null)]
    public void Names_AreIdentifiersOrQuoted(string statement, string? name, string? from)
    {
        var layer = Assert.Single(Statements(statement).Layers);
        Assert.Equal(name, layer.Name?.Value);
        Assert.Equal(from, layer.From.SingleOrDefault()?.Value);
    }

    [Fact]
    public void From_MayStandBetweenOptions()
    {
        var layer = Assert.Single(Statements("conv 6 5x5 from a same").Layers);
        Assert.Equal("a", Assert.Single(layer.From).Value);
        Assert.Equal("maps = 6; kernel = [5, 5]; padding = same", Describe(layer.Arguments));
    }

    [Fact]
    public void EveryValue_KnowsItsRange()
    {
        var text = MarkedText.Read(
            """
            network «Net» {
              batch «64»
              «"c/1"»: «conv» «6» «5x5» stride «2x1» «same» «nobias» from «"in"»
              «maxpool» ksize «1 2  2 1» # comment
              «dropout» «-0.5»
            }
            """);
        var network = Assert.Single(CnnParser.Parse(text.Text, MarkedText.Path).Networks);
        var ranges = new List<SourceRange> { network.Name.Range };
        ranges.AddRange(network.Options.Select(option => option.Range));
        foreach (var layer in network.Layers)
        {
            ranges.Add(layer.Range);
            ranges.AddRange(layer.Arguments.Select(argument => argument.Range));
            if (layer.Name is not null) ranges.Add(layer.Name.Range);
            ranges.AddRange(layer.From.Select(from => from.Range));
        }
        Assert.Equal(text.Marks, ranges.OrderBy(range => range.Start));
    }

    [Fact]
    public void Separators_AreLineEndsCommasAndBraces()
    {
        var spread = CnnParser.Parse("network N\n\n{\n\n,input 8x8x1,,relu,\r\n\r\ntanh,}\n\n", "").Networks[0];
        var dense = CnnParser.Parse("network N{input 8x8x1,relu,tanh}", "").Networks[0];
        Assert.Equal(Resolver.Resolve(dense).Spec, Resolver.Resolve(spread).Spec);
        Assert.NotNull(Resolver.Resolve(dense).Spec);
    }

    [Fact]
    public void TwoNetworks_MayStandOnOneLine() =>
        Assert.Equal(2, Check.Syntax("network A { input 1x1x1, relu } internal network B { input 1x1x1, relu }").Networks.Count);

    [Fact]
    public void LineEnds_DoNotMatter()
    {
        var unix = CnnParser.Parse(Samples.LeNet5.ReplaceLineEndings("\n"), "");
        var windows = CnnParser.Parse(Samples.LeNet5.ReplaceLineEndings("\r\n"), "");
        Assert.Equal(Resolver.Resolve(unix.Networks[0]).Spec, Resolver.Resolve(windows.Networks[0]).Spec);
    }

    [Fact]
    public void NetworkOptions_AreRead()
    {
        var spec = Resolver.Resolve(CnnParser.Parse(Samples.LeNet5, "").Networks[0]).Spec!;
        Assert.Equal((64, 1, "My.App", "LeNet5"), (spec.Batch, spec.InferenceBatch, spec.Namespace, spec.Name));
    }

    [Fact]
    public void Cancellation_IsHonoured()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => CnnParser.Parse(Samples.LeNet5, "", cancelled));
        Assert.Throws<OperationCanceledException>(() => CnnParser.ParseSource("input 1x1x1", new("N", SourceRange.None), "", cancelled));
    }

    private static NetworkDeclaration Statements(string statements)
    {
        var result = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        return Assert.Single(result.Networks);
    }

    private static string Describe(IEnumerable<ArgumentDeclaration> arguments) =>
        string.Join("; ", arguments.Select(argument => FormattableString.Invariant($"{argument.Name} = {Describe(argument.Value)}")));

    private static object Describe(ArgumentValue value) => value switch
    {
        IntegerValue integer => integer.Value,
        NumberValue number => number.Value,
        BooleanValue boolean => boolean.Value,
        WordValue word => word.Value,
        TextValue text => text.Value,
        IntegersValue integers => integers.Values,
        NumbersValue numbers => "[" + string.Join(", ", numbers.Values.Select(Invariant.Number)) + "]",
        _ => throw new ArgumentException("An unknown value.", nameof(value)),
    };
}
