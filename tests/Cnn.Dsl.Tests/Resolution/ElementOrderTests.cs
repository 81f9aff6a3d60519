namespace Cnn.Dsl.Tests;

/// <summary>
/// In which order weight files have the parameters that flattened maps' elements number: pixels x channels of each map, 1 x a count
/// between.
/// </summary>
public sealed class ElementOrderTests
{
    [Theory]
    [InlineData("flatten, batchnorm, dense 3", "4x2", "")]
    [InlineData("flatten, relu, dropout 0.5, batchnorm, tanh, flatten, dense 3", "4x2", "")]
    [InlineData("flatten, batchnorm, lrn within, maxpool 1x1, global_avgpool, maxpool depth 1, pad 0, dense 3", "4x2", "")]
    [InlineData("flatten, batchnorm, lrn size 15, dense 3", "4x2", "")]
    [InlineData("flatten, residual relu { batchnorm }, dense 3", "4x2", "")]
    [InlineData("f: flatten, relu from f, add relu1 f, dense 3", "4x2", "")]
    [InlineData("flatten, dense 3", "", "")]
    [InlineData("dense 8, dense 3", "", "")]
    [InlineData("flatten, maxpool depth 8, dense 3", "", "")]
    [InlineData("conv 1 1x1, flatten, batchnorm, dense 3", "", "")]
    [InlineData("global_avgpool, flatten, batchnorm, dense 3", "", "")]
    [InlineData("flatten, pad 0 channels 3 1, dense 3", "1x3 4x2 1x1", "")]
    [InlineData("f: flatten, v: dense 5, concat v f v, dense 3", "1x5 4x2 1x5", "")]
    [InlineData("f: flatten, v: dense 5, concat v v f f, dense 3", "1x10 4x2 4x2", "")]
    [InlineData("f: flatten, m: maxpool 1x2 from input, g: flatten, concat g f, dense 3", "2x2 4x2", "")]
    [InlineData("f: flatten, d: dense 8 from input, add d f", "", "4x2")]
    [InlineData("f: flatten, d: dense 8 tanh from input, batchnorm, add f batchnorm1", "", "4x2")]
    [InlineData("f: flatten, c: conv 8 2x2 from input, add c f", "", "4x2")]
    [InlineData("f: flatten, d: dense 8 from f, s: add d f, e: dense 8 from s, add s e", "4x2", "4x2")]
    [InlineData("aux 0.5 { flatten }, dense 8", "", "4x2")]
    public void ParametersOfElements_AreInTheMapsOrder(string layers, string channels, string maps)
    {
        var last = Check.Valid("input 2x2x2, " + layers).Layers.Last(layer => layer is DenseSpec or ConvolutionSpec);
        Assert.Equal(channels, Text(last.Parameters[0].ChannelOrder));
        Assert.All(last.Parameters, parameter => Assert.Equal(maps, Text(parameter.MapOrder)));
    }

    [Theory]
    [InlineData("batchnorm", "4x2", "")]
    [InlineData("depthwise 1x1", "4x2", "")]
    [InlineData("avgpool 1x1 trainable", "4x2", "")]
    [InlineData("conv 3 1x1", "", "4x2")]
    [InlineData("conv 3 3x3 same", "", "4x2")]
    [InlineData("rbf 3", "", "4x2")]
    [InlineData("dense 3", "", "")]
    public void EveryLayerWithParameters_HasThem(string layer, string maps, string channels)
    {
        var spec = Check.Valid("input 2x2x2, flatten, relu, " + layer).Layers[^1];
        Assert.All(spec.Parameters, parameter => Assert.Equal(maps, Text(parameter.MapOrder)));
        Assert.Equal(channels, Text(spec.Parameters[0].ChannelOrder));
    }

    // A dense layer right behind a map has the map's own dimensions instead, as kernels that cover it have.
    [Fact]
    public void DenseLayerBehindAMap_HasItsDimensions()
    {
        var matrix = Check.Valid("input 4x3x5, flatten, relu, dense 2").Layers[^1].Parameters[0];
        Assert.Equal((5, 4, 3, true), (matrix.Channels, matrix.Rows, matrix.Columns, matrix.ChannelOrder.IsPlain));
    }

    // What lies between pixels and channels is the same whatever rows and columns there are.
    [Fact]
    public void MapsOfEquallyManyPixels_CanBeAdded()
    {
        var spec = Check.Valid("input 4x4x2, a: maxpool 2x2, f: flatten, b: maxpool 1x4 from input, g: flatten, add f g, dense 3");
        Assert.Equal("4x2", Text(spec.Layers[^1].Parameters[0].ChannelOrder));
    }

    [Fact]
    public void PredictionAndTraining_HaveOneOrder()
    {
        var spec = Check.Valid("input 2x2x2, aux 0.5 { flatten, batchnorm }, dense 8");
        Assert.Equal("4x2", Text(MainNetwork.Of(spec).Layers[^1].Parameters[0].MapOrder));
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(257, true)]
    public void MoreThan256FlattenedMaps_AreNotToldApart(int maps, bool isError)
    {
        string text = $"network Net {{ input 2x2x2, f: flatten, {(isError ? "«concat»" : "concat")} "
            + $"{string.Join(' ', Enumerable.Repeat("f", maps))}, dense 3 }}";
        (string, string)[] expected = isError ? [("CNN2156", "'concat1' joins more than 256 flattened maps and vectors")] : [];
        Check.Rules(text, expected);
    }

    private static string Text(ElementOrder order) =>
        string.Join(' ', order.Segments.Select(segment => $"{segment.Pixels}x{segment.Channels}"));
}
