namespace Cnn;

/// <summary>Moves a tensor between the weight file's order and the packed one (<see cref="ParameterInfo.PackedIndex"/>, without its divisions).</summary>
internal static class Packing
{
    private const int Lanes = 16;

    /// <param name="info">The tensor.</param>
    /// <param name="source">The kernels of each map, one after the other: [maps][channels][rows][columns].</param>
    /// <param name="packed">[maps/16][rows][columns][channels][16]; padding lanes, and weights that there are not, are left alone.</param>
    public static void Pack(ParameterInfo info, ReadOnlySpan<float> source, Span<float> packed)
    {
        int from = 0, taps = info.Rows * info.Columns;
        for (int map = 0; map < info.Maps; map++)
        {
            KernelLayout.Block block = info.Layout.MapBlock(map / Lanes);
            for (int i = 0; i < info.Layout.ChannelCount(map); i++)
            {
                int to = First(block, info.Layout.Channel(map, i), map);
                for (int tap = 0; tap < taps; tap++)
                {
                    packed[to] = source[from++];
                    to += block.Count * Lanes;
                }
            }
        }
    }

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    public static void Unpack(ParameterInfo info, ReadOnlySpan<float> packed, Span<float> destination)
    {
        int to = 0, taps = info.Rows * info.Columns;
        for (int map = 0; map < info.Maps; map++)
        {
            KernelLayout.Block block = info.Layout.MapBlock(map / Lanes);
            for (int i = 0; i < info.Layout.ChannelCount(map); i++)
            {
                int from = First(block, info.Layout.Channel(map, i), map);
                for (int tap = 0; tap < taps; tap++)
                {
                    destination[to++] = packed[from];
                    from += block.Count * Lanes;
                }
            }
        }
    }

    private static int First(KernelLayout.Block block, int channel, int map) => block.Offset + (channel - block.First) * Lanes + map % Lanes;
}
