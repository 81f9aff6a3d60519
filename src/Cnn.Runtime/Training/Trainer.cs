namespace Cnn;

/// <summary>The training loop: shuffles, steps, evaluates, saves checkpoints. Steps allocate nothing.</summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
public sealed class Trainer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly TrainerOptions _options;

    /// <summary>Prepares to train <paramref name="network"/>.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="optimizer">How it is updated; null for what the network declares (<see cref="NetworkInfo.CreateOptimizer"/>).</param>
    /// <param name="options">How it is trained; null for one epoch.</param>
    /// <exception cref="ArgumentException">The optimizer keeps more than the network's memory budget leaves it.</exception>
    public Trainer(TNetwork network, Optimizer? optimizer = null, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        Optimizer = optimizer ?? TNetwork.Info.CreateOptimizer();
        OptimizerMemory = OptimizerMemory.Of(TNetwork.Info, Optimizer);
        _options = options ?? new();
    }

    /// <summary>How it updates.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What the optimizer keeps between steps, beside what the network's own would.</summary>
    public OptimizerMemory OptimizerMemory { get; }

    /// <summary>What is trained, and what the optimizer keeps.</summary>
    public override string ToString() => $"A trainer of {TNetwork.Info.Name}: {OptimizerMemory}";

    /// <summary>
    /// Trains for all epochs, or until a limit ends it, and returns what each epoch came to: the <c>fit</c> of Keras and Lightning.
    /// </summary>
    /// <remarks>
    /// A rate that <see cref="TrainerOptions.Progress"/>, <see cref="TrainerOptions.EpochCompleted"/> or a callback sets is exactly the
    /// next step's, and the schedule goes on from there in proportion. The optimizer's learning rate is afterwards what was set last, or
    /// else what it was before. A run that goes on from a checkpoint ends in the same bits as one that was never interrupted.
    /// </remarks>
    /// <param name="training">What to learn.</param>
    /// <param name="test">What to evaluate with, or null.</param>
    /// <param name="cancellation">Asked before each step. A checkpoint is saved then, where the options say where.</param>
    /// <exception cref="ArgumentException">
    /// The data is empty, its shape or classes are not the network's, or its last batch is of one image and the network has batch norms
    /// of vectors that are not frozen; or the options contradict the data, the network or the checkpoint.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is not over class labels, the network is declared for predictions only, another session is training it, or another
    /// training that is running has the optimizer.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// A step's loss became infinite or NaN; or at the end of an epoch a parameter is, what the optimizer keeps of it, or the loss of the
    /// test images; or, at the end of the last, that of its last batch, or what a model predicts for it.
    /// </exception>
    /// <exception cref="WeightFileException">A checkpoint is damaged, or another network's or optimizer's.</exception>
    /// <exception cref="IOException">A checkpoint cannot be saved or read; those before it stay.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The network's <see cref="NetworkParameters.EndTraining"/> was called; the steps so far stay.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the steps so far stay.</exception>
    public IReadOnlyList<EpochResult> Run(ILabeledData training, ILabeledData? test = null, CancellationToken cancellation = default)
    {
        Loss loss = _options.Loss ?? TNetwork.Info.Loss;
        return Run(
            TrainerData.Of(TNetwork.Info, loss, training), test is null ? null : TrainerData.Of(TNetwork.Info, loss, test), cancellation);
    }

    /// <summary>The same with float targets: numbers, several labels, probabilities of classes.</summary>
    /// <inheritdoc cref="Run(ILabeledData, ILabeledData?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">
    /// The loss is over class labels only, the network is declared for predictions only, another session is training it, or another
    /// training that is running has the optimizer.
    /// </exception>
    public IReadOnlyList<EpochResult> Run(ITargetData training, ITargetData? test = null, CancellationToken cancellation = default)
    {
        Loss loss = _options.Loss ?? TNetwork.Info.Loss;
        return Run(
            TrainerData.Of(TNetwork.Info, loss, training), test is null ? null : TrainerData.Of(TNetwork.Info, loss, test), cancellation);
    }

    private IReadOnlyList<EpochResult> Run(TrainerData training, TrainerData? test, CancellationToken cancellation)
    {
        DataCheck.CheckLastBatch(TNetwork.Info, Optimizer, training.Count);
        DataCheck.CheckAugmentation(TNetwork.Info, _options.Augmentation);
        using RateHold hold = new(Optimizer);
        using TrainerRun<TNetwork> run = new(_network, Optimizer, _options, training, test);
        return run.Run(cancellation);
    }
}
