namespace Cnn.Benchmarks.Measuring;

/// <summary>Counts the managed memory that calls allocate, on all threads.</summary>
internal static class Allocation
{
    private const int Calls = 3;

    /// <summary>Bytes for each call, of calls that are warm.</summary>
    public static long PerCall(Action call)
    {
        call();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Calls; i++) call();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
    }
}
