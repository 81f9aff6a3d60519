using Cnn;
using LeNetExample.Data;
using LeNetExample.Terminal;

namespace LeNetExample.Learning;

/// <summary>How to train, the same for either spelling of the network: momentum, and a step that shrinks along half a cosine.</summary>
/// <param name="Epochs">How often to go through the training set.</param>
/// <param name="Seed">Decides the first weights, the order of the images and how they are varied.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="Augment">Whether to vary the training images.</param>
internal sealed record Recipe(int Epochs, int Seed, int Threads, bool Augment)
{
    private const float LearningRate = 0.05f;
    private const float Momentum = 0.9f;

    /// <summary>What the options say and, where they are silent, the data.</summary>
    public static Recipe For(ExampleOptions options, DigitData data) =>
        new(options.Epochs ?? data.Epochs, options.Seed, options.Threads, options.Augment ?? data.Augment);

    /// <summary>The optimizer.</summary>
    public Optimizer CreateOptimizer() => new Sgd(LearningRate) { Momentum = Momentum };

    /// <summary>The trainer's settings.</summary>
    public TrainerOptions CreateOptions(Action<TrainingProgress>? progress, Action<EpochResult> epochCompleted) => new()
    {
        Epochs = Epochs,
        Seed = (ulong)Seed,
        Threads = Threads,
        Schedule = LearningRateSchedule.CosineAnnealing(),
        Augmentation = Augment ? new RandomAffine() : null,
        Progress = progress,
        EpochCompleted = epochCompleted,
    };
}
