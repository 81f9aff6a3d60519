namespace Cnn.Dsl.Tests;

/// <summary>
/// Shapes that TensorFlow publishes: conv_ops_test.py (commit 00b1ec2ad4b0ecd5275167371cc5d5570fba8e4c) and pooling_ops_test.py
/// (commit 004052a9d6c086b65ebb3599e4b51fd09f8c94a1) in github:tensorflow/tensorflow, tensorflow/python/kernel_tests/nn_ops, Apache-2.0.
/// Left out are cases with an empty input, which the language does not have.
/// </summary>
public sealed class TensorFlowShapeTests
{
    [Theory]
    [InlineData("2x3x3", "conv 3 1x1 stride 1x1 valid", "2x3x3")] // Conv2D1x1Filter
    [InlineData("2x3x3", "conv 3 2x2 stride 1x1 valid", "1x2x3")] // Conv2D2x2Filter
    [InlineData("2x3x3", "conv 3 1x2 stride 1x1 valid", "2x2x3")] // Conv2D1x2Filter
    [InlineData("2x3x3", "conv 3 2x2 stride 2x2 valid", "1x1x3")] // Conv2D2x2FilterStride2
    [InlineData("2x3x3", "conv 3 2x2 stride 2x2 same", "1x2x3")] // Conv2D2x2FilterStride2Same
    [InlineData("3x6x1", "conv 1 2x2 stride 1x2 valid", "2x3x1")] // Conv2D2x2FilterStride1x2
    [InlineData("7x7x1", "conv 1 2x2 stride 3x3 valid", "2x2x1")] // Conv2DKernelSmallerThanStrideValid
    [InlineData("3x3x1", "conv 1 1x1 stride 2x2 same", "2x2x1")] // Conv2DKernelSmallerThanStrideSame_a
    [InlineData("4x4x1", "conv 1 1x1 stride 2x2 same", "2x2x1")] // Conv2DKernelSmallerThanStrideSame_b
    [InlineData("4x4x1", "conv 1 2x2 stride 3x3 same", "2x2x1")] // Conv2DKernelSmallerThanStrideSame_c
    [InlineData("2x2x1", "conv 2 2x2 stride 1x1 valid", "1x1x2")] // Conv2DKernelSizeMatchesInputSize
    [InlineData("2x3x3", "conv 3 2x2 stride 1x1 pad 0 0 0 0", "1x2x3")] // explicit padding 1
    [InlineData("4x3x2", "conv 1 1x1 stride 2x2 pad 0 0 0 0", "2x2x1")] // explicit padding 2
    [InlineData("2x3x2", "conv 2 2x2 stride 1x1 pad 1 1 1 1", "3x4x2")] // explicit padding 3
    [InlineData("2x2x1", "conv 2 1x1 stride 1x1 pad 1 1 1 1", "4x4x2")] // explicit padding 4
    [InlineData("2x1x2", "conv 1 2x1 stride 1x1 pad 2 2 2 2", "5x5x1")] // explicit padding 5
    [InlineData("2x1x2", "conv 1 1x1 stride 2x1 pad 2 2 2 2", "3x5x1")] // explicit padding 6
    [InlineData("2x3x3", "conv 2 2x2 stride 1x1 pad 0 3 0 0", "4x2x2")] // explicit padding 7
    [InlineData("4x4x1", "conv 1 2x2 dilation 2x1", "2x3x1")] // dilation 1
    [InlineData("2x3x3", "conv 3 2x2 dilation 1x2", "1x1x3")] // dilation 2
    [InlineData("20x20x8", "conv 16 4x4 groups 4", "17x17x16")] // GroupConvAllowed: 8 channels, filter of depth 2
    [InlineData("4x4x2", "depthwise 2x2 multiplier 3 same", "4x4x6")] // SeparableConv2D
    [InlineData("5x5x1248", "conv 128 1x1 stride 1 same", "5x5x128")] // Inception 2015
    [InlineData("8x8x384", "conv 384 1x3 stride 1 same", "8x8x384")] // Inception 2015
    [InlineData("8x8x384", "conv 384 3x1 stride 1 same", "8x8x384")] // Inception 2015
    [InlineData("8x8x2048", "conv 192 1x1 stride 1 same", "8x8x192")] // Inception 2015
    [InlineData("8x8x448", "conv 384 3x3 stride 1 same", "8x8x384")] // Inception 2015
    [InlineData("8x8x2048", "conv 320 1x1 stride 1 same", "8x8x320")] // Inception 2015
    [InlineData("8x8x2048", "conv 448 1x1 stride 1 same", "8x8x448")] // Inception 2015
    [InlineData("8x8x2048", "conv 384 1x1 stride 1 same", "8x8x384")] // Inception 2015
    [InlineData("8x8x1760", "conv 384 1x1 stride 1 same", "8x8x384")] // Inception 2015
    [InlineData("8x8x1760", "conv 192 1x1 stride 1 same", "8x8x192")] // Inception 2015
    [InlineData("8x8x1760", "conv 448 1x1 stride 1 same", "8x8x448")] // Inception 2015
    [InlineData("8x8x1760", "conv 320 1x1 stride 1 same", "8x8x320")] // Inception 2015
    [InlineData("17x17x192", "conv 192 3x3 stride 2 valid", "8x8x192")] // Inception 2015
    [InlineData("17x17x192", "conv 192 3x3 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1248", "conv 192 1x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x128", "conv 320 3x3 stride 2 valid", "8x8x320")] // Inception 2015
    [InlineData("17x17x1248", "conv 128 1x1 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x224", "conv 224 1x3 stride 1 same", "17x17x224")] // Inception 2015
    [InlineData("17x17x192", "conv 256 3x1 stride 1 same", "17x17x256")] // Inception 2015
    [InlineData("17x17x192", "conv 256 1x3 stride 1 same", "17x17x256")] // Inception 2015
    [InlineData("17x17x1216", "conv 192 1x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1216", "conv 96 1x1 stride 1 same", "17x17x96")] // Inception 2015
    [InlineData("17x17x224", "conv 224 3x1 stride 1 same", "17x17x224")] // Inception 2015
    [InlineData("17x17x192", "conv 224 3x3 stride 1 same", "17x17x224")] // Inception 2015
    [InlineData("17x17x192", "conv 192 1x3 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1152", "conv 192 1x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1152", "conv 128 1x1 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x192", "conv 192 3x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x160", "conv 192 3x3 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1152", "conv 160 1x1 stride 1 same", "17x17x160")] // Inception 2015
    [InlineData("17x17x1024", "conv 128 1x1 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x128", "conv 192 1x3 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1024", "conv 160 1x1 stride 1 same", "17x17x160")] // Inception 2015
    [InlineData("17x17x128", "conv 192 3x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x1024", "conv 256 1x1 stride 1 same", "17x17x256")] // Inception 2015
    [InlineData("17x17x128", "conv 128 3x1 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x768", "conv 192 1x1 stride 1 same", "17x17x192")] // Inception 2015
    [InlineData("17x17x128", "conv 128 1x3 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x128", "conv 128 3x3 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x768", "conv 128 1x1 stride 1 same", "17x17x128")] // Inception 2015
    [InlineData("17x17x768", "conv 320 1x1 stride 1 same", "17x17x320")] // Inception 2015
    [InlineData("35x35x96", "conv 96 3x3 stride 2 valid", "17x17x96")] // Inception 2015
    [InlineData("35x35x288", "conv 384 3x3 stride 2 valid", "17x17x384")] // Inception 2015
    [InlineData("35x35x64", "conv 96 3x3 stride 1 same", "35x35x96")] // Inception 2015
    [InlineData("35x35x288", "conv 64 1x1 stride 1 same", "35x35x64")] // Inception 2015
    [InlineData("35x35x256", "conv 64 1x1 stride 1 same", "35x35x64")] // Inception 2015
    [InlineData("35x35x48", "conv 64 5x5 stride 1 same", "35x35x64")] // Inception 2015
    [InlineData("35x35x256", "conv 48 1x1 stride 1 same", "35x35x48")] // Inception 2015
    [InlineData("35x35x96", "conv 96 3x3 stride 1 same", "35x35x96")] // Inception 2015
    [InlineData("35x35x192", "conv 32 1x1 stride 1 same", "35x35x32")] // Inception 2015
    [InlineData("35x35x192", "conv 64 1x1 stride 1 same", "35x35x64")] // Inception 2015
    [InlineData("35x35x192", "conv 48 1x1 stride 1 same", "35x35x48")] // Inception 2015
    [InlineData("73x73x64", "conv 192 3x3 stride 1 valid", "71x71x192")] // Inception 2015
    [InlineData("73x73x64", "conv 64 1x1 stride 1 valid", "73x73x64")] // Inception 2015
    [InlineData("147x147x24", "conv 64 1x1 stride 1 valid", "147x147x64")] // Inception 2015
    public void Convolution_HasTensorFlowsShape(string input, string layer, string output) => CheckShape(input, layer, output);

