namespace Cnn;

/// <summary>How a <see cref="Trainer{TNetwork}"/> trains.</summary>
public sealed class TrainerOptions
{
    /// <summary>Passes over the training data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Epochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Epochs));
            field = value;
        }
    } = 1;

    /// <summary>
    /// Determines the order of the data, its augmentation and dropout; the same seed gives the same bits, whatever the threads.
    /// </summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads to use, the caller's counted; null for one a processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Threads { get; init => field = ThreadCount.Checked(value); }

    /// <summary>How the learning rate changes; the optimizer's own rate is its factor 1.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>How to vary the training images, or null for as they are.</summary>
    public IAugmentation? Augmentation { get; init; }

    /// <summary>
    /// Called after each step; may set the optimizer's learning rate, which is then exactly the next step's, and from which the schedule
    /// goes on.
    /// </summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Called after each epoch and its evaluation; may set the optimizer's learning rate, as <see cref="Progress"/> may.
    /// </summary>
    public Action<EpochResult>? EpochCompleted { get; init; }
}
