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

    /// <summary>
    /// How many batches make a step: their gradients are averaged, each image counted once, before the parameters change. The last step of
    /// an epoch has those that are left. Schedules, limits, progress and checkpoints count steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int AccumulationSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(AccumulationSteps));
            field = value;
        }
    } = 1;

    /// <summary>As <see cref="TrainingOptions.DetectNonFinite"/>: a run then ends with a <see cref="NotFiniteException"/>.</summary>
    public bool DetectNonFinite { get; init; }

    /// <summary>How the learning rate changes; the optimizer's own rate is its factor 1.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public LearningRateSchedule Schedule
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Schedule));
            field = value;
        }
    } = LearningRateSchedule.Constant;

    /// <summary>What the steps minimise, and evaluations measure; null for the network's own (<see cref="NetworkInfo.Loss"/>).</summary>
    public Loss? Loss { get; init; }

    /// <summary>How to vary the training images, or null for as they are.</summary>
    public IAugmentation? Augmentation { get; init; }

    /// <summary>
    /// Called after each step; may set the optimizer's learning rate, which is then exactly the next step's, and from which the schedule
    /// goes on.
    /// </summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Told of each step, too: a <see cref="Progress{T}"/>, say, which calls the thread that made it, some time later. It sets no learning
    /// rate.
    /// </summary>
    public IProgress<TrainingProgress>? ReportTo { get; init; }

    /// <summary>
    /// Called after each epoch and its evaluation; may set the optimizer's learning rate, as <see cref="Progress"/> may.
    /// </summary>
    public Action<EpochResult>? EpochCompleted { get; init; }

    /// <summary>What is told of the training as it goes, in this order.</summary>
    /// <exception cref="ArgumentNullException">It, or one of them, is null.</exception>
    public IReadOnlyList<ITrainerCallback> Callbacks
    {
        get;
        init => field = FixedList.Of(value);
    } = FixedList.Of<ITrainerCallback>([]);

    /// <summary>After how many epochs each time the test images are evaluated; after the last one they always are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int EvaluateEvery
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(EvaluateEvery));
            field = value;
        }
    } = 1;

    /// <summary>
    /// What the best epoch is the best by; null for <see cref="TrainingMetric.TestLoss"/>, or without test images for
    /// <see cref="TrainingMetric.TrainingLoss"/>.
    /// </summary>
    public TrainingMetric? BestBy { get; init; }

    /// <summary>When to end before the last epoch; null for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Whether the network has the best epoch's parameters when the run is over, rather than the last one's.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>
    /// An average of the weights, an <see cref="ExponentialMovingAverage"/> or a <see cref="StochasticWeightAverage"/>; null for none. It
    /// is what is evaluated, what the best epoch and <c>Load</c> of a checkpoint have, and what the network has when the run has ended.
    /// </summary>
    public WeightAverage? WeightAverage { get; init; }

    /// <summary>The most steps that are taken, those before a checkpoint counted; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public long? MaxSteps
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxSteps), value, "MaxSteps must be 1 or more.");
    }

    /// <summary>How long a run may take before it ends between two steps; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public TimeSpan? MaxTime
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxTime), value, "MaxTime must be positive.");
    }

    /// <summary>Where and when checkpoints are saved; null for none.</summary>
    public CheckpointOptions? Checkpoints { get; init; }
}
