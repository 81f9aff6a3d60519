namespace Cnn.EndToEnd.Probe;

/// <summary>Measures what a call allocates, on whatever thread.</summary>
internal static class Allocations
{
    private const int WarmUp = 500, Rounds = 3, Calls = 2000;

    /// <summary>
    /// Bytes allocated over thousands of calls, in the best of a few rounds: what a call allocates is in every round, while the runtime's
    /// own threads (the one that recompiles hot methods is made anew after each pause) allocate now and then.
    /// </summary>
    public static long BytesOf(Action call)
    {
        for (int i = 0; i < WarmUp; i++) call();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(true);
            for (int i = 0; i < Calls; i++) call();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }
        return least;
    }
}
