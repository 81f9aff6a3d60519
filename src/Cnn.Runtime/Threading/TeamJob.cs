namespace Cnn.Runtime;

/// <summary>
/// Work in phases, each of which is cut into parts: all parts of a phase are done before any of the next begins. A session makes one
/// and fills it in again for each call, so that dispatching allocates nothing.
/// </summary>
/// <remarks>Whichever thread does a part, whenever and into however many parts the phase is cut, the result is the same.</remarks>
internal abstract class TeamJob
{
    /// <summary>What the job takes; the team keeps it.</summary>
    public Pace Pace;

    /// <summary>Runs of the same size do the same amount of work.</summary>
    public virtual int Size => 0;

    /// <summary>How many phases there are.</summary>
    public abstract int PhaseCount { get; }

    /// <summary>Into how many parts a phase is best cut, at least 1.</summary>
    /// <param name="phase">0 to <see cref="PhaseCount"/> - 1.</param>
    /// <param name="threads">How many threads may take parts, at least 2; a single thread does the phase as one part.</param>
    public abstract int PartsOf(int phase, int threads);

    /// <summary>Does one part of a phase.</summary>
    /// <param name="phase">0 to <see cref="PhaseCount"/> - 1.</param>
    /// <param name="part">0 to <paramref name="parts"/> - 1.</param>
    /// <param name="parts">What <see cref="PartsOf"/> said, or 1.</param>
    /// <param name="worker">This thread's number, 0 for the caller: no two threads that do parts at a time have the same.</param>
    public abstract void RunPart(int phase, int part, int parts, int worker);

    /// <summary>Where the part of one of several nearly equal, contiguous parts of <paramref name="count"/> things begins.</summary>
    public static int Cut(int count, int part, int parts) => (int)((long)count * part / parts);
}