    [Theory]
    [InlineData("3x3x3", "avgpool ksize 1 2 2 1 strides 1 2 2 1 valid", "1x1x3")] // AvgPoolValidPadding
    [InlineData("2x4x3", "avgpool ksize 1 2 2 1 strides 1 2 2 1 same", "1x2x3")] // AvgPoolSamePadding
    [InlineData("2x2x1", "avgpool ksize 1 1 2 1 strides 1 1 1 1 same", "2x2x1")] // AvgPoolSamePaddingNonSquareWindow
    [InlineData("2x2x1", "avgpool ksize 1 2 1 1 strides 1 1 1 1 same", "2x2x1")] // AvgPoolSamePaddingNonSquareWindow_2
    [InlineData("2x2x2", "avgpool ksize 1 1 2 1 strides 1 1 1 1 same", "2x2x2")] // AvgPoolSamePaddingNonSquareWindowMultiBatch
    [InlineData("2x2x2", "avgpool ksize 1 2 1 1 strides 1 1 1 1 same", "2x2x2")] // AvgPoolSamePaddingNonSquareWindowMultiBatch_2
    [InlineData("3x3x3", "avgpool ksize 1 2 2 1 strides 1 1 2 1 valid", "2x1x3")] // AvgPoolValidPaddingUnevenStride
    [InlineData("3x3x3", "avgpool ksize 1 2 2 1 strides 1 2 1 1 valid", "1x2x3")] // AvgPoolValidPaddingUnevenStride_2
    [InlineData("4x4x4", "avgpool ksize 1 2 2 1 strides 1 2 2 1 same", "2x2x4")] // AvgPoolSamePadding_2
    [InlineData("4x4x4", "avgpool ksize 1 3 3 1 strides 1 2 2 1 same", "2x2x4")] // AvgPoolSamePaddingPacket_4
    [InlineData("8x8x8", "avgpool ksize 1 3 3 1 strides 1 2 2 1 same", "4x4x8")] // AvgPoolSamePaddingPacket_8
    [InlineData("7x7x1", "avgpool ksize 1 2 2 1 strides 1 3 3 1 valid", "2x2x1")] // AvgPoolKernelSmallerThanStride
    [InlineData("3x3x1", "avgpool ksize 1 1 1 1 strides 1 2 2 1 same", "2x2x1")] // AvgPoolKernelSmallerThanStrideSame1
    [InlineData("4x4x1", "avgpool ksize 1 1 1 1 strides 1 2 2 1 same", "2x2x1")] // AvgPoolKernelSmallerThanStrideSame2
    [InlineData("3x3x3", "maxpool ksize 1 2 2 1 strides 1 2 2 1 valid", "1x1x3")] // MaxPoolValidPadding
    [InlineData("2x3x3", "maxpool ksize 1 2 2 1 strides 1 2 2 1 same", "1x2x3")] // MaxPoolSamePadding
    [InlineData("3x3x1", "maxpool ksize 1 3 3 1 strides 1 2 2 1 pad 0 0 0 0", "1x1x1")] // MaxPoolZeroExplicitPadding
    [InlineData("3x3x1", "maxpool ksize 1 3 3 1 strides 1 2 2 1 pad 2 1 2 1", "2x2x1")] // MaxPoolNegativeInputExpPadding
    [InlineData("3x3x1", "maxpool ksize 1 3 3 1 strides 1 2 2 1 pad 0 2 0 1", "2x1x1")] // MaxPoolExplicitPadding
    [InlineData("6x6x1", "maxpool ksize 1 3 3 1 strides 1 2 2 1 pad 1 2 2 1", "4x4x1")] // MaxPoolExplicitPaddingAdvanced
    [InlineData("1x3x1", "maxpool ksize 1 1 2 1 strides 1 1 2 1 pad 0 0 0 1", "1x2x1")] // MaxPoolExplicitPadding_1D_as_2D
    [InlineData("2x2x1", "maxpool ksize 1 1 2 1 strides 1 1 1 1 same", "2x2x1")] // MaxPoolSamePaddingNonSquareWindow
    [InlineData("4x4x1", "maxpool ksize 1 2 2 1 strides 1 1 2 1 valid", "3x2x1")] // MaxPoolValidPaddingUnevenStride
    [InlineData("4x4x1", "maxpool ksize 1 2 2 1 strides 1 2 1 1 valid", "2x3x1")] // MaxPoolValidPaddingUnevenStride2
    [InlineData("4x4x4", "maxpool ksize 1 2 2 1 strides 1 2 2 1 same", "2x2x4")] // MaxPoolSamePaddingPacket4
    [InlineData("8x8x8", "maxpool ksize 1 3 3 1 strides 1 2 2 1 same", "4x4x8")] // MaxPoolSamePaddingPacket8
    [InlineData("1x1x10", "maxpool ksize 1 1 1 2 strides 1 1 1 2 same", "1x1x5")] // DepthwiseMaxPool1x1DepthWindow
    [InlineData("2x2x6", "maxpool ksize 1 1 1 3 strides 1 1 1 3 same", "2x2x2")] // DepthwiseMaxPool2x2DepthWindow
    [InlineData("7x7x1", "maxpool ksize 1 2 2 1 strides 1 3 3 1 valid", "2x2x1")] // MaxPoolKernelSmallerThanStrideValid
    [InlineData("3x3x1", "maxpool ksize 1 1 1 1 strides 1 2 2 1 same", "2x2x1")] // MaxPoolKernelSmallerThanStrideSame1
    [InlineData("4x4x1", "maxpool ksize 1 1 1 1 strides 1 2 2 1 same", "2x2x1")] // MaxPoolKernelSmallerThanStrideSame2
    [InlineData("71x71x192", "maxpool 3x3 stride 2 valid", "35x35x192")] // Inception 2015, maxpool2
    [InlineData("35x35x288", "maxpool 3x3 stride 2 valid", "17x17x288")] // Inception 2015, maxpool3
    [InlineData("17x17x1248", "maxpool 3x3 stride 2 valid", "8x8x1248")] // Inception 2015, maxpool4
    [InlineData("8x8x2048", "maxpool 3x3 stride 1 same", "8x8x2048")] // Inception 2015, maxpool5
    public void Pooling_HasTensorFlowsShape(string input, string layer, string output) => CheckShape(input, layer, output);

