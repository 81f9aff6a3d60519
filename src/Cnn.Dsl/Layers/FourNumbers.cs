namespace Cnn.Dsl;

/// <summary>
/// TensorFlow's four numbers (instances, height, width, channels): reads them, and says what wrong ones should be where that is plain.
/// </summary>
internal static class FourNumbers
{
    /// <summary>The four numbers of an argument that was written; null where an error was reported.</summary>
    public static int[]? Read(
        LayerReader reader, string argument, IssueDescriptor count, IssueDescriptor belowOne, IssueDescriptor overBatch)
    {
        long[] values = reader.Find(argument)!.Value is IntegersValue list ? list.Values.ToArray() : [];
        string name = argument == "ksize" ? IssueProperty.Ksize : IssueProperty.Strides;
        if (values.Length != 4)
        {
            reader.Report(
                argument, Completed(values) is { } four
                    ? new(Property(name, four)) : EquatableArray<IssueProperty>.Empty, count, values.Length);
            return null;
        }
        EquatableArray<IssueProperty> possible = new(Property(name, [1, .. values.Skip(1).Select(value => Math.Max(value, 1))]));
        for (int i = 0; i < 4; i++)
            if (values[i] is < 1 or > int.MaxValue) reader.Report(argument, possible, belowOne, i, values[i]);
        if (values[0] > 1) reader.Report(argument, possible, overBatch, values[0]);
        return reader.Failed ? null : values.Select(value => (int)value).ToArray();
    }

    /// <summary>What <c>strides</c> should be.</summary>
    public static EquatableArray<IssueProperty> Strides(params long[] strides) => new(Property(IssueProperty.Strides, strides));

    /// <summary>
    /// What a window over space and depth should be to be over one of them; over depth only where it divides the channels.
    /// </summary>
    public static EquatableArray<IssueProperty> OneKind(int[] ksize, int[]? strides, int channels)
    {
        List<IssueProperty> properties = [Property(IssueProperty.KsizeOverSpace, [1, ksize[1], ksize[2], 1])];
        if (strides is not null) properties.Add(Property(IssueProperty.StridesOverSpace, [1, strides[1], strides[2], 1]));
        if (channels % ksize[3] != 0) return properties.ToEquatableArray();
        properties.Add(Property(IssueProperty.KsizeOverDepth, [1, 1, 1, ksize[3]]));
        if (strides is not null) properties.Add(Property(IssueProperty.StridesOverDepth, [1, 1, 1, ksize[3]]));
        return properties.ToEquatableArray();
    }

    // Only where one reading is left: a window without the ones around it, or with a 1 too few or too many beside it.
    private static long[]? Completed(long[] values)
    {
        if (values.Length is 0 or > 5 || values.Any(value => value is < 1 or > int.MaxValue)) return null;
        if (values.Length <= 2) return [1, values[0], values[values.Length - 1], 1];
        int height = Array.FindIndex(values, value => value > 1), width = Array.FindLastIndex(values, value => value > 1);
        return width == height + 1 ? [1, values[height], values[width], 1] : null;
    }

    private static IssueProperty Property(string name, long[] numbers) =>
        new(name, string.Join(", ", numbers.Select(number => Invariant.Format($"{number}"))));
}
