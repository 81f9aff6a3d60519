namespace Cnn.Benchmarks.Measuring;

/// <summary>How far two sides' results are from each other.</summary>
/// <param name="Largest">The largest absolute difference.</param>
/// <param name="Tolerance">The most that rounding explains.</param>
internal sealed record Deviation(double Largest, double Tolerance)
{
    // Shares of the standard deviation of logits, and of a loss.
    private const double LogitsShare = 1e-3, LossShare = 1e-3;

    /// <summary>Compares the values before a softmax.</summary>
    public static Deviation OfLogits(float[] ours, float[] peer)
    {
        double mean = ours.Average(value => (double)value);
        return new(LargestDifference(ours, peer), LogitsShare * Math.Sqrt(ours.Average(value => (value - mean) * (value - mean))));
    }

    /// <summary>Compares the losses of first steps.</summary>
    public static Deviation OfLosses(float[] ours, float[] peer) =>
        new(LargestDifference(ours, peer), LossShare * ours.Average(value => (double)value));

    // NaN is not lost on the way, as it is with Math.Max of some orders.
    private static double LargestDifference(float[] ours, float[] peer) =>
        ours.Zip(peer, (first, second) => Math.Abs((double)first - second)).Aggregate(0.0, Math.Max);
}
