namespace Cnn.Dsl;

/// <summary>Reads what is made of an input's pixels.</summary>
internal static class InputNormalizationReader
{
    /// <summary>Reads and checks both.</summary>
    public static InputNormalization Read(LayerReader reader, int channels)
    {
        // Also as floats, which is what the processor sees.
        var mean = Read(reader, "mean", 0, channels, value => IsFinite((float)value), "finite as a 32-bit float");
        var deviation = Read(
            reader, "deviation", 1, channels, value => (float)value > 0 && IsFinite((float)value), "above 0 and finite as a 32-bit float");
        if (mean.All(value => value == 0) && deviation.All(value => value == 1)) return InputNormalization.None;
        int count = Math.Max(mean.Count, deviation.Count);
        return new(Repeated(mean, count), Repeated(deviation, count));
    }

    private static EquatableArray<double> Read(
        LayerReader reader, string argument, double absent, int channels, Func<double, bool> isInRange, string range)
    {
        if (reader.Numbers(argument) is not { } values) return new(absent);
        if (values.Count != 1 && values.Count != channels)
        {
            string counts = channels == 1
                ? "1, as there is one channel" : Invariant.Format($"1 (all channels) or {channels} (one a channel)");
            reader.Report(argument, IssueCatalog.OutOfRange, "The count of " + reader.NameOf(argument), values.Count, counts);
            return new(absent);
        }
        foreach (double value in values)
        {
            if (isInRange(value) && !SmallNumbers.Vanishes(value)) continue;
            reader.Report(
                argument, IssueCatalog.OutOfRange, reader.NameOf(argument), Invariant.Number(value),
                isInRange(value) ? SmallNumbers.Range : range);
            return new(absent);
        }
        return values.All(value => value == values[0]) ? new(values[0]) : values;
    }

    private static EquatableArray<double> Repeated(EquatableArray<double> values, int count) =>
        values.Count == count ? values : Enumerable.Repeat(values[0], count).ToEquatableArray();

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
}
