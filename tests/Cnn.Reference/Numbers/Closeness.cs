namespace Cnn.Reference;

/// <summary>How far two vectors are apart.</summary>
public static class Closeness
{
    /// <summary>The Euclidean norm.</summary>
    public static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value * value;
        return Math.Sqrt(sum);
    }

    /// <summary>‖actual − expected‖ / max(‖expected‖, floor).</summary>
    public static double RelativeDistance(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double floor = 1e-30)
    {
        if (expected.Length != actual.Length)
            throw new ArgumentException($"{expected.Length} numbers were expected, and there are {actual.Length}.", nameof(actual));
        double sum = 0;
        for (int i = 0; i < expected.Length; i++) sum += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        return Math.Sqrt(sum) / Math.Max(Norm(expected), floor);
    }

    /// <summary>As doubles, exactly.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }

    /// <summary>As floats, each rounded to the nearest.</summary>
    public static float[] Narrow(ReadOnlySpan<double> values)
    {
        var narrow = new float[values.Length];
        for (int i = 0; i < narrow.Length; i++) narrow[i] = (float)values[i];
        return narrow;
    }
}
