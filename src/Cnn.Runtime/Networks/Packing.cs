namespace Cnn;

/// <summary>Moves a tensor between the weight file's order and the packed one (<see cref="ParameterInfo.PackedIndex"/>, without its divisions).</summary>
internal static class Packing
{
    private const int Lanes = 16;

    /// <param name="info">The tensor.</param>
    /// <param name="source">[maps][channels][rows][columns].</param>
    /// <param name="packed">[maps/16][rows][columns][channels][16]; padding lanes are left alone.</param>
    public static void Pack(ParameterInfo info, ReadOnlySpan<float> source, Span<float> packed)
    {
        int from = 0;
        for (int map = 0; map < info.Maps; map++)
        {
            for (int channel = 0; channel < info.Channels; channel++)
            {
                int to = First(info, map, channel);
                for (int tap = 0; tap < info.Rows * info.Columns; tap++)
                {
                    packed[to] = source[from++];
                    to += info.Channels * Lanes;
                }
            }
        }
    }

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    public static void Unpack(ParameterInfo info, ReadOnlySpan<float> packed, Span<float> destination)
    {
        int to = 0;
        for (int map = 0; map < info.Maps; map++)
        {
            for (int channel = 0; channel < info.Channels; channel++)
            {
                int from = First(info, map, channel);
                for (int tap = 0; tap < info.Rows * info.Columns; tap++)
                {
                    destination[to++] = packed[from];
                    from += info.Channels * Lanes;
                }
            }
        }
    }

    private static int First(ParameterInfo info, int map, int channel) =>
        (((map / Lanes * info.Rows * info.Columns * info.Channels) + channel) * Lanes) + (map % Lanes);
}
