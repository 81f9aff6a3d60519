namespace Cnn.Runtime;

/// <summary>Sums whose order is fixed.</summary>
internal static class Sums
{
    /// <summary>The sum in double, as four interleaved partial sums, so that additions need not wait for one another.</summary>
    public static double Sum(ReadOnlySpan<float> values)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int at = 0;
        for (; at + 4 <= values.Length; at += 4)
        {
            sum0 += values[at];
            sum1 += values[at + 1];
            sum2 += values[at + 2];
            sum3 += values[at + 3];
        }
        for (; at < values.Length; at++)
            sum0 += values[at];
        return sum0 + sum1 + (sum2 + sum3);
    }
}
