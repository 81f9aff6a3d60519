namespace Cnn.Runtime;

/// <summary>
/// Whether threads are worth having just now. Where other programs keep a worker from running with a part that it has begun, its
/// caller waits for a time slice of theirs; it then works alone for a multiple of what it lost, so that the losses stay a small
/// share of the time whatever the load.
/// </summary>
internal struct Contention
{
    /// <summary>Alone for so many times what was lost: an eighth of the time is lost at most.</summary>
    private const int AloneForEachLost = 8;

    private long _aloneUntil;

    /// <summary>Counts a loss that is longer than waking a worker takes.</summary>
    /// <remarks>
    /// Another program takes a time slice, many times longer. Whoever worked alone because waking took a while would have the worker park
    /// again meanwhile, and lose the same at the next call.
    /// </remarks>
    /// <param name="now">The time in ticks.</param>
    /// <param name="lost">Ticks.</param>
    public void Lose(long now, long lost)
    {
        if (lost > Spin.Ticks)
            _aloneUntil = Math.Max(_aloneUntil, now + (AloneForEachLost * lost));
    }

    /// <summary>Whether a caller had better work alone.</summary>
    /// <param name="now">The time in ticks.</param>
    public readonly bool IsOn(long now) => now < _aloneUntil;
}