    [Theory]
    [InlineData("2x2x4", "maxpool ksize 1 2 2 2 strides 1 1 1 2 same", "CNN2004")] // DepthwiseMaxPoolInvalidConfigs_1
    [InlineData("2x2x4", "maxpool ksize 1 1 1 2 strides 1 1 1 1 same", "CNN2016")] // DepthwiseMaxPoolInvalidConfigs_2
    [InlineData("2x2x4", "maxpool ksize 1 1 1 3 strides 1 1 1 3 same", "CNN2017")] // DepthwiseMaxPoolInvalidConfigs_3
    [InlineData("4x4x4", "maxpool ksize 1 1 1 1 strides 2 1 1 1 same", "CNN2013")] // OpEdgeCases_BatchStride
    [InlineData("20x20x3", "maxpool ksize 1 20 22 1 strides 1 1 1 1 valid", "CNN2101")] // OpEdgeCases_WindowTooWide
    [InlineData("20x20x3", "maxpool ksize 1 22 20 1 strides 1 1 1 1 valid", "CNN2101")] // OpEdgeCases_WindowTooTall
    [InlineData("4x4x1", "conv 1 3x3 pad 0 -1 1 2", "CNN1010")] // NegativePadding
    public void WhatTensorFlowRefuses_IsRefused(string input, string layer, string id)
    {
        var parsed = CnnParser.Parse($"network N {{ input {input}, {layer} }}", "");
        Assert.Empty(parsed.Issues);
        var result = Resolver.Resolve(parsed.Networks[0]);
        Assert.Null(result.Spec);
        Assert.Equal(id, Assert.Single(result.Issues).Descriptor.Id);
    }

    private static void CheckShape(string input, string layer, string output)
    {
        var parsed = CnnParser.Parse($"network N {{ input {input}, {layer} }}", "");
        Assert.Empty(parsed.Issues);
        Assert.Equal(output, Resolver.Resolve(parsed.Networks[0]).Spec?.Output.ToString());
    }
}
