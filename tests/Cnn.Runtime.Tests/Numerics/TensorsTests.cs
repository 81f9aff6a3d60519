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

    [Theory]
    [InlineData(3, 24, 5)]
    [InlineData(17, 3, 2)]
    [InlineData(4, 16, 32)]
    [InlineData(5, 1, 7)]
    public void TransposeKernel_OfGroups_ExchangesMapsAndChannels(int groups, int maps, int channels)
    {
        ParameterInfo kernel = ParameterInfo.Kernel("k", 0, groups * maps, channels, 2, 1, 1, initialIsNormal: false, groups);
        // Turned, it is the kernel of the opposite layer.
        ParameterInfo opposite = ParameterInfo.Kernel("k", 0, groups * channels, maps, 2, 1, 1, initialIsNormal: false, groups);
        float[] values = Sample.Floats(kernel.ElementCount), turned = new float[values.Length];
        for (int map = 0; map < groups * maps; map++)
            for (int channel = 0; channel < channels; channel++)
                for (int tap = 0; tap < 2; tap++)
                    turned[((map / maps * channels + channel) * maps + map % maps) * 2 + tap] = values[(map * channels + channel) * 2
                        + tap];
        float[] packed = new float[kernel.PackedLength], expected = new float[opposite.PackedLength];
        Packing.Pack(kernel, values, packed);
        Packing.Pack(opposite, turned, expected);

        float[] found = [.. Enumerable.Repeat(9f, expected.Length)];
        for (int block = 0; block < (groups * channels + 15) / 16; block++)
            Tensors.TransposeKernel(kernel, ref packed[0], ref found[0], block);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void ClearUnconnected_LeavesOnlyWhatTheFileHas()
    {
        ParameterInfo[] kernels =
        [
            ParameterInfo.Kernel("k", 0, 51, 5, 3, 2, 1, initialIsNormal: false, 3),
            ParameterInfo.Kernel("k", 0, 3, 5, 3, 2, 1, initialIsNormal: false, [[4, 0], [2], [0, 1, 3]]),
        ];
        foreach (ParameterInfo kernel in kernels)
        {
            float[] gradients = [.. Enumerable.Repeat(9f, kernel.PackedLength)], expected = new float[kernel.PackedLength];
            for (int i = 0; i < kernel.ElementCount; i++)
                expected[kernel.PackedIndex(i)] = 9;
            for (int block = 0; block < (kernel.Maps + 15) / 16; block++)
            {
                Tensors.ClearUnconnected(kernel, ref gradients[0], block, 0, 1);
                Tensors.ClearUnconnected(kernel, ref gradients[0], block, 1, 2);
            }
            // Lanes past the last map are the gradients' own matter: they are zero already.
            KernelLayout.Block last = kernel.Layout.MapBlock((kernel.Maps - 1) / 16);
            for (int i = last.Offset; i < gradients.Length; i++)
                if (i % 16 >= (kernel.Maps - 1) % 16 + 1)
                    gradients[i] = 0;
            Assert.Equal(expected, gradients);
        }
    }
}
