namespace Cnn.Runtime;

/// <summary>
/// Whether threads are worth having just now. Where other programs keep a worker from running with a part that it has begun, its
/// caller waits for a time slice of theirs; it then works alone for as long as it lost, and for twice as long each time that it
/// loses again soon: a single disturbance costs little, and where the load stays, losses become a small share of the time.
/// </summary>
internal struct Contention
{
    /// <summary>Alone for so many times what was lost, in the end: an eighth of the time is lost at most.</summary>
    private const int MostForEachLost = 8;

    private long _aloneUntil;
    private long _lastAlone;
    private int _forEachLost;

    /// <summary>Counts a loss that is longer than waking a worker takes.</summary>
    /// <remarks>
    /// Another program takes a time slice, many times longer. Whoever worked alone because waking took a while would have the worker park
    /// again meanwhile, and lose the same at the next call.
    /// </remarks>
    /// <param name="now">The time in ticks.</param>
    /// <param name="lost">Ticks.</param>
    public void Lose(long now, long lost)
    {
        if (lost <= Spin.Ticks)
            return;
        // Soon: before the threads have worked together for as long as the caller worked alone.
        bool isSoon = now - lost - _aloneUntil < _lastAlone;
        _forEachLost = isSoon ? Math.Min(2 * _forEachLost, MostForEachLost) : 1;
        long alone = _forEachLost * lost;
        if (now + alone > _aloneUntil)
            (_aloneUntil, _lastAlone) = (now + alone, alone);
    }

    /// <summary>Whether a caller had better work alone.</summary>
    /// <param name="now">The time in ticks.</param>
    public readonly bool IsOn(long now) => now < _aloneUntil;
}
