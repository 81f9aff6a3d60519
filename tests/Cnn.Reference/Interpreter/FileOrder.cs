using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Turns parameters of flattened maps' elements: a weight file has these channel by channel, the interpreter pixel by pixel.
/// </summary>
internal static class FileOrder
{
    /// <summary>A file's values as the interpreter has them; the array itself where both orders are one.</summary>
    public static double[] ToNetwork(ParameterSpec spec, double[] file) => Turn(spec, file, (turned, at, from) => turned[at] = file[from]);

    /// <summary>The inverse.</summary>
    public static double[] ToFile(ParameterSpec spec, double[] network) =>
        Turn(spec, network, (turned, at, from) => turned[from] = network[at]);

    private static double[] Turn(ParameterSpec spec, double[] values, Action<double[], int, int> move)
    {
        if (spec.MapOrder.IsPlain && spec.ChannelOrder.IsPlain) return values;
        int[] maps = FileIndices(spec.MapOrder, spec.Maps), channels = FileIndices(spec.ChannelOrder, spec.Channels);
        int taps = spec.Rows * spec.Columns;
        var turned = new double[values.Length];
        for (int map = 0; map < maps.Length; map++)
            for (int channel = 0; channel < channels.Length; channel++)
                for (int tap = 0; tap < taps; tap++)
                    move(turned, (map * channels.Length + channel) * taps + tap,
                        (maps[map] * channels.Length + channels[channel]) * taps + tap);
        return turned;
    }

    // Where a file has each element.
    private static int[] FileIndices(ElementOrder order, int count)
    {
        if (order.IsPlain) return [.. Enumerable.Range(0, count)];
        var indices = new List<int>();
        foreach (var (pixels, channels) in order.Segments)
        {
            int first = indices.Count;
            for (int pixel = 0; pixel < pixels; pixel++)
                for (int channel = 0; channel < channels; channel++)
                    indices.Add(first + channel * pixels + pixel);
        }
        return [.. indices];
    }
}
