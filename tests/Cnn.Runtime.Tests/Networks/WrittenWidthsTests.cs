using Cnn.Runtime;

namespace Cnn.Runtime.Tests;

public class WrittenWidthsTests
{
    [Theory]
    [InlineData(new[] { 512 }, new[] { 256, 128 }, "512 bits, and this processor has 256 and 128. ")]
    [InlineData(new[] { 512, 256 }, new[] { 128 }, "512 and 256 bits, and this processor has 128. ")]
    public void ProcessorWithoutAnyOfThem_IsTold_AndWhichPropertyToSet(int[] written, int[] there, string says)
    {
        var error = Assert.Throws<PlatformNotSupportedException>(() => WrittenWidths.Check(Info(written), there));
        Assert.Contains(says, error.Message);
        Assert.Contains("Set the property CnnVectorWidths of the project that declares Net ", error.Message);
    }

    [Theory]
    [InlineData(new[] { 512, 256, 128 }, new[] { 128 })]
    [InlineData(new[] { 128 }, new[] { 512, 256, 128 })]
    [InlineData(new[] { 256 }, new int[0])]
    public void ProcessorWithOneOfThem_IsNot(int[] written, int[] there) => WrittenWidths.Check(Info(written), there);

    private static NetworkInfo Info(int[] widths) => new()
    {
        Name = "Net",
        Input = new(1, 1, 1),
        Output = new(1, 1, 1),
        OutputFunction = OutputFunction.None,
        Loss = new MeanSquaredError(),
        Layers = [],
        Parameters = [],
        TrainableFloats = 0,
        ParameterFloats = 0,
        Inference = null!,
        VectorWidths = widths,
    };
}
