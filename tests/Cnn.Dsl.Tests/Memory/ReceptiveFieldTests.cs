namespace Cnn.Dsl.Tests;

public class ReceptiveFieldTests
{
    [Theory]
    [InlineData("input 40x40x1, conv 2 3x3, conv 2 3x3", "3x3", "5x5")]
    [InlineData("input 40x40x1, conv 2 3x3, relu, conv 2 3x3, conv 2 3x3, conv 2 3x3", "3x3", "3x3", "5x5", "7x7", "9x9")]
    [InlineData("input 40x40x1, conv 2 5x1 stride 3x1, pad 1, conv 2 3x2", "5x1", "5x1", "11x2")]
    [InlineData("input 40x40x4, conv 2 3x3 dilation 2, depthwise 3x2 dilation 3x4", "5x5", "11x9")]
    [InlineData("input 40x40x4, maxpool depth 2, avgpool 2x2, conv 2 3x3", "1x1", "2x2", "6x6")]
    [InlineData("input 40x40x1, conv 2 2x2 stride 2, upsample 2x4, conv 2 3x3, conv 2 3x3", "2x2", "2x2", "4x3", "6x4")]
    [InlineData("input 9x7x1, conv 2 3x3, global_avgpool, dense 3, dense 3", "3x3", "9x7", "9x7", "9x7")]
    [InlineData("input 9x7x1, conv 2 3x3, flatten, dense 3", "3x3", "9x7", "9x7")]
    [InlineData("input 40x40x4, lrn, lrn size 5 within, avgpool 2x2 trainable, conv 2 3x3", "1x1", "5x5", "6x6", "10x10")]
    // LeCun et al., 1998, figure 2: C5's units are connected to all of S4's 5x5 maps, and so to the whole 32x32 image.
    [InlineData("input 32x32x1, conv 6 5x5, avgpool 2x2, conv 16 5x5, avgpool 2x2, conv 120 5x5", "5x5", "6x6", "14x14", "16x16", "32x32")]
    public void LayersInAChain(string statements, params string[] expected) => Assert.Equal(expected, Fields(statements).Skip(1));

    [Fact]
    public void Input_SeesItself() => Assert.Equal("1x1", Fields("input 4x4x1, relu")[0]);

    [Fact]
    public void Join_SeesWhatItsLargestInputSees() => Assert.Equal(
        "7x5", Fields("input 20x20x1, concat { branch { conv 2 7x1 same } branch { conv 2 3x3 same, conv 2 1x3 same } branch { } }")
            .Last());

    /// <summary>
    /// Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks" (Distill, 2019), table of popular networks,
    /// before the dense layers.
    /// </summary>
    [Theory]
    [InlineData(
        "input 224x224x3, conv 64 11x11 stride 4, maxpool 3x3 stride 2, conv 192 5x5 same, maxpool 3x3 stride 2, conv 384 3x3 same x2, "
        + "conv 256 3x3 same, maxpool 3x3 stride 2", "195x195")]
    [InlineData(
        "input 224x224x3, conv 64 3x3 same x2, maxpool 2x2, conv 128 3x3 same x2, maxpool 2x2, conv 256 3x3 same x3, maxpool 2x2, conv 512 "
        + "3x3 same x3, maxpool 2x2, conv 512 3x3 same x3, maxpool 2x2", "212x212")]
    [InlineData("bottleneck 1x1", "483x483")]
    // The same network with the stride in the 3x3 convolution: 299 at the first block of the last stage, and 64 more for each of the two
    // after it.
    [InlineData("bottleneck 3x3", "427x427")]
    public void PopularNetworks(string statements, string expected)
    {
        if (statements.StartsWith("bottleneck", StringComparison.Ordinal))
            statements = ResNet50(strideInFirst: statements.EndsWith("1x1", StringComparison.Ordinal));
        Assert.Equal(expected, Fields(statements).Last());
    }

    [Fact]
    public void FieldsWithoutEnd_AreCutOff()
    {
        string statements = "batch 1, input 2x2x1, "
            + string.Join(", ", Enumerable.Repeat("pad 0 65534 0 0, conv 1 65535x1 stride 65535x1, pad 0 1 0 0", 5));
        Assert.Equal("2147483647x1", Fields(statements, "CNN2102").Last());
    }

    private static string ResNet50(bool strideInFirst)
    {
        string first = strideInFirst ? "stride stride" : "", second = strideInFirst ? "" : "stride stride";
        return $$"""
            block bottleneck(maps, stride) {
              residual relu { conv maps 1x1 {{first}} relu, conv maps 3x3 {{second}} pad 1 relu, conv 4*maps 1x1 } shortcut {
                conv 4*maps 1x1 stride stride }
            }
            input 224x224x3, conv 64 7x7 stride 2 pad 3, maxpool 3x3 stride 2 pad 1
            bottleneck(64, 1) x3, bottleneck(128, 2), bottleneck(128, 1) x3, bottleneck(256, 2), bottleneck(256, 1) x5, bottleneck(512, 2),
              bottleneck(512, 1) x2
            """;
    }

    private static string[] Fields(string statements, params string[] warnings)
    {
        var result = Resolver.Resolve(Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks));
        Assert.DoesNotContain(result.Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        Assert.Subset(new HashSet<string>(["CNN2102", .. warnings]), result.Issues.Select(issue => issue.Descriptor.Id).ToHashSet());
        return ReceptiveField.Of(result.Spec!).Select(field => field.ToString()).ToArray();
    }
}
