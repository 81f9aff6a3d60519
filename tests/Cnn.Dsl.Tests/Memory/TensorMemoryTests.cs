namespace Cnn.Dsl.Tests;

public class TensorMemoryTests
{
    private const long Megabyte = 1_048_576;

    /// <summary>
    /// Géron, "Hands-On Machine Learning", on the memory of convolutional layers: 200 maps by 5×5 kernels over a 150×100 image of three
    /// channels.
    /// </summary>
    [Fact]
    public void TextbooksConvolution_HasTheTextbooksNumbers()
    {
        var spec = Check.Valid("batch 100, input 150x100x3, conv 200 5x5 same");
        var (layer, memory) = (spec.Layers[1], TensorMemory.Of(spec));
        Assert.Equal((5 * 5 * 3 + 1) * 200, layer.ParameterCount);
        Assert.Equal(15_200, layer.ParameterCount);
        Assert.Equal(225_000_000, layer.MultiplyAdds);
        Assert.Equal(75, layer.MultiplyAdds / layer.Output.ElementCount);
        Assert.Equal(96_000_000, memory.LayerBytes[1] * 8);
        Assert.Equal(12_000_000, memory.LayerBytes[1]);
        Assert.Equal(11.4, Math.Round(memory.LayerBytes[1] / (double)Megabyte, 1));
        Assert.Equal("12,000,000 bytes (11.4 MB)", MemorySize.Format(memory.LayerBytes[1]));
        Assert.True(100 * memory.LayerBytes[1] > 1024 * Megabyte);
        Assert.Equal(100 * (12_000_000 + 150 * 100 * 3 * 4), memory.TrainingBytes);
    }

    [Fact]
    public void Chain_NeedsTwoConsecutiveTensorsForInference_AndAllForTraining()
    {
        var memory = TensorMemory.Of(
            Check.Valid("batch 10, inference_batch 2, input 8x8x1, conv 4 3x3, conv 8 3x3, maxpool 2x2, dense 3, softmax"));
        Assert.Equal([64 * 4, 36 * 4 * 4, 16 * 8 * 4, 4 * 8 * 4, 3 * 4, 0], memory.LayerBytes);
        Assert.Equal(2 * (36 * 4 + 16 * 8) * 4, memory.InferenceBytes);
        Assert.Equal(10 * (64 + 36 * 4 + 16 * 8 + 4 * 8 + 3) * 4, memory.TrainingBytes);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("dropout 0.5")]
    [InlineData("flatten")]
    public void LayerThatWorksInPlace_HasNoTensor_UnlessItsInputIsReadElsewhere(string layer)
    {
        var alone = TensorMemory.Of(Check.Valid($"batch 1, input 4x4x1, conv 2 3x3, {layer}, dense 3"));
        Assert.Equal([64, 32, 0, 12], alone.LayerBytes);
        Assert.Equal(64 + 32, alone.InferenceBytes);

        var shared = TensorMemory.Of(
            Check.Valid($"batch 1, input 4x4x1, c: conv 2 3x3, f: {layer}, a: dense 3, b: dense 3 from c, add a b"));
        Assert.Equal([64, 32, 32, 12, 12, 12], shared.LayerBytes);
    }

    [Fact]
    public void BatchNorm_KeepsItsInputWhileTraining()
    {
        var memory = TensorMemory.Of(Check.Valid("batch 1, input 4x4x1, conv 2 3x3, batchnorm, relu, dense 3"));
        Assert.Equal([64, 32, 32, 0, 12], memory.LayerBytes);
        Assert.Equal(64 + 32 + 32 + 12, memory.TrainingBytes);
        Assert.Equal(64 + 32, memory.InferenceBytes);
    }

    [Fact]
    public void Shortcut_LivesUntilTheSum()
    {
        // While conv2 is computed, three maps of 6x6x4 live: its input, its output and what the shortcut keeps.
        var memory = TensorMemory.Of(Check.Valid("input 6x6x4, conv 4 3x3 same, residual { conv 4 3x3 same, conv 4 3x3 same }"));
        Assert.Equal(3 * 6 * 6 * 4 * 4, memory.InferenceBytes);
    }

    [Fact]
    public void TensorThatIsReadThroughALayerInPlace_LivesUntilThen()
    {
        // conv1's values are still there when the join reads them through the activation.
        var memory = TensorMemory.Of(
            Check.Valid("input 6x6x4, a: conv 4 3x3 same, r: relu, b: conv 4 3x3 same, c: conv 4 3x3 same, concat r c"));
        Assert.Equal((4 + 4 + 8) * 36 * 4, memory.InferenceBytes);
        Assert.Equal(0, memory.LayerBytes[2]);
    }
}
