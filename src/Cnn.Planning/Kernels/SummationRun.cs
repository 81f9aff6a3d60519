namespace Cnn.Planning;

/// <summary>
/// How sums keep their digits whatever their length. Some dozens of terms are added in single precision: a run. Runs are added to a total,
/// and what an addition rounds off is carried into the next run (W. Kahan, "Further remarks on reducing truncation errors", 1965): a total
/// of any number of runs is off by two roundings of the sum of magnitudes.
/// </summary>
public static class SummationRun
{
    /// <summary>The most terms of a run.</summary>
    public const int Longest = RunLength.Longest;

    /// <summary>
    /// How many rounds of a loop are a run, where all of them would be too long: a divisor of all, so that loops may be unrolled, or else
    /// nearly equal shares. It depends on nothing else, so that a sum has the same runs in every kernel.
    /// </summary>
    /// <param name="rounds">Rounds of the loop.</param>
    /// <param name="terms">Terms of a round.</param>
    public static int Rounds(int rounds, long terms)
    {
        int most = (int)Math.Max(1, Longest / terms);
        for (int divisor = most; 2 * divisor > most; divisor--)
            if (rounds % divisor == 0) return divisor;
        long runs = ((long)rounds + most - 1) / most;
        return (int)((rounds + runs - 1) / runs);
    }
}
