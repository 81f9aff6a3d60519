namespace Cnn;

/// <summary>How the work of a phase is cut among threads.</summary>
public enum PhaseCut
{
    /// <summary>By instances: any range of the batch may run apart from the others.</summary>
    Instances,

    /// <summary>By parts: each thread does its part of the work on all instances.</summary>
    Shared,

    /// <summary>By units: independent pieces of work, numbered from zero, whatever the batch.</summary>
    Units,
}

/// <summary>One stretch of a pass between two barriers.</summary>
/// <param name="Name">For people, for example <c>forward and backward</c>.</param>
/// <param name="Cut">How its work is cut.</param>
/// <param name="Units">How many units there are; 0 when it is cut by instances.</param>
public sealed record PhaseInfo(string Name, PhaseCut Cut, int Units);

/// <summary>What a session has to know of a planned pass: the size of its arena, its phases and where its results lie.</summary>
/// <param name="BatchSize">The largest number of instances that the arena holds.</param>
/// <param name="ArenaFloats">The arena's size in floats; a multiple of 16.</param>
/// <param name="Phases">The phases, in order.</param>
/// <param name="OutputOffset">Where the output lies in the arena: <c>[batch, height, width, channels]</c>, contiguous.</param>
/// <param name="LogitsOffset">Where the values before the last softmax or sigmoid lie (the output itself where there is none).</param>
/// <param name="LogitsStride">
/// Floats from one instance's logits to the next one's; the first <c>OutputShape.ElementCount</c> of each are the logits.
/// </param>
/// <param name="LossOffset">Where the loss of each instance lies, one float an instance; -1 at inference.</param>
/// <param name="ScratchFloats">What each thread has for itself behind the arena, in floats; a multiple of 16.</param>
/// <param name="Stages">Into how many stages the pass is cut for threads that share each instance; 0 where they cannot.</param>
public sealed record PassInfo(
    int BatchSize,
    int ArenaFloats,
    IReadOnlyList<PhaseInfo> Phases,
    int OutputOffset,
    int LogitsOffset,
    int LogitsStride,
    int LossOffset,
    int ScratchFloats = 0,
    int Stages = 0)
{
    /// <summary>The arena's size in floats; a multiple of 16.</summary>
    public int ArenaFloats { get; init => field = NotNegative(value, nameof(ArenaFloats)); } =
        NotNegative(ArenaFloats, nameof(ArenaFloats));

    /// <summary>What each thread has for itself behind the arena, in floats; a multiple of 16.</summary>
    public int ScratchFloats { get; init => field = NotNegative(value, nameof(ScratchFloats)); } =
        NotNegative(ScratchFloats, nameof(ScratchFloats));

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<PhaseInfo> Phases { get; init => field = FixedList.Of(value); } = FixedList.Of(Phases);

    /// <summary>
    /// The pass as text, its tensors and what each step reads and writes: what a session needs to leave out the gradients of frozen
    /// parameters. Null at inference, and where code was generated without it.
    /// </summary>
    public string? Map { get; init; }

    /// <summary>Floats that a session allocates for so many threads.</summary>
    public long SessionFloats(int threads) => ArenaFloats + ((long)threads * ScratchFloats);

    // A session hands out a reference so many floats behind the arena's beginning.
    private static int NotNegative(int floats, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats, name);
        return floats;
    }
}
