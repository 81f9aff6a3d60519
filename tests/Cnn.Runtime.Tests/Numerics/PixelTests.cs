namespace Cnn.Runtime.Tests;

/// <summary>
/// What becomes of pixels on their way into the arena, bit for bit: widening is exact, and both operations of normalising are rounded once.
/// </summary>
public sealed class PixelTests
{
    private const int Height = 3, Width = 5;

    public static TheoryData<int, bool> Channels =>
        new() { { 1, true }, { 3, true }, { 3, false }, { 15, false }, { 16, false }, { 17, true }, { 17, false }, { 35, false },
            { 48, true } };

    [Theory]
    [MemberData(nameof(Channels))]
    public void NormalizeRows_RoundsEachOperationOnce_AndLeavesTheHaloAlone(int channels, bool isUniform)
    {
        int rowFloats = Width * channels, stride = rowFloats + 7;
        float[] image = Sample.Floats(Height * stride, scale: 300);
        var (mean, deviation) = Numbers(isUniform ? 1 : channels);
        float[] expected = [.. image];
        for (int row = 0; row < Height; row++)
            for (int i = 0; i < rowFloats; i++)
                expected[(row * stride) + i] = Normal(image[(row * stride) + i], mean, deviation, i % channels);
        Tensors.NormalizeRows(ref image[0], Height, rowFloats, stride, mean, deviation);
        Assert.Equal(Sample.Bits(expected), Sample.Bits(image));
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void NormalizeBlocked_RoundsEachOperationOnce_AndLeavesTheOtherLanesZero(int channels, bool isUniform)
    {
        const int RowStride = (Width + 2) * 16, BlockStride = (Height + 1) * RowStride;
        float[] image = Sample.Floats(Height * Width * channels, scale: 300);
        float[] map = [.. Enumerable.Repeat(9f, (channels + 15) / 16 * BlockStride)];
        Tensors.ToBlocked(ref image[0], ref map[0], Height, Width, channels, RowStride, BlockStride);
        var (mean, deviation) = Numbers(isUniform ? 1 : channels);
        float[] normalized = [.. image.Select((value, i) => Normal(value, mean, deviation, i % channels))];
        float[] expected = [.. Enumerable.Repeat(9f, map.Length)];
        Tensors.ToBlocked(ref normalized[0], ref expected[0], Height, Width, channels, RowStride, BlockStride);
        Tensors.NormalizeBlocked(ref map[0], Height, Width, channels, RowStride, BlockStride, mean, deviation);
        Assert.Equal(Sample.Bits(expected), Sample.Bits(map));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(53)]
    [InlineData(256)]
    public void CopyRowsOfBytes_IsThatOfTheSameFloats(int rowBytes)
    {
        byte[] bytes = Bytes(Height * rowBytes);
        float[] floats = Array.ConvertAll(bytes, value => (float)value);
        int stride = rowBytes + 3;
        float[] expected = [.. Enumerable.Repeat(-1f, Height * stride)], found = [.. expected];
        Tensors.CopyRows(ref floats[0], ref expected[0], Height, rowBytes, stride);
        Tensors.CopyRows(ref bytes[0], ref found[0], Height, rowBytes, stride);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(35)]
    public void ToBlockedOfBytes_IsThatOfTheSameFloats(int channels)
    {
        const int RowStride = (Width + 2) * 16, BlockStride = (Height + 1) * RowStride;
        byte[] bytes = Bytes(Height * Width * channels);
        float[] floats = Array.ConvertAll(bytes, value => (float)value);
        float[] expected = [.. Enumerable.Repeat(9f, (channels + 15) / 16 * BlockStride)], found = [.. expected];
        Tensors.ToBlocked(ref floats[0], ref expected[0], Height, Width, channels, RowStride, BlockStride);
        Tensors.ToBlocked(ref bytes[0], ref found[0], Height, Width, channels, RowStride, BlockStride);
        Assert.Equal(expected, found);
    }

    private static float Normal(float pixel, float[] mean, float[] deviation, int channel)
    {
        int at = mean.Length == 1 ? 0 : channel;
        float difference = pixel - mean[at];
        return difference / deviation[at];
    }

    private static (float[] Mean, float[] Deviation) Numbers(int count) =>
        (Sample.Floats(count, 2, 100), Array.ConvertAll(Sample.Floats(count, 3), value => 2 + value));

    // All of 0 to 255 are among 256.
    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(97 * i))];
}
