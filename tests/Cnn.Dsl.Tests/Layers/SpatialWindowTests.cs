using System.Globalization;

namespace Cnn.Dsl.Tests;

/// <summary>Output sizes, SAME padding and unread pixels, against counting them one by one.</summary>
public sealed class SpatialWindowTests
{
    [Theory]
    // LeNet-5 (LeCun et al., 1998): 28x28 with 5x5 'same', and 14x14 with 5x5 'valid'.
    [InlineData(28, 28, "conv 6 5x5 same", "28x28x6", 2, 2, 2, 2)]
    [InlineData(14, 14, "conv 16 5x5", "10x10x16", 0, 0, 0, 0)]
    // ResNet's first layers (He et al., 2015): 224 + 2·3 − 7 = 223, ⌊223 / 2⌋ + 1 = 112; 112 + 2 − 3 = 111, ⌊111 / 2⌋ + 1 = 56.
    [InlineData(224, 224, "conv 64 7x7 stride 2 pad 3", "112x112x64", 3, 3, 3, 3)]
    [InlineData(112, 112, "maxpool 3x3 stride 2 pad 1", "56x56x1", 1, 1, 1, 1)]
    // AlexNet's: 227 − 11 = 216, 216 / 4 + 1 = 55.
    [InlineData(227, 227, "conv 96 11x11 stride 4", "55x55x96", 0, 0, 0, 0)]
    // 224 'same' with 7x7 stride 2: 112 outputs need 111·2 + 7 = 229 rows, 5 more than there are: 2 before, 3 after.
    [InlineData(224, 224, "conv 64 7x7 stride 2 same", "112x112x64", 2, 3, 2, 3)]
    [InlineData(5, 7, "maxpool 2x3 stride 1x2 pad 1 0 2 1", "5x4x1", 1, 0, 2, 1)]
    [InlineData(5, 7, "conv 2 1x1 pad 3 4", "11x15x2", 3, 3, 4, 4)]
    // The textbook's example: 150x100 RGB, 200 maps, 5x5 'same'.
    [InlineData(150, 100, "conv 200 5x5 same", "150x100x200", 2, 2, 2, 2)]
    public void Sizes_AreThePapers(int height, int width, string layer, string output, int top, int bottom, int left, int right)
    {
        var result = Resolver.Resolve(CnnParser.Parse(FormattableString.Invariant($"network N {{ input {height}x{width}x1, {layer} }}"), "")
            .Networks[0]);
        var spec = result.Spec!.Layers[1];
        Assert.Equal(output, spec.Output.ToString());
        var window = WindowOf(spec);
        Assert.Equal((top, bottom, left, right), (window.PadTop, window.PadBottom, window.PadLeft, window.PadRight));
    }

    [Fact]
    public void Same_IsTheLeastPaddingForCeilingOutputs()
    {
        for (int input = 1; input <= 16; input++)
        for (int size = 1; size <= 8; size++)
        for (int stride = 1; stride <= 6; stride++)
        {
            int output = 0;
            for (int covered = 0; covered < input; covered += stride) output++;
            int padding = 0;
            while (input + padding < (output - 1) * stride + size) padding++;

            var spec = Resolve(Declare.Input(input, 1, 1), Declare.Layer(
                "conv", ("maps", 1), ("kernelHeight", size), ("kernelWidth", 1), ("strideHeight", stride), ("strideWidth", 1),
                    ("padding", Padding.Same))).Spec!;
            var window = WindowOf(spec.Layers[1]);
            Assert.Equal(output, spec.Output.Height);
            Assert.Equal((padding / 2, padding - padding / 2, 0, 0), (window.PadTop, window.PadBottom, window.PadLeft, window.PadRight));
        }
    }

    // PyTorch's pooling_output_shape, in words: windows are put down until all is covered, and the last is taken back where it begins
    // behind the input.
    [Fact]
    public void Ceil_CoversAllOfThePaddedInput()
    {
        int longer = 0;
        for (int input = 1; input <= 9; input++)
        for (int size = 1; size <= 5; size++)
        for (int stride = 1; stride <= 6; stride++)
        for (int before = 0; before < size; before++)
        for (int after = 0; after < size; after++)
        {
            int padded = before + input + after, output = 1;
            if (size > padded + stride - 1) continue;
            while ((output - 1) * stride + size < padded) output++;
            if ((output - 1) * stride >= before + input) output--;

            var layer = Resolve(Declare.Input(1, input, 1), Declare.Layer(
                "maxpool", ("windowHeight", 1), ("windowWidth", size), ("stride", stride), ("pad", new[] { 0, 0, before, after }),
                    ("ceil", true))).Spec!.Layers[1];
            var window = WindowOf(layer);
            Assert.Equal((1, output), (layer.Output.Height, layer.Output.Width));
            Assert.Equal((before, after), (window.PadLeft, window.PadRight));
            Assert.Equal((0, Math.Max(0, (output - 1) * stride + size - padded)), (window.BeyondBottom, window.BeyondRight));
            if (window.ReachesBeyond) longer++;
        }
        Assert.InRange(longer, 500, 5000);
    }

