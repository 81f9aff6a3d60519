namespace Cnn.Dsl;

/// <summary>
/// The work that a text or a network makes. Every loop whose length its author decides ticks here, which asks whether somebody has
/// cancelled, and counts: so tests see how work grows without looking at a clock.
/// </summary>
internal class Work(CancellationToken cancellation = default)
{
    /// <summary>How much was done so far.</summary>
    public long Ticks { get; private set; }

    /// <summary>Counts one more.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public virtual void Tick()
    {
        Ticks++;
        cancellation.ThrowIfCancellationRequested();
    }
}
