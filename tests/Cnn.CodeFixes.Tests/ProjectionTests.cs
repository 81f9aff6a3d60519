namespace Cnn.CodeFixes.Tests;

public class ProjectionTests
{
    private static Task Fixes(string[] wrong, string[] right) =>
        FixHarness.Fixes(new ProjectionCodeFix(), "CNN2107", Declare.Layers(wrong), Declare.Layers(right));

    [Fact]
    public Task OtherChannels_AreProjected() => Fixes(
        ["[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 3, Padding = Padding.Same)]",
            "[Add(\"conv1\", \"input\", Activation = Activation.Relu)]", "[Dense(1)]"],
        [
            "[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 3, Padding = Padding.Same)]",
            "[ConvLayer(6, Kernel = 1, Name = \"input_projection\", From = \"input\")]",
            "[Add(\"conv1\", \"input_projection\", Activation = Activation.Relu)]", "[Dense(1)]",
        ]);

    [Fact]
    public Task Strides_AreProjected() => Fixes(
        ["[Network, Input(9, 8, 4)]", "[ConvLayer(6, Kernel = 3, StrideHeight = 2, StrideWidth = 4, Padding = Padding.Same)]",
            "    [Relu, Add(inputs: [\"input\", \"relu1\"])]", "[Dense(1)]"],
        [
            "[Network, Input(9, 8, 4)]", "[ConvLayer(6, Kernel = 3, StrideHeight = 2, StrideWidth = 4, Padding = Padding.Same)]",
            "    [Relu, ConvLayer(6, Kernel = 1, StrideHeight = 2, StrideWidth = 4, Name = \"input_projection\", From = \"input\"), "
                + "Add(inputs: [\"input_projection\", \"relu1\"])]", "[Dense(1)]",
        ]);

    [Fact]
    public Task SecondOfTwo_IsProjected_WhereItIsTheLarger() => Fixes(
        ["[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 3, Stride = 2, Padding = Padding.Same, Name = \"a\")]",
            "  [Add(new[] { \"a\", \"input\" })]", "[Dense(1)]"],
        [
            "[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 3, Stride = 2, Padding = Padding.Same, Name = \"a\")]",
            "  [ConvLayer(6, Kernel = 1, Stride = 2, Name = \"input_projection\", From = \"input\")]",
                "  [Add(new[] { \"a\", \"input_projection\" })]", "[Dense(1)]",
        ]);

    [Fact]
    public Task ConvolutionsThatAreCountedAnew_AreReadByTheirNewNames() => Fixes(
        [
            "[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1)]", "[Add(\"input\", \"conv1\")]",
            "[ConvLayer(6, Kernel = 1), ConvLayer(6, Kernel = 1), Add(\"conv2\", \"conv3\")]", "[Relu(From = \"add2\")]",
        ],
        [
            "[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1)]",
                "[ConvLayer(4, Kernel = 1, Name = \"conv1_projection\", From = \"conv1\")]", "[Add(\"input\", \"conv1_projection\")]",
            "[ConvLayer(6, Kernel = 1), ConvLayer(6, Kernel = 1), Add(\"conv3\", \"conv4\")]", "[Relu(From = \"add2\")]",
        ]);

    [Fact]
    public Task SumAfterAnAuxiliaryClassifier_IsProjected() => Fixes(
        ["[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1)]", "[Dense(1), Auxiliary(0.3)]", "[Add(\"conv1\", \"input\")]",
            "[Dense(1)]"],
        [
            "[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1)]", "[Dense(1), Auxiliary(0.3)]",
            "[ConvLayer(6, Kernel = 1, Name = \"input_projection\", From = \"input\")]", "[Add(\"conv1\", \"input_projection\")]",
                "[Dense(1)]",
        ]);

    [Fact]
    public Task SumInAnAuxiliaryClassifier_IsProjected() => Fixes(
        ["[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1), Add(\"conv1\", \"input\"), Dense(1), Auxiliary(0.3)]",
            "[ConvLayer(6, Kernel = 1, From = \"input\")]", "[Dense(1, From = \"conv2\")]"],
        [
            "[Network, Input(8, 8, 4)]",
            "[ConvLayer(6, Kernel = 1), ConvLayer(6, Kernel = 1, Name = \"input_projection\", From = \"input\"), Add(\"conv1\", "
                + "\"input_projection\"), Dense(1), Auxiliary(0.3)]",
            "[ConvLayer(6, Kernel = 1, From = \"input\")]", "[Dense(1, From = \"conv3\")]",
        ]);

    [Theory]
    [InlineData("[Residual(8)]")]
    [InlineData("[Bottleneck(2)]")]
    [InlineData("[Residual(4), ConvLayer(6, Kernel = 1), Add(\"conv3\", \"add1\")]")]
    [InlineData("[ConvLayer(6, Kernel = 1), Add(\"conv1\", \"input\"), Inception(1, 1, 1, 1, 1, 1)]")]
    public async Task BesideBlocks_IsNotOffered(string layers)
    {
        string source = Declare.Layers("[Network, Input(8, 8, 4)]", layers, "[Dense(1)]");
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN2107"));
        Assert.Empty(await FixHarness.OffersOf(new ProjectionCodeFix(), source));
    }

    [Fact]
    public async Task QualifiedNames_StayQualified()
    {
        const string Source = "[Cnn.Network, Cnn.Input(8, 8, 4), Cnn.ConvLayer(6, Kernel = 1), Cnn.Add(\"conv1\", \"input\")] public "
            + "partial class Net;";
        string after = await FixHarness.Apply(Assert.Single(await FixHarness.OffersOf(new ProjectionCodeFix(), Source)).Action);
        Assert.Contains(
            "Cnn.ConvLayer(6, Kernel = 1, Name = \"input_projection\", From = \"input\"), Cnn.Add(\"conv1\", \"input_projection\")", after);
        FixHarness.Compiles(after, "CNN2107");
    }

    [Fact]
    public async Task NameThatIsTaken_IsNotTakenAgain()
    {
        string source = Declare.Layers("[Network, Input(8, 8, 4)]", "[ConvLayer(6, Kernel = 1, Name = \"input_projection\")]",
            "[Add(\"input_projection\", \"input\")]", "[Dense(1)]");
        string after = await FixHarness.Apply(Assert.Single(await FixHarness.OffersOf(new ProjectionCodeFix(), source)).Action);
        Assert.Contains("Name = \"input_projection2\", From = \"input\"", after);
        FixHarness.Compiles(after, "CNN2107");
    }

    [Fact]
    public async Task ShapesThatNoConvolutionMakesEqual_AreLeftAlone()
    {
        string source = Declare.Layers("[Network, Input(8, 8, 4)]", "[ConvLayer(4, Kernel = 2)]", "[Add(\"conv1\", \"input\")]",
            "[Dense(1)]");
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN2107"));
        Assert.Empty(await FixHarness.OffersOf(new ProjectionCodeFix(), source));
    }
}
