namespace Cnn;

/// <summary>
/// How much of a computed function is rounding noise: differences of high order over points that lie close together, where nothing else is
/// left (Moré and Wild, "Estimating computational noise", 2011).
/// </summary>
internal static class RoundingNoise
{
    /// <summary>How many points are needed.</summary>
    public const int Points = 10;

    private const int Order = 3;

    /// <summary>(order!)² / (2 order)!: what the variance of independent noise becomes in a difference of the order, inverted.</summary>
    private const double Share = 36.0 / 720;

    /// <summary>The standard deviation of the noise.</summary>
    /// <param name="values">At evenly spaced points; overwritten.</param>
    public static double Deviation(Span<double> values)
    {
        for (int order = 0; order < Order; order++)
        {
            for (int i = 0; i + 1 < values.Length - order; i++)
                values[i] = values[i + 1] - values[i];
        }
        double sum = 0;
        foreach (double difference in values[..^Order])
            sum += difference * difference;
        return Math.Sqrt(Share * sum / (values.Length - Order));
    }
}
