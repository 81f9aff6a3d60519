namespace Cnn;

/// <summary>Where and when a trainer saves checkpoints.</summary>
/// <remarks>
/// They are called <c>step-N.checkpoint</c>, N being the steps taken. The one of the best epoch so far is <c>best-epoch-N.checkpoint</c>.
/// </remarks>
public sealed class CheckpointOptions
{
    /// <param name="folder">It is made where there is none.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public CheckpointOptions(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = folder;
    }

    /// <summary>The folder; one for each training, which has it for itself as long as it runs.</summary>
    public string Folder { get; }

    /// <summary>A checkpoint after so many epochs each time; the last epoch's is always saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int EveryEpochs { get; init => field = AtLeastOne(value, nameof(EveryEpochs)); } = 1;

    /// <summary>Besides, a checkpoint after so many steps each time; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? EverySteps { get; init => field = value is { } steps ? AtLeastOne(steps, nameof(EverySteps)) : null; }

    /// <summary>How many of the newest checkpoints stay; the best one stays besides.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int KeepLast { get; init => field = AtLeastOne(value, nameof(KeepLast)); } = 3;

    /// <summary>
    /// Whether a run goes on from the newest checkpoint, where there is one. Without it, a folder that has checkpoints is refused, so that
    /// none is lost.
    /// </summary>
    public bool Resume { get; init; }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
