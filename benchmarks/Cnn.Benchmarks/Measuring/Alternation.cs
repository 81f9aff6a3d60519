using System.Diagnostics;

namespace Cnn.Benchmarks.Measuring;

/// <summary>
/// Times two sides in one process, in turns: a block of calls of the one, a pause, a block of the other, a pause, and so on, so that
/// whatever else the machine does falls on both. The threads of the side that is not measured have gone to sleep by the end of the pause.
/// </summary>
internal static class Alternation
{
    // OpenMP's threads, the most patient ones, spin for up to a fifth of a second.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    private const int LeastRounds = 3, MostRounds = 8;

    // After a pause the first calls find cold caches and sleeping threads.
    private const double SettlingSeconds = 0.01;

    /// <summary>Times both sides, which have run before.</summary>
    /// <param name="ours">A call of the first side.</param>
    /// <param name="peer">A call of the second side.</param>
    /// <param name="seconds">How long each side is measured, pauses not counted; longer where three calls take longer.</param>
    public static (Timing Ours, Timing Peer) Measure(Action ours, Action peer, double seconds)
    {
        Warm(ours, seconds);
        Warm(peer, seconds);
        var (oursTimes, peerTimes) = (new List<double>(), new List<double>());
        double oursTotal = 0, peerTotal = 0;
        for (int round = 0; round < LeastRounds || (round < MostRounds && Math.Min(oursTotal, peerTotal) < seconds); round++)
        {
            oursTotal += Block(ours, seconds / MostRounds, oursTimes);
            peerTotal += Block(peer, seconds / MostRounds, peerTimes);
        }

        return (Timing.Of(oursTimes), Timing.Of(peerTimes));
    }

    private static void Warm(Action call, double seconds)
    {
        var watch = Stopwatch.StartNew();
        do call(); while (watch.Elapsed.TotalSeconds < seconds / 2);
    }

    private static double Block(Action call, double seconds, List<double> times)
    {
        Thread.Sleep(s_pause);
        var watch = Stopwatch.StartNew();
        do call(); while (watch.Elapsed.TotalSeconds < SettlingSeconds);

        double total = 0;
        do
        {
            watch.Restart();
            call();
            double taken = (double)watch.ElapsedTicks / Stopwatch.Frequency;
            times.Add(taken * 1000);
            total += taken;
        }
        while (total < seconds);
        return total;
    }
}
