namespace Cnn;

/// <summary>
/// The floats among packed parameters that are no parameters: the lanes past the last map, and the weights of channels that a map is
/// not connected to. They are zero, kernels rely on
/// it, and no weight file has them; so they are made zero again after an optimizer that may not have left them so.
/// </summary>
internal sealed class AbsentWeights
{
    private const int Lanes = ChannelBlocks.Lanes;

    // Lines of 16 floats in rising order, and a bit for each lane of them that is absent.
    private readonly int[] _lines;
    private readonly ushort[] _lanes;

    private AbsentWeights(int[] lines, ushort[] lanes) => (_lines, _lanes) = (lines, lanes);

    /// <summary>Those among the parameters that are trained.</summary>
    public static AbsentWeights Of(NetworkInfo info)
    {
        ushort[] present = new ushort[info.TrainableFloats / Lanes];
        foreach (ParameterInfo parameter in info.Parameters)
        {
            if (parameter.IsTrainable)
                Mark(parameter, present.AsSpan(parameter.Offset / Lanes, parameter.PackedLength / Lanes));
        }
        int[] lines = [.. Enumerable.Range(0, present.Length).Where(line => present[line] != ushort.MaxValue)];
        return new(lines, [.. lines.Select(line => (ushort)~present[line])]);
    }

    /// <summary>Makes those of some lines zero.</summary>
    /// <param name="values">The lines, packed as parameters are.</param>
    /// <param name="firstLine">The number of the first of them.</param>
    public void Clear(Span<float> values, int firstLine)
    {
        int end = firstLine + (values.Length / Lanes), at = Array.BinarySearch(_lines, firstLine);
        for (int i = at < 0 ? ~at : at; i < _lines.Length && _lines[i] < end; i++)
        {
            Span<float> line = values.Slice((_lines[i] - firstLine) * Lanes, Lanes);
            for (int lane = 0; lane < Lanes; lane++)
            {
                if ((_lanes[i] >> lane & 1) != 0)
                    line[lane] = 0;
            }
        }
    }

    private static void Mark(ParameterInfo parameter, Span<ushort> present)
    {
        KernelLayout layout = parameter.Layout;
        int taps = parameter.Rows * parameter.Columns;
        for (int map = 0; map < parameter.Maps; map++)
        {
            KernelLayout.Block block = layout.MapBlock(map / Lanes);
            Span<ushort> lines = present[(block.Offset / Lanes)..(block.End(taps) / Lanes)];
            for (int kernel = 0; kernel < layout.ChannelCount(map); kernel++)
            {
                int channel = layout.Channel(map, kernel) - block.First;
                for (int tap = 0; tap < taps; tap++)
                    lines[(tap * block.Count) + channel] |= (ushort)(1 << map % Lanes);
            }
        }
    }
}
