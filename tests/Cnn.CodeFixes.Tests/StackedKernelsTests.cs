namespace Cnn.CodeFixes.Tests;

public class StackedKernelsTests
{
    private static Task Fixes(string[] wrong, string[] right) =>
        FixHarness.Fixes(new StackedKernelsCodeFix(), "CNN5001", Declare.Layers(wrong), Declare.Layers(right));

    [Fact]
    public Task NineByNine_BecomesFourOfThreeByThree()
    {
        const string Small = "[ConvLayer(16, Kernel = 3, Padding = Padding.Same, Activation = Activation.Relu)]";
        return Fixes(
            ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 9, Padding = Padding.Same, Activation = Activation.Relu)]",
                "[Dense(1)]"],
            ["[Network, Input(20, 20, 16)]", Small, Small, Small, Small, "[Dense(1)]"]);
    }

    [Fact]
    public Task ATrainedActivation_IsThatOfEachLayer()
    {
        const string Small = "[ConvLayer(16, Kernel = 3, Padding = Padding.Same, Activation = Activation.PRelu)]";
        return Fixes(
            ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 5, Padding = Padding.Same, Activation = Activation.PRelu)]",
                "[Add(\"conv1\", \"input\"), Dense(1)]"],
            ["[Network, Input(20, 20, 16)]", Small, Small, "[Add(\"conv2\", \"input\"), Dense(1)]"]);
    }

    [Fact]
    public Task NameAndSource_GoToTheEnds() => Fixes(
        ["[Network, Input(20, 20, 16)]",
            "[Relu, ConvLayer(maps: 16, KernelHeight = 5, KernelWidth = 5, Name = \"wide\", From = \"relu1\"), Relu(From = \"wide\")]"],
        ["[Network, Input(20, 20, 16)]",
            "[Relu, ConvLayer(maps: 16, Kernel = 3, From = \"relu1\", Activation = Activation.Relu), ConvLayer(maps: 16, Kernel = 3, Name "
            + "= \"wide\"), Relu(From = \"wide\")]"]);

    [Fact]
    public Task PaddingOfHalfTheKernel_IsSpreadOverTheLayers() => Fixes(
        ["[Network, Input(20, 20, 16)]", "  [ConvLayer(16, Kernel = 5, Pad = [2])]", "[Dense(1)]"],
        ["[Network, Input(20, 20, 16)]", "  [ConvLayer(16, Kernel = 3, Pad = [1])]", "  [ConvLayer(16, Kernel = 3, Pad = [1])]",
            "[Dense(1)]"]);

    [Fact]
    public Task OtherPadding_IsTheFirstLayers() => Fixes(
        ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 5, Pad = [1, 2])]", "[Dense(1)]"],
        ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 3, Pad = [1, 2])]", "[ConvLayer(16, Kernel = 3)]", "[Dense(1)]"]);

    [Fact]
    public Task LayersBetween_AreAsWideAsTheInput() => Fixes(
        ["[Network, Input(20, 20, 16)]", "[ConvLayer(12, Kernel = 9)]", "[Dense(1)]"],
        ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 3)]", "[ConvLayer(16, Kernel = 3)]", "[ConvLayer(16, Kernel = 3)]",
            "[ConvLayer(12, Kernel = 3)]", "[Dense(1)]"]);

    [Fact]
    public Task ConvolutionsThatAreCountedAnew_AreReadByTheirNewNames() => Fixes(
        ["[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 5, Padding = Padding.Same)]",
            "[ConvLayer(16, Kernel = 1), Add(\"conv1\", \"conv2\", \"input\")]"],
        [
            "[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 3, Padding = Padding.Same)]",
                "[ConvLayer(16, Kernel = 3, Padding = Padding.Same)]",
            "[ConvLayer(16, Kernel = 1), Add(\"conv2\", \"conv3\", \"input\")]",
        ]);

    [Fact]
    public Task ConvolutionBeforeAnAuxiliaryClassifier_IsReadByItsNewName() => Fixes(
        [
            "[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 5, Padding = Padding.Same)]",
                "[GlobalAveragePool, Dense(2), Auxiliary(0.3)]",
            "[Dense(2, From = \"conv1\")]",
        ],
        [
            "[Network, Input(20, 20, 16)]", "[ConvLayer(16, Kernel = 3, Padding = Padding.Same)]",
                "[ConvLayer(16, Kernel = 3, Padding = Padding.Same)]",
            "[GlobalAveragePool, Dense(2), Auxiliary(0.3)]", "[Dense(2, From = \"conv2\")]",
        ]);

    [Fact]
    public Task ConvolutionAfterAnAuxiliaryClassifier_GoesOnReadingWhatItRead() => Fixes(
        ["[Network, Input(20, 20, 16)]", "[Relu, ConvLayer(2, Kernel = 1), GlobalAveragePool, Auxiliary(0.3)]",
            "[ConvLayer(16, Kernel = 5, Pad = [2], From = \"relu1\")]", "[Dense(2)]"],
        [
            "[Network, Input(20, 20, 16)]", "[Relu, ConvLayer(2, Kernel = 1), GlobalAveragePool, Auxiliary(0.3)]",
            "[ConvLayer(16, Kernel = 3, Pad = [1], From = \"relu1\")]", "[ConvLayer(16, Kernel = 3, Pad = [1])]", "[Dense(2)]",
        ]);

    [Theory]
    [InlineData("[Residual(16)]", "")]
    [InlineData("", "[Residual(16, Name = \"block\")]")]
    [InlineData("", "[Inception(1, 1, 1, 1, 1, 1)]")]
    public async Task BesideBlocks_IsNotOffered(string before, string after)
    {
        string source = Declare.Layers("[Network, Input(20, 20, 16)]", before, "[ConvLayer(16, Kernel = 5, Padding = Padding.Same)]", after,
            "[Dense(1)]");
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN5001"));
        Assert.Empty(await FixHarness.OffersOf(new StackedKernelsCodeFix(), source));
    }

    [Fact]
    public async Task StackOfVeryManyLayers_IsNotOffered()
    {
        string source = Declare.Layers("[Network(Batch = 1), Input(40, 40, 1)]", "[ConvLayer(1, Kernel = 33, Padding = Padding.Same)]");
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN5001"));
        Assert.Empty(await FixHarness.OffersOf(new StackedKernelsCodeFix(), source));
    }
}
