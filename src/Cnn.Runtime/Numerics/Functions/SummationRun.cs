using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// How sums keep their digits whatever their length. Some dozens of terms are added in single precision: a run. Runs are added to a total,
/// and what an addition rounds off is carried into the next run (W. Kahan, "Further remarks on reducing truncation errors", 1965): a total
/// of any number of runs is off by two roundings of the sum of magnitudes.
/// </summary>
internal static class SummationRun
{
    /// <summary>The most terms of a run.</summary>
    public const int Longest = RunLength.Longest;

    /// <summary>Adds a run to its total; what was rounded off stays. The sum is both together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End<TLanes>(ref TLanes run, ref TLanes total)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes next = total + run;
        run -= next - total;
        total = next;
    }
}
