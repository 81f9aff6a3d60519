namespace Cnn.Runtime.Tests;

public sealed class TensorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(16)]
    [InlineData(35)]
    public void ToBlocked_PutsEachChannelInItsLane_AndBackAgain(int channels)
    {
        const int Height = 3, Width = 4;
        const int RowStride = (Width + 2) * 16;
        const int BlockStride = (Height + 2) * RowStride;
        int blocks = (channels + 15) / 16;
        float[] source = Sample.Floats(Height * Width * channels);
        float[] blocked = [.. Enumerable.Repeat(9f, blocks * BlockStride)];
        Tensors.ToBlocked(ref source[0], ref blocked[0], Height, Width, channels, RowStride, BlockStride);

        float[] expected = [.. Enumerable.Repeat(9f, blocks * BlockStride)];
        for (int c = 0; c < blocks * 16; c++)
        {
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    expected[(c / 16 * BlockStride) + (y * RowStride) + (x * 16) + (c % 16)] =
                        c < channels ? source[(((y * Width) + x) * channels) + c] : 0;
                }
            }
        }
        Assert.Equal(expected, blocked);

        float[] back = new float[source.Length];
        Tensors.FromBlocked(ref blocked[0], ref back[0], Height, Width, channels, RowStride, BlockStride);
        Assert.Equal(source, back);
    }

    [Fact]
    public void CopyRows_LeavesTheHaloAlone()
    {
        float[] source = Sample.Floats(6);
        float[] padded = new float[12];
        Tensors.CopyRows(ref source[0], ref padded[1], rows: 2, rowFloats: 3, toRowStride: 5);
        Assert.Equal([0, source[0], source[1], source[2], 0, 0, source[3], source[4], source[5], 0, 0, 0], padded);
    }

    [Theory]
    [InlineData(6, 1, 5, 5)]
    [InlineData(16, 6, 5, 5)]
    [InlineData(20, 35, 3, 2)]
    [InlineData(32, 16, 1, 1)]
    public void TransposeKernel_ExchangesMapsAndChannels(int maps, int channels, int rows, int columns)
    {
        int mapBlocks = (maps + 15) / 16;
        int channelBlocks = (channels + 15) / 16;
        float[] packed = Sample.Floats(mapBlocks * rows * columns * channels * 16);
        float[] transposed = [.. Enumerable.Repeat(9f, channelBlocks * rows * columns * maps * 16)];
        Tensors.TransposeKernel(ref packed[0], ref transposed[0], maps, channels, rows, columns, 0, channelBlocks);

        for (int c = 0; c < channelBlocks * 16; c++)
        {
            for (int tap = 0; tap < rows * columns; tap++)
            {
                for (int m = 0; m < maps; m++)
                {
                    float found = transposed[(((((c / 16) * rows * columns) + tap) * maps) + m) * 16 + (c % 16)];
                    float expected = c < channels
                        ? packed[((((m / 16 * rows * columns) + tap) * channels) + c) * 16 + (m % 16)]
                        : 0;
                    Assert.Equal(expected, found);
                }
            }
        }
    }

    [Fact]
    public void TransposeKernel_OfOneBlock_LeavesTheOthersAlone()
    {
        float[] packed = Sample.Floats(16 * 32);
        float[] transposed = [.. Enumerable.Repeat(9f, 2 * 16 * 16)];
        Tensors.TransposeKernel(ref packed[0], ref transposed[0], 16, 32, 1, 1, 1, 2);
        Assert.All(transposed[..256], value => Assert.Equal(9f, value));
        Assert.DoesNotContain(9f, transposed[256..]);
    }
}
