namespace Cnn.Benchmarks.Measuring;

/// <summary>How long calls took.</summary>
/// <param name="Median">In milliseconds.</param>
/// <param name="Calls">How many were timed.</param>
internal sealed record Timing(double Median, int Calls)
{
    /// <summary>The median of the times of calls, in milliseconds.</summary>
    public static Timing Of(IReadOnlyCollection<double> times) => new(times.Order().ElementAt(times.Count / 2), times.Count);
}
