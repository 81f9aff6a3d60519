namespace Cnn.Dsl;

/// <summary>
/// How sums keep their digits whatever their length. Some dozens of terms are added in single precision: a run. Runs are added to a total, and what an addition rounds off is
/// carried into the next run (W. Kahan, "Further remarks on reducing truncation errors", 1965): a total of any number of runs is off by two roundings of the sum of magnitudes.
/// </summary>
public static class SummationRun
{
    /// <summary>
    /// The most terms of a run. A run of n equal terms is off by at most n 2^-26 of its sum, one of terms that round independently by some √n 2^-26.
    /// </summary>
    public const int Longest = 64;
}
