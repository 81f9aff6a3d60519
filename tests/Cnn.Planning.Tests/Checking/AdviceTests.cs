namespace Cnn.Planning.Tests;

public class AdviceTests
{
    [Theory]
    // Simonyan and Zisserman, 2015: from C channels to C maps, 7x7 has 49 C^2 weights and three layers of 3x3 have 27 C^2.
    [InlineData("input 32x32x64, conv 64 7x7 same nobias",
        "'conv1' sees 7x7 pixels with 200,704 parameters and 205,520,896 multiply-adds; 3 layers of 3x3 see as much with 110,592 and "
        + "113,246,208.")]
    [InlineData("input 32x32x64, conv 64 9x9 same",
        "'conv1' sees 9x9 pixels with 331,840 parameters and 339,738,624 multiply-adds; 4 layers of 3x3 see as much with 147,712 and "
        + "150,994,944.")]
    // Without padding the layers before the last are larger: 28^2, 26^2 and 24^2 pixels.
    [InlineData("input 30x30x2, conv 2 7x7 nobias",
        "'conv1' sees 7x7 pixels with 196 parameters and 112,896 multiply-adds; 3 layers of 3x3 see as much with 108 and 73,296.")]
    // 30^2, 28^2, 26^2 and 24^2 pixels.
    [InlineData("input 32x32x64, conv 64 9x9 nobias",
        "with 331,776 parameters and 191,102,976 multiply-adds; 4 layers of 3x3 see as much with 147,456 and 108,232,704.")]
    // The layers between are as wide as the input: 27 x 16^2 + 9 x 16 x 8 = 8,064.
    [InlineData("input 20x20x16, conv 8 9x9 same nobias",
        "'conv1' sees 9x9 pixels with 10,368 parameters and 4,147,200 multiply-adds; 4 layers of 3x3 see as much with 8,064 and "
        + "3,225,600.")]
    [InlineData("input 12x12x8, conv 8 5x5 pad 2", "2 layers of 3x3 see as much")]
    public void LargeKernel_IsComparedWithItsStack(string statements, string message)
    {
        var issue = Assert.Single(AdviceOf(statements));
        Assert.Equal("CNN5001", issue.Descriptor.Id);
        Assert.Contains(message, issue.Message);
    }

    [Theory]
    // First layers: few channels make a large kernel cheap.
    [InlineData("input 28x28x1, conv 6 5x5 same tanh")]
    [InlineData("input 64x64x3, conv 16 7x7 same")]
    [InlineData("input 227x227x3, conv 96 11x11 stride 4")]
    // LeNet-5's and GoogLeNet's inner ones, where the maps are many more than the channels.
    [InlineData("input 14x14x6, conv 16 5x5")]
    [InlineData("input 28x28x16, conv 32 5x5 same")]
    // Fewer parameters, but more multiply-adds, because the layer before the last is much larger than the one pixel that is left.
    [InlineData("input 5x5x16, conv 16 5x5")]
    // Maps far fewer than the channels: a stack would have to be narrow, or cost more.
    [InlineData("input 20x20x64, conv 1 9x9 same")]
    // A stack cannot take a stride, has no even extent, and has as many rows as columns.
    [InlineData("input 32x32x64, conv 64 7x7 stride 2 pad 3")]
    [InlineData("input 32x32x64, conv 64 6x6")]
    [InlineData("input 32x32x64, conv 64 1x7")]
    // What leaves pixels or channels out sees something else than a stack.
    [InlineData("input 32x32x64, conv 64 5x5 dilation 2")]
    [InlineData("input 32x32x64, conv 64 7x7 same groups 4")]
    [InlineData("input 32x32x64, depthwise 7x7 same")]
    [InlineData("input 32x32x64, conv 64 3x3 same")]
    public void KernelThatIsCheapAsItIs_IsLeftAlone(string statements) => Assert.Empty(AdviceOf(statements));

    [Fact]
    public void LargestKernel_TakesNoTime() => Assert.Empty(AdviceOf("batch 1, input 2001x2001x1, conv 1 2001x2001"));

    [Theory]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 10", "The 10 outputs of 'dense1' end the network without a softmax")]
    [InlineData("input 8x8x1, conv 4 3x3 relu, scores: dense 2", "The 2 outputs of 'scores' end the network without a softmax")]
    public void Scores_WantASoftmax(string statements, string message)
    {
        var issue = Assert.Single(AdviceOf(statements));
        Assert.Equal("CNN5002", issue.Descriptor.Id);
        Assert.Contains(message, issue.Message);
    }

