// The runtime compiles this file as well, which has no reference to the planner.
namespace Cnn;

/// <summary>How long runs of sums are, in generated kernels and in the runtime's loops.</summary>
internal static class RunLength
{
    /// <summary>
    /// The most terms of a run. A run of n equal terms is off by at most n 2^-26 of its sum, one of terms that round independently by some
    /// √n 2^-26.
    /// </summary>
    public const int Longest = 64;
}