    [Theory]
    // GoogLeNet's poolings in Caffe: 112 − 3 = 109, ⌈109 / 2⌉ + 1 = 56.
    [InlineData("112x112x64", "maxpool 3x3 stride 2 ceil", "56x56x64")]
    [InlineData("2x2x1", "maxpool 3x3 stride 2 ceil", "1x1x1")]
    [InlineData("8x8x1", "maxpool 3x3 stride 2 same ceil", "4x4x1")]
    [InlineData("8x8x1", "maxpool ksize 1 3 3 1 strides 1 2 2 1 ceil", "4x4x1")]
    public void Ceil_RoundsUp(string input, string layer, string output) =>
        Assert.Equal(output, Check.Valid($"input {input}, {layer}").Output.ToString());

    [Fact]
    public void UnreadPixels_AreCountedExactly()
    {
        int warned = 0;
        for (int input = 1; input <= 9; input++)
        for (int size = 1; size <= 4; size++)
        for (int stride = 1; stride <= 5; stride++)
        for (int before = 0; before <= 5; before++)
        for (int after = 0; after <= 3; after++)
        {
            if (size > input + before + after) continue;
            int width = 2 + input % 3;
            var result = Resolve(Declare.Input(input, width, 1), Declare.Layer(
                "conv", ("maps", 1), ("kernelHeight", size), ("kernelWidth", 2), ("strideHeight", stride), ("strideWidth", 1),
                    ("pad", new[] { before, after, 0, 0 })));
            var read = ReadPixels(input, size, stride, before, after);
            int unread = (input - read.Count(isRead => isRead)) * width;
            if (unread == 0)
            {
                Assert.Empty(result.Issues);
                continue;
            }
            warned++;
            var issue = Assert.Single(result.Issues);
            Assert.Equal("CNN2102", issue.Descriptor.Id);
            Assert.Equal([unread.ToString(CultureInfo.InvariantCulture), (input * width).ToString(CultureInfo.InvariantCulture)],
                issue.Arguments.Take(2));
        }
        Assert.InRange(warned, 500, 5000);
    }

    [Fact]
    public void UnreadPixels_OfADilatedKernelAreCountedExactly()
    {
        int warned = 0;
        for (int input = 1; input <= 14; input++)
        for (int size = 2; size <= 4; size++)
        for (int stride = 1; stride <= 6; stride++)
        for (int dilation = 2; dilation <= 6; dilation++)
        for (int before = 0; before <= 4; before += 2)
        {
            if ((size - 1) * dilation + 1 > input + before + 1) continue;
            var result = Resolve(Declare.Input(1, input, 1), Declare.Layer(
                "conv", ("maps", 1), ("kernelHeight", 1), ("kernelWidth", size), ("strideHeight", 1), ("strideWidth", stride),
                ("dilation", dilation), ("pad", new[] { 0, 0, before, 1 })));
            var read = new bool[input];
            for (int start = -before; start + (size - 1) * dilation < input + 1; start += stride)
                for (int i = 0; i < size; i++)
                    if (start + i * dilation is >= 0 and var pixel && pixel < input) read[pixel] = true;
            int unread = read.Count(isRead => !isRead);
            if (unread > 0) warned++;
            Assert.Equal(unread == 0 ? [] : [unread.ToString(CultureInfo.InvariantCulture)],
                result.Issues.Select(issue => issue.Arguments[0]));
        }
        Assert.InRange(warned, 300, 3000);
    }

    [Theory]
    // The dilated convolutions of Yu and Koltun (2016), whose receptive fields are 3, 7, 15 wide: padding as wide as the dilation keeps the
    // size.
    [InlineData("64x64x8", "conv 8 3x3 dilation 2 same", "64x64x8", 2)]
    [InlineData("64x64x8", "conv 8 3x3 dilation 16 pad 16", "64x64x8", 16)]
    // Four rows two apart reach over 7: 9 outputs need 8 + 7 = 15 rows, 6 more than there are.
    [InlineData("9x9x1", "conv 1 4x4 dilation 2 same", "9x9x1", 3)]
    [InlineData("9x9x1", "depthwise 2x2 dilation 4", "5x5x1", 0)]
    public void ADilatedKernel_IsAsLargeAsItReaches(string input, string layer, string output, int pad)
    {
        var spec = Check.Valid($"input {input}, {layer}");
        Assert.Equal(output, spec.Output.ToString());
        Assert.Equal((pad, pad), (WindowOf(spec.Layers[1]).PadTop, WindowOf(spec.Layers[1]).PadBottom));
    }

