namespace Cnn.Runtime;

/// <summary>
/// Work in phases: all threads finish a phase before any begins the next. A session makes one and fills it in again for each
/// call, so that dispatching allocates nothing.
/// </summary>
internal abstract class TeamJob
{
    /// <summary>How many phases there are.</summary>
    public abstract int PhaseCount { get; }

    /// <summary>Does this thread's share of a phase.</summary>
    /// <param name="phase">0 to <see cref="PhaseCount"/> - 1.</param>
    /// <param name="worker">This thread's number, 0 for the caller.</param>
    /// <param name="workers">How many threads take part.</param>
    /// <param name="nextUnit">Shared by the threads, zero at the start of each phase: what they take units from, with <see cref="Interlocked"/>.</param>
    public abstract void RunPhase(int phase, int worker, int workers, ref int nextUnit);

    /// <summary>Where the part of one of several nearly equal, contiguous parts of <paramref name="count"/> things begins.</summary>
    public static int Cut(int count, int part, int parts) => (int)((long)count * part / parts);
}
