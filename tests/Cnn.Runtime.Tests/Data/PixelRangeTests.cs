namespace Cnn.Runtime.Tests;

/// <summary>Data in the unit of the network's input, or a message that says what to do.</summary>
public sealed class PixelRangeTests
{
    [Fact]
    public void NetworkOfBytes_ReadsBytesAsTheyAre_UnlessAScaleIsSet()
    {
        NetworkInfo bytes = Network(takesBytes: true, 125, 60);
        LabeledImages data = Images();
        foreach (ILabeledData read in (ILabeledData[])[data.For(bytes), data.Take(1).For(bytes), data.PadTo(1, 3).PadTo(1, 3).For(bytes)])
            Assert.Equal([0f, 51, 255], Pixels(read));
        Assert.Equal([0f, 51 * (1f / 255), 1], Pixels(data));
        Assert.Equal([0f, 51, 255], Pixels(new LabeledImages([0, 51, 255], new(1, 3, 1), [0], 2) { Scale = 1 }.For(bytes)));
        string message = Assert.Throws<ArgumentException>("data", () =>
            new LabeledImages([0, 51, 255], new(1, 3, 1), [0], 2) { Scale = 1f / 255 }.For(bytes)).Message;
        Assert.Contains(
            "Net reads bytes as they are, 0 to 255; the data's pixels are byte × 0.003921569 + 0, which is 0 to 1. Leave Scale and Shift "
            + "of the data unset.", message);
        Assert.Throws<ArgumentException>("data", () => new LabeledImages([0, 51, 255], new(1, 3, 1), [0], 2) { Shift = -1 }.For(bytes));
    }

    [Fact]
    public void OtherNetworks_ReadNumbersFromZeroToOne()
    {
        LabeledImages data = Images();
        Assert.Same(data, data.For(Network(takesBytes: false)));
        Assert.Same(data, data.For(Network(takesBytes: false, 0.1307f, 0.3081f)));
        Assert.Same(data, data.For(Network(takesBytes: false, 0.5f, 1)));
        Assert.Same(data, data.For(Network(takesBytes: false, 0, 0.5f)));
    }

    /// <summary>In either direction: numbers of bytes for pixels from 0 to 1, and the other way round.</summary>
    [Theory]
    [InlineData(false, 125, 60, null,
        "subtracts a mean of 125; the data's pixels are byte × 0.003921569 + 0, which is 0 to 1. Set the data's Scale to 1")]
    [InlineData(false, 0, 255, null, "divides by a deviation of 255")]
    [InlineData(false, 0.1307f, 0.3081f, 1f, "divides by a deviation of 0.3081; the data's pixels are byte × 1 + 0, which is 0 to 255")]
    [InlineData(false, 300, 60, 1f, "subtracts a mean of 300")]
    [InlineData(true, 0.1307f, 0.3081f, null, "Declare the mean and the deviation of pixels from 0 to 255, as 'bytes' says")]
    public void MeanOrDeviation_OfAnotherUnit_IsRefused(bool takesBytes, float mean, float deviation, float? scale, string message)
    {
        LabeledImages data = scale is float set ? new([0, 51, 255], new(1, 3, 1), [0], 2) { Scale = set } : Images();
        Assert.Contains(message, Assert.Throws<ArgumentException>("data", () => data.For(Network(takesBytes, mean, deviation))).Message);
    }

    [Fact]
    public void MeanAndDeviation_OfTheDatasUnit_AreTaken()
    {
        LabeledImages data = new([0, 51, 255], new(1, 3, 1), [0], 2) { Scale = 1 };
        Assert.Same(data, data.For(Network(takesBytes: false, 123.675f, 58.395f)));
        Assert.Same(data, data.For(Network(takesBytes: false, 0, 255)));
        Assert.Same(data, data.For(Network(takesBytes: false, 128, 1)));
    }

    private static LabeledImages Images() => new([0, 51, 255], new(1, 3, 1), [0], 2);

    private static float[] Pixels(ILabeledData data)
    {
        float[] pixels = new float[3];
        data.CopyBatch([0], pixels, new int[1]);
        return pixels;
    }

    private static NetworkInfo Network(bool takesBytes, params float[] normalization) => new()
    {
        Name = "Net",
        Input = new TensorShape(1, 3, 1),
        TakesBytes = takesBytes,
        Mean = normalization is [float mean, _] ? [mean] : [],
        Deviation = normalization is [_, float deviation] ? [deviation] : [],
        Output = new TensorShape(1, 1, 2),
        OutputFunction = OutputFunction.Softmax,
        Loss = new SoftmaxCrossEntropy(),
        Layers = [],
        Parameters = [],
        TrainableFloats = 0,
        ParameterFloats = 0,
        Inference = TinySoftmax.Info.Inference,
        Training = TinySoftmax.Info.Training,
    };
}