    [Theory]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 10, softmax")]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 1")]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 10 sigmoid")]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 10, tanh")]
    [InlineData("input 8x8x1, conv 4 3x3 relu")]
    [InlineData("input 1x1x8, dense 16 relu, dense 3")]
    public void OtherEnds_AreLeftAlone(string statements) => Assert.Empty(AdviceOf(statements));

    [Theory]
    [InlineData("input 8x8x1, dense 10, dropout 0.5, softmax")]
    [InlineData("input 8x8x1, dense 10, dropout 0.5")]
    public void DropoutAtTheEnd_IsOfNoUse(string statements)
    {
        var issue = Assert.Single(AdviceOf(statements));
        Assert.Equal("CNN5003", issue.Descriptor.Id);
        Assert.Contains("Dropout 'dropout1'", issue.Message);
    }

    [Fact]
    public void DropoutBeforeTheLastWeights_IsLeftAlone() =>
        Assert.Empty(AdviceOf("input 8x8x1, dense 10 relu, dropout 0.5, dense 4, softmax"));

    [Theory]
    [InlineData("input 8x8x1, conv 4 3x3 stride 2 pad 0 2 1 0", "ends before 1 row of its padding; 'pad 0 1 1 0' gives the same output")]
    [InlineData("input 8x8x1, conv 4 3x3 stride 2 pad 2",
        "ends before 1 row and 1 column of its padding; 'pad 2 1 2 1' gives the same output")]
    [InlineData("input 12x12x1, conv 4 4x4 stride 4 pad 0 3 0 2",
        "ends before 3 rows and 2 columns of its padding; 'valid' gives the same output")]
    [InlineData("input 9x9x1, maxpool 2x2 pad 0 1 1 1", "ends before 1 column of its padding; 'pad 0 1 1 0' gives the same output")]
    public void PaddingBehindTheLastWindow_IsReadByNobody(string statements, string message)
    {
        var issue = Assert.Single(AdviceOf(statements));
        Assert.Equal("CNN5004", issue.Descriptor.Id);
        Assert.Contains(message, issue.Message);
    }

    [Theory]
    // ResNet's: half the window on all sides, on maps of even size.
    [InlineData("input 224x224x3, conv 64 7x7 stride 2 pad 3")]
    [InlineData("input 112x112x4, maxpool 3x3 stride 2 pad 1")]
    [InlineData("input 9x9x1, conv 4 3x3 stride 2 same")]
    [InlineData("input 8x8x1, conv 4 3x3 pad 2")]
    [InlineData("input 8x8x1, conv 4 3x3 dilation 2 pad 2")]
    [InlineData("input 9x9x1, conv 4 3x3 dilation 2 pad 1 0 0 1")]
    [InlineData("input 8x8x1, maxpool 3x3 stride 2 pad 0 1 0 1 ceil")]
    public void PaddingThatIsReadOrUsual_IsLeftAlone(string statements) => Assert.Empty(AdviceOf(statements));

    [Theory]
    [InlineData("input 8x8x1, conv 4 3x3 relu, dense 1, softmax",
        "Softmax 'softmax1' reads one value, and the softmax of one value is 1 whatever it is: the loss is 0, and nothing learns")]
    [InlineData("input 8x8x4, conv 1 3x3, global_avgpool, scores: softmax", "Softmax 'scores' reads one value")]
    public void SoftmaxOfOne_LearnsNothing(string statements, string message) => Warns("CNN2135", message, statements);

    [Theory]
    [InlineData("input 8x8x1, dense 10 relu, softmax",
        "The relu of 'dense1' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 8x8x1, dense 10 sigmoid, softmax",
        "The sigmoid of 'dense1' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 8x8x1, dense 10, tanh, softmax",
        "The tanh of 'tanh1' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 3x3x1, conv 10 3x3 relu, flatten, softmax",
        "The relu of 'conv1' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 1x1x8, a: dense 4, b: dense 4, add a b relu, softmax",
        "The relu of 'add1' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 8x8x1, dense 10 prelu, softmax",
        "The prelu of 'dense1_prelu' cuts off, or presses together, the scores that the softmax reads")]
    [InlineData("input 8x8x1, dense 1 relu, sigmoid",
        "The relu of 'dense1' cuts off, or presses together, the scores that the sigmoid reads")]
    public void ActivationBeforeTheLossesOwn_BoundsScores(string statements, string message) => Warns("CNN2136", message, statements);

    [Theory]
    // SqueezeNet averages maps after relu: what is averaged is a vote, and not the score of one place.
    [InlineData("input 8x8x1, conv 10 1x1 relu, global_avgpool, softmax")]
    [InlineData("input 8x8x1, dense 10 relu, dense 4, softmax")]
    [InlineData("input 8x8x1, dense 4 relu, dense 1 sigmoid")]
    [InlineData("input 8x8x1, dense 4 sigmoid")]
    [InlineData("input 8x8x1, sigmoid, relu")]
    public void ScoresWithoutAnActivation_AreLeftAlone(string statements) => Assert.Empty(AdviceOf(statements));

    [Theory]
    [InlineData("0.99", "The momentum of 'batchnorm1' is 0.99, and is the weight of the last batch", "and their 0.99 is 0.01 here.")]
    [InlineData("0.9", "is 0.9, and", "and their 0.9 is 0.1 here. Write that where theirs is meant.")]
    [InlineData("0.999", "is 0.999, and", "and their 0.999 is 0.001 here.")]
    public void MomentumOfOthers_IsTurnedRound(string momentum, string message, string advice)
    {
        Warns("CNN2137", message, $"input 8x8x1, conv 4 3x3, batchnorm momentum {momentum}, relu");
        Warns("CNN2137", advice, $"input 8x8x1, conv 4 3x3, batchnorm momentum {momentum}, relu");
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.1")]
    [InlineData("0")]
    [InlineData("1")]
    public void UsualMomentum_IsLeftAlone(string momentum) =>
        Assert.Empty(AdviceOf($"input 8x8x1, conv 4 3x3, batchnorm momentum {momentum}, relu"));

    [Fact]
    public void MomentumOfANetworkThatPredicts_IsReadByNobody() =>
        Assert.Empty(AdviceOf("inference_only, input 8x8x1, conv 4 3x3, batchnorm momentum 0.99, relu"));

    [Theory]
    [InlineData("input 8x8x1, residual { }", "adds 'input' to itself, which doubles it")]
    [InlineData("input 8x8x1, a: conv 2 3x3, add a a", "'add1' adds 'a' to itself, which doubles it")]
    [InlineData("input 8x8x1, a: conv 1 3x3 same, add a input a", "'add1' adds 'a' to itself, which doubles it")]
    public void SumWithItself_DoublesIt(string statements, string message) => Warns("CNN2138", message, statements);

    [Fact]
    public void AdviceInABlock_IsGivenOnce()
    {
        var issue = Assert.Single(AdviceOf("block b(n) { conv n 5x5 same relu }\ninput 12x12x16, b(16) x3"));
        Assert.Equal("5x5", "block b(n) { conv n 5x5 same relu }".Substring(issue.Range.Start, issue.Range.Length));
    }

    [Fact]
    public void WrongNetwork_GetsNoAdvice() =>
        Assert.Equal("CNN1014", Assert.Single(AdviceOf("input 12x12x16, conv 16 9x9, dense 10 from input")).Descriptor.Id);

    [Theory]
    [InlineData("StackedLayers", "4")]
    [InlineData("StackedMaps", "16")]
    [InlineData("StackedPad", "1")]
    [InlineData("StackedActivation", "Relu")]
    public void LargeKernel_SaysWhatItsStackIs(string name, string value) =>
        Assert.Contains(new IssueProperty("CnnFix." + name, value),
            Assert.Single(AdviceOf("input 20x20x16, conv 12 9x9 same, relu")).Properties);

    [Theory]
    [InlineData("conv 12 9x9 same, batchnorm, relu", "Relu")]
    [InlineData("conv 12 9x9 same tanh, relu", null)]
    [InlineData("a: conv 12 9x9 same, relu, add relu1 a", null)]
    [InlineData("conv 12 9x9 same, maxpool 2x2", null)]
    public void ActivationOfTheStack_IsTheOneThatFollows(string statements, string? activation)
    {
        var properties = Assert.Single(AdviceOf("input 20x20x16, " + statements)).Properties;
        Assert.Equal(activation, properties.FirstOrDefault(property => property.Name == IssueProperty.StackedActivation).Value);
    }

    private static void Warns(string id, string message, string statements)
    {
        var issue = Assert.Single(AdviceOf(statements));
        Assert.Equal((id, IssueSeverity.Warning), (issue.Descriptor.Id, issue.Descriptor.Severity));
        Assert.Contains(message, issue.Message);
    }

    private static EquatableArray<Issue> AdviceOf(string statements)
    {
        var parsed = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        return NetworkChecker.Check(Assert.Single(parsed.Networks)).Issues;
    }
}
