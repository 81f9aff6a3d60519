using System.Diagnostics;

namespace Cnn.Runtime;

/// <summary>A wait that spins for a limited time, however long that takes in turns, and then says that it is time to park.</summary>
/// <remarks>
/// It never yields: where other programs want the processor, yielding gives them a whole time slice, even if the thread that is
/// waited for runs on another processor and is nearly done.
/// </remarks>
/// <param name="start">When the wait began.</param>
/// <param name="ticks">How long it may spin.</param>
internal struct Spin(long start, long ticks)
{
    private const int TurnsBetweenLooks = 8;

    private int _turns;

    /// <summary>50 µs, about what parking and waking cost both threads together.</summary>
    public static long Ticks { get; } = Stopwatch.Frequency / 20_000;

    /// <summary>Spins once.</summary>
    /// <returns>False where the time is over; then nothing was waited for.</returns>
    public bool Once()
    {
        if (++_turns % TurnsBetweenLooks == 0 && Stopwatch.GetTimestamp() - start > ticks)
            return false;
        Thread.SpinWait(4);
        return true;
    }
}
