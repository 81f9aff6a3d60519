namespace Cnn.Runtime.Tests;

public class CopyChannelsTests
{
    [Theory]
    [InlineData(0, 0, 16)]
    [InlineData(0, 0, 5)]
    [InlineData(0, 16, 33)]
    [InlineData(16, 0, 17)]
    [InlineData(0, 7, 12)]
    [InlineData(5, 0, 40)]
    [InlineData(3, 29, 31)]
    public void Channels_Move_AndTheLanesAfterThemBecomeZero(int fromChannel, int toChannel, int channels)
    {
        const int height = 3, width = 2, blocks = 5, halo = 16, rowStride = width * 16 + halo, blockStride = height * rowStride;
        float[] from = new float[blocks * blockStride], to = new float[blocks * blockStride];
        for (int i = 0; i < from.Length; i++) (from[i], to[i]) = (i + 1, -1);
        Tensors.CopyChannels(in from[0], fromChannel, rowStride, blockStride, ref to[0], toChannel, rowStride, blockStride, height, width,
            channels);

        int end = (toChannel + channels + 15) / 16 * 16;
        for (int row = 0; row < height; row++)
        {
            for (int channel = 0; channel < blocks * 16; channel++)
            {
                for (int column = 0; column < width; column++)
                {
                    int moved = channel - toChannel + fromChannel;
                    float expected = channel < toChannel || channel >= end ? -1 : channel >= toChannel + channels ? 0
                        : from[At(moved, row, column)];
                    Assert.Equal(expected, to[At(channel, row, column)]);
                }
            }
            for (int block = 0; block < blocks; block++)
                Assert.All(to[(block * blockStride + row * rowStride + width * 16)..(block * blockStride + (row + 1) * rowStride)], value =>
                    Assert.Equal(-1, value));
        }

        static int At(int channel, int row, int column) => channel / 16 * blockStride + row * rowStride + column * 16 + channel % 16;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(130)]
    public void Add_AddsInPlace(int count)
    {
        float[] from = [.. Enumerable.Range(0, count + 1).Select(i => i * 0.5f)],
            to = [.. Enumerable.Range(0, count + 1).Select(i => 100f - i)];
        VectorMath.Add(in from[0], ref to[0], count);
        for (int i = 0; i < count; i++) Assert.Equal(100f - i + i * 0.5f, to[i]);
        Assert.Equal(100f - count, to[count]);
    }
}
