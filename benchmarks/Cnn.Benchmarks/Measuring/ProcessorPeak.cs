using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Benchmarks.Measuring;

/// <summary>
/// What the processor can do at most: multiply-adds of the widest vectors it has, on values that never leave the registers.
/// </summary>
internal static class ProcessorPeak
{
    private const int Attempts = 40, Steps = 2_000_000;

    // Independent sums: more than hide four cycles of latency at two a cycle, and with the operands no more than there are registers.
    private const int Sums = 10;

    /// <summary>Multiply-adds in a second, on so many threads at once.</summary>
    public static double MultiplyAddsPerSecond(int threads) => Enumerable.Range(0, Attempts).Max(_ => Once(threads));

    private static double Once(int threads)
    {
        (Func<int, float> loop, int lanes) =
            Vector512.IsHardwareAccelerated ? ((Func<int, float>)Loop512, Vector512<float>.Count)
            : Vector256.IsHardwareAccelerated ? (Loop256, Vector256<float>.Count)
            : (Loop128, Vector128<float>.Count);
        loop(1);
        long[] begins = new long[threads], ends = new long[threads];
        using var start = new Barrier(threads);
        Thread[] team = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            begins[thread] = Stopwatch.GetTimestamp();
            loop(Steps);
            ends[thread] = Stopwatch.GetTimestamp();
        }))];
        foreach (Thread thread in team) thread.Start();
        foreach (Thread thread in team) thread.Join();
        return (double)threads * Steps * Sums * lanes / Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop512(int steps)
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(0.25f);
        Vector512<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b;
        for (int i = 0; i < steps; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(a, c0, b);
            c1 = Vector512.FusedMultiplyAdd(a, c1, b);
            c2 = Vector512.FusedMultiplyAdd(a, c2, b);
            c3 = Vector512.FusedMultiplyAdd(a, c3, b);
            c4 = Vector512.FusedMultiplyAdd(a, c4, b);
            c5 = Vector512.FusedMultiplyAdd(a, c5, b);
            c6 = Vector512.FusedMultiplyAdd(a, c6, b);
            c7 = Vector512.FusedMultiplyAdd(a, c7, b);
            c8 = Vector512.FusedMultiplyAdd(a, c8, b);
            c9 = Vector512.FusedMultiplyAdd(a, c9, b);
        }

        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop256(int steps)
    {
        Vector256<float> a = Vector256.Create(0.5f), b = Vector256.Create(0.25f);
        Vector256<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b;
        for (int i = 0; i < steps; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(a, c0, b);
            c1 = Vector256.FusedMultiplyAdd(a, c1, b);
            c2 = Vector256.FusedMultiplyAdd(a, c2, b);
            c3 = Vector256.FusedMultiplyAdd(a, c3, b);
            c4 = Vector256.FusedMultiplyAdd(a, c4, b);
            c5 = Vector256.FusedMultiplyAdd(a, c5, b);
            c6 = Vector256.FusedMultiplyAdd(a, c6, b);
            c7 = Vector256.FusedMultiplyAdd(a, c7, b);
            c8 = Vector256.FusedMultiplyAdd(a, c8, b);
            c9 = Vector256.FusedMultiplyAdd(a, c9, b);
        }

        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop128(int steps)
    {
        Vector128<float> a = Vector128.Create(0.5f), b = Vector128.Create(0.25f);
        Vector128<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b;
        for (int i = 0; i < steps; i++)
        {
            c0 = Vector128.FusedMultiplyAdd(a, c0, b);
            c1 = Vector128.FusedMultiplyAdd(a, c1, b);
            c2 = Vector128.FusedMultiplyAdd(a, c2, b);
            c3 = Vector128.FusedMultiplyAdd(a, c3, b);
            c4 = Vector128.FusedMultiplyAdd(a, c4, b);
            c5 = Vector128.FusedMultiplyAdd(a, c5, b);
            c6 = Vector128.FusedMultiplyAdd(a, c6, b);
            c7 = Vector128.FusedMultiplyAdd(a, c7, b);
            c8 = Vector128.FusedMultiplyAdd(a, c8, b);
            c9 = Vector128.FusedMultiplyAdd(a, c9, b);
        }

        return Vector128.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9);
    }
}