    [Fact]
    public void UnreadPixels_InBothDirectionsAreCountedOnce()
    {
        for (int height = 2; height <= 8; height++)
        for (int width = 2; width <= 8; width++)
        for (int size = 1; size <= 2; size++)
        for (int stride = 1; stride <= 4; stride++)
        {
            var rows = ReadPixels(height, size, stride, 0, 0);
            var columns = ReadPixels(width, 2, stride, 0, 0);
            int unread = rows.SelectMany(_ => columns, (row, column) => row && column).Count(isRead => !isRead);
            var result = Resolve(Declare.Input(height, width, 3),
                Declare.Layer("maxpool", ("windowHeight", size), ("windowWidth", 2), ("stride", stride)));
            Assert.Equal(unread == 0 ? [] : [unread.ToString(CultureInfo.InvariantCulture)],
                result.Issues.Select(issue => issue.Arguments[0]));
        }
    }

    [Fact]
    public void UnreadPixels_OfAHugeInputAreCountedAtOnce()
    {
        // 2,147,483,647 rows, two of three are read: 1,431,655,764 of them.
        var result = Resolver.Resolve(CnnParser.Parse("network N { batch 1, input 2147483647x1x1, maxpool 2x1 stride 3x1 }", "")
            .Networks[0]);
        Assert.Contains("715,827,883 of the 2,147,483,647 pixels of each map are read by no window: 715827883 rows",
            Assert.Single(result.Issues).Message);
    }

    [Theory]
    [InlineData("conv 8 1x1 stride 2")]
    [InlineData("avgpool 1x1 stride 2")]
    [InlineData("maxpool ksize 1 1 1 1 strides 1 2 3 1")]
    public void AStridedPointWindow_LeavesPixelsOutOnPurpose(string layer) => Check.Valid("input 8x8x4, " + layer);

    [Theory]
    [InlineData("maxpool 2x2", "maxpool 2x2")]
    [InlineData("maxpool 2x2 stride 1x2 valid", "maxpool 2x2 stride 1x2")]
    [InlineData("avgpool ksize 1 3 3 1 same", "avgpool 3x3 pad 0 1 0 1")]
    [InlineData("conv 4 3x3 pad 1 1 1 1 bias", "conv 4 3x3 pad 1")]
    [InlineData("conv 4 2x2 same nobias relu", "conv 4 2x2 pad 0 1 0 1 nobias relu")]
    [InlineData("conv 4 3x1 dilation 2x5 groups 2", "conv 4 3x1 dilation 2x1 groups 2")]
    [InlineData("conv 4 1x1 dilation 3 groups 1", "conv 4 1x1")]
    [InlineData("conv 8 2x2 groups 4 nobias", "depthwise 2x2 multiplier 2 nobias")]
    [InlineData("depthwise 3x3 stride 1 dilation 2 same relu", "depthwise 3x3 dilation 2 pad 2 relu")]
    [InlineData("conv 2 1x1 connect \"3  1,0\"", "conv 2 1x1 connect \"3 1, 0\"")]
    [InlineData("maxpool ksize 1 1 1 2", "maxpool depth 2")]
    [InlineData("maxpool 3x3 stride 2 ceil", "maxpool 3x3 stride 2 ceil")]
    [InlineData("avgpool 3x3 stride 2x3 pad 1 0 ceil", "avgpool 3x3 stride 2x3 pad 1 1 0 0 ceil")]
    [InlineData("maxpool 2x2 ceil", "maxpool 2x2")]
    [InlineData("global_maxpool", "maxpool 8x8")]
    [InlineData("global_avgpool", "avgpool 8x8")]
    [InlineData("avgpool 3x3 stride 1 count_pad same", "avgpool 3x3 stride 1 pad 1 count_pad")]
    [InlineData("avgpool ksize 1 3 3 1 strides 1 2 2 1 pad 1 0 ceil count_pad", "avgpool 3x3 stride 2 pad 1 1 0 0 ceil count_pad")]
    [InlineData("avgpool 3x3 stride 2 ceil count_pad", "avgpool 3x3 stride 2 ceil")]
    [InlineData("pad 2 2", "pad 2")]
    [InlineData("pad 0 1", "pad 0 0 1 1")]
    [InlineData("dense 10 tanh", "dense 10 tanh")]
    [InlineData("dropout 0.250", "dropout 0.25")]
    public void Description_IsTextWithEveryDefault(string layer, string description)
    {
        var spec = Check.Valid("input 8x8x4, " + layer);
        Assert.Equal(description, spec.Layers[1].Description);
        Assert.Equal(spec, Check.Valid(spec.Layers[0].Description + ", " + description));
    }

    private static bool[] ReadPixels(int input, int size, int stride, int before, int after)
    {
        var read = new bool[input];
        for (int start = -before; start + size <= input + after; start += stride)
            for (int i = Math.Max(start, 0); i < Math.Min(start + size, input); i++) read[i] = true;
        return read;
    }

    private static ResolutionResult Resolve(params LayerDeclaration[] layers) => Resolver.Resolve(Declare.Network(layers));

    private static SpatialWindow WindowOf(LayerSpec layer) =>
        layer is ConvolutionSpec convolution ? convolution.Window : ((PoolSpec)layer).Window;
}
