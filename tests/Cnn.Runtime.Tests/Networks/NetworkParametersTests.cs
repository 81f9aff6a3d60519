namespace Cnn.Runtime.Tests;

public sealed class NetworkParametersTests
{
    [Fact]
    public void Create_WithOneSeed_GivesTheSameBits_AndAnotherSeedOthers()
    {
        float[] first = TinySoftmax.Create(7).Parameters[0].ToArray();
        Assert.Equal(Sample.Bits(first), Sample.Bits(TinySoftmax.Create(7).Parameters[0].ToArray()));
        Assert.NotEqual(first, TinySoftmax.Create(8).Parameters[0].ToArray());
        Assert.NotEqual(first, TinySoftmax.Create(-7).Parameters[0].ToArray());
        Assert.All(first, value => Assert.InRange(value, -0.5f, 0.5f));
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.All(TinySoftmax.Create(7).Parameters[1].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Create_LeavesThePaddingLanesZero()
    {
        ReadOnlySpan<float> packed = TinySoftmax.Create().Parameters.Arena.Span;
        for (int i = 0; i < packed.Length; i++)
            Assert.Equal(i % 16 >= TinySoftmax.Classes || i >= 9 * 16, packed[i] == 0);
    }

    [Fact]
    public void View_CopiesInTheFilesLayout()
    {
        ParameterView weights = TinySoftmax.Create().Parameters.Find("dense1.weight");
        float[] values = Sample.Floats(36);
        weights.CopyFrom(values);
        Assert.Equal(values, weights.ToArray());
        Assert.Equal([4, 9], weights.Shape);
    }

    [Theory]
    [InlineData(20, 3, 5, 4)]
    [InlineData(16, 1, 1, 7)]
    [InlineData(5, 17, 2, 1)]
    public void Packing_PutsEachElementWhereItsPackedIndexSays(int maps, int channels, int rows, int columns)
    {
        ParameterInfo info = ParameterInfo.Kernel("k", 0, maps, channels, rows, columns, 1, initialIsNormal: false);
        float[] values = Sample.Floats(info.ElementCount);
        float[] expected = new float[info.PackedLength];
        for (int i = 0; i < values.Length; i++)
            expected[info.PackedIndex(i)] = values[i];
        float[] packed = new float[info.PackedLength];
        Packing.Pack(info, values, packed);
        Assert.Equal(expected, packed);
        float[] back = new float[values.Length];
        Packing.Unpack(info, packed, back);
        Assert.Equal(values, back);
    }

    [Theory]
    [InlineData(1, 24, 3)]
    [InlineData(3, 24, 5)]
    [InlineData(17, 3, 2)]
    [InlineData(40, 1, 3)]
    [InlineData(5, 16, 16)]
    public void Packing_OfGroups_PutsEachMapBesideTheChannelsOfItsBlock(int groups, int maps, int channels)
    {
        ParameterInfo info = ParameterInfo.Kernel("k", 0, groups * maps, channels, 2, 3, 1, initialIsNormal: false, groups);
        Assert.Equal([groups * maps, channels, 2, 3], info.Shape);
        List<float> expected = [];
        float[] values = Sample.Floats(info.ElementCount);
        for (int block = 0; block * 16 < groups * maps; block++)
        {
            int[] inBlock = [.. Enumerable.Range(block * 16, 16).Where(map => map < groups * maps)];
            int first = inBlock[0] / maps * channels, end = (inBlock[^1] / maps + 1) * channels;
            for (int tap = 0; tap < 6; tap++)
                for (int channel = first; channel < end; channel++)
                    for (int map = block * 16; map < block * 16 + 16; map++)
                    {
                        bool isRead = map < groups * maps && channel / channels == map / maps;
                        expected.Add(isRead ? values[(map * channels + channel % channels) * 6 + tap] : 0);
                    }
        }
        float[] packed = new float[info.PackedLength];
        Packing.Pack(info, values, packed);
        Assert.Equal(expected, packed);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(values[i], packed[info.PackedIndex(i)]);
        float[] back = new float[values.Length];
        Packing.Unpack(info, packed, back);
        Assert.Equal(values, back);
    }

    [Fact]
    public void Packing_OfATable_PutsEachKernelAtItsChannel()
    {
        ParameterInfo info = ParameterInfo.Kernel("k", 0, 3, 5, 1, 2, 1, initialIsNormal: false, [[4, 0], [2], [0, 1, 3]]);
        Assert.Equal([6, 1, 2], info.Shape);
        float[] packed = new float[info.PackedLength];
        Packing.Pack(info, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], packed);
        float[] expected = new float[2 * 5 * 16];
        (int Channel, int Map)[] kernels = [(4, 0), (0, 0), (2, 1), (0, 2), (1, 2), (3, 2)];
        for (int i = 0; i < 12; i++)
            expected[(i % 2 * 5 + kernels[i / 2].Channel) * 16 + kernels[i / 2].Map] = i + 1;
        Assert.Equal(expected, packed);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i + 1f), Enumerable.Range(0, 12).Select(i => packed[info.PackedIndex(i)]));
        float[] back = new float[12];
        Packing.Unpack(info, packed, back);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], back);
    }

    // Segments are pixels and channels; a file has them channel by channel, the network pixel by pixel.
    [Theory]
    [InlineData(new[] { 4, 5 }, null, 20, 3, 1)]
    [InlineData(null, new[] { 3, 7 }, 5, 21, 1)]
    [InlineData(new[] { 1, 3, 2, 9, 4, 1 }, new[] { 5, 4, 1, 2, 2, 3 }, 25, 28, 1)]
    [InlineData(new[] { 6, 3 }, new[] { 2, 2 }, 18, 4, 6)]
    public void Packing_OfElements_PutsEachWhereTheNetworkHasIt(int[]? mapOrder, int[]? channelOrder, int maps, int channels, int taps)
    {
        ParameterInfo info = ParameterInfo.Kernel("k", 0, maps, channels, taps, 1, 1, initialIsNormal: false, mapOrder: mapOrder,
            channelOrder: channelOrder);
        int[] mapOf = Positions(mapOrder, maps), channelOf = Positions(channelOrder, channels);
        float[] values = Sample.Floats(info.ElementCount), expected = new float[info.PackedLength];
        for (int map = 0; map < maps; map++)
            for (int channel = 0; channel < channels; channel++)
                for (int tap = 0; tap < taps; tap++)
                {
                    int line = (((mapOf[map] / 16 * taps) + tap) * channels) + channelOf[channel];
                    expected[(line * 16) + (mapOf[map] % 16)] = values[(((map * channels) + channel) * taps) + tap];
                }
        float[] packed = new float[info.PackedLength];
        Packing.Pack(info, values, packed);
        Assert.Equal(expected, packed);
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => packed[info.PackedIndex(i)]));
        float[] back = new float[values.Length];
        Packing.Unpack(info, packed, back);
        Assert.Equal(values, back);

        static int[] Positions(int[]? segments, int count)
        {
            List<int> positions = [];
            for (int i = 0; i < segments?.Length; i += 2)
            {
                int first = positions.Count;
                for (int channel = 0; channel < segments[i + 1]; channel++)
                    for (int pixel = 0; pixel < segments[i]; pixel++)
                        positions.Add(first + (pixel * segments[i + 1]) + channel);
            }
            return segments is null ? [.. Enumerable.Range(0, count)] : [.. positions];
        }
    }

    [Fact]
    public void OrdersOfVectorsMatricesAndCodes_AreTheKernels()
    {
        ParameterInfo vector = ParameterInfo.Vector("v", 0, 6, 0, mapOrder: [3, 2]);
        Assert.Equal([0, 2, 4, 1, 3, 5], Enumerable.Range(0, 6).Select(vector.PackedIndex));
        ParameterInfo matrix = ParameterInfo.Matrix("m", 0, 4, 4, 1, 1, 1, initialIsNormal: false, mapOrder: [2, 2], channelOrder: [2, 2]);
        Assert.Equal([0, 32, 16, 48, 2, 34, 18, 50], Enumerable.Range(0, 8).Select(matrix.PackedIndex));
        ParameterInfo codes = ParameterInfo.Codes("c", 0, 2, 4, channelOrder: [2, 2]);
        Assert.Equal([0, 32, 16, 48, 1, 33, 17, 49], Enumerable.Range(0, 8).Select(codes.PackedIndex));
    }

    [Theory]
    [InlineData(new[] { 2, 2 })]
    [InlineData(new[] { 2, 3, 1 })]
    [InlineData(new[] { 2, 4 })]
    [InlineData(new[] { 0, 4, 2, 3 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue })]
    public void OrderOfAnotherCount_IsRefused(int[] order)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("segments", () =>
            ParameterInfo.Vector("bn1.bias", 0, 6, 0, mapOrder: order));
        Assert.Contains("The order of bn1.bias must be pairs of pixels and channels, each at least 1, that come to 6 elements, and is [",
            exception.Message);
    }

    [Fact]
    public void View_CopyFromOfAnotherSize_NamesBothShapes()
    {
        ParameterView weights = TinySoftmax.Create().Parameters[0];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => weights.CopyFrom(new float[35]));
        Assert.Contains("dense1.weight", exception.Message);
        Assert.Contains("[4, 9]", exception.Message);
        Assert.Contains("[35]", exception.Message);
        Assert.Contains("35", Assert.Throws<ArgumentException>(() => weights.CopyTo(new float[35])).Message);
    }

    [Fact]
    public void View_CopyTo_AllocatesNothing()
    {
        ParameterView weights = TinySoftmax.Create().Parameters[0];
        float[] values = new float[36];
        weights.CopyTo(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            weights.CopyTo(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void View_CopyFromWhileTraining_IsRefused()
    {
        TinySoftmax network = TinySoftmax.Create();
        using (new TrainingSession<TinySoftmax>(network, new Sgd(0.1f)))
            Assert.Throws<InvalidOperationException>(() => network.Parameters[0].CopyFrom(new float[36]));
        network.Parameters[0].CopyFrom(new float[36]);
    }

    [Fact]
    public void Find_OfAnUnknownName_ListsTheNames()
    {
        NetworkParameters parameters = TinySoftmax.Create().Parameters;
        ArgumentException exception = Assert.Throws<ArgumentException>(() => parameters.Find("dense2.weight"));
        Assert.Contains("dense1.weight, dense1.bias", exception.Message);
    }

    [Fact]
    public void Copy_IsIndependent()
    {
        NetworkParameters parameters = TinySoftmax.Create().Parameters;
        NetworkParameters copy = parameters.Copy();
        float[] before = parameters[0].ToArray();
        copy[0].CopyFrom(new float[36]);
        Assert.Equal(before, parameters[0].ToArray());
    }

    [Fact]
    public void Layer_WithoutABias_SaysSo()
    {
        NetworkParameters parameters = TinySoftmax.Create().Parameters;
        Assert.False(new LayerParameters(parameters[0]).HasBias);
        Assert.Contains("dense1.weight", Assert.Throws<InvalidOperationException>(() => new LayerParameters(parameters[0]).Bias).Message);
        Assert.Same(parameters[1], new LayerParameters(parameters[0], parameters[1]).Bias);
    }

    [Fact]
    public void Arena_IsAlignedAndZero()
    {
        for (int length = 0; length < 100; length += 7)
        {
            using Arena arena = new(length);
            Assert.Equal(length, arena.Span.Length);
            Assert.All(arena.Span.ToArray(), value => Assert.Equal(0, value));
            unsafe
            {
                fixed (float* first = &arena.Origin)
                    Assert.Equal(0, (long)first % 64);
            }
        }
        Arena disposed = new(16);
        disposed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.Span.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arena(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arena(int.MaxValue));
    }
}
