using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Finds a learning rate: trains some steps with a rate that grows exponentially, and looks where the loss falls fastest (Smith, "Cyclical
/// learning rates for training neural networks", 2017): fastai's <c>lr_find</c>, Lightning's <c>Tuner.lr_find</c>.
/// </summary>
/// <example><code>
/// var found = LearningRateFinder.Run(net, new Sgd(0.1f) { Momentum = 0.9f }, data);
/// Console.WriteLine(found.Suggestion);
/// </code></example>
public static class LearningRateFinder
{
    /// <summary>
    /// Tries the rates. Afterwards the network's parameters and the optimizer's rate are what they were; what the optimizer kept belonged
    /// to the trial.
    /// </summary>
    /// <param name="network">The network, which no session is training.</param>
    /// <param name="optimizer">How it is updated; null for what the network declares.</param>
    /// <param name="data">What to learn; it begins anew, in another order, where there are fewer batches than steps.</param>
    /// <param name="options">Which rates; null for the usual ones.</param>
    /// <param name="cancellation">Asked before each step; then, too, everything is as it was.</param>
    /// <exception cref="ArgumentException">
    /// The data or the loss does not fit the network, or the largest rate is not above the smallest.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is not over labels, it is declared for predictions only, another session is training it, or a training that is running
    /// has the optimizer.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LearningRateCurve Run<TNetwork>(
        TNetwork network, Optimizer? optimizer, ILabeledData data, LearningRateFinderOptions? options = null,
        CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork>
    {
        options ??= new();
        TrainerData read = TrainerData.Of(TNetwork.Info, options.Loss ?? TNetwork.Info.Loss, data);
        return Run(network, optimizer, read, options, cancellation);
    }

    /// <summary>The same with float targets: numbers, several labels, probabilities of classes.</summary>
    /// <inheritdoc cref="Run{TNetwork}(TNetwork, Optimizer, ILabeledData, LearningRateFinderOptions?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">
    /// The loss is over class labels only, the network is declared for predictions only, another session is training it, or a training
    /// that is running has the optimizer.
    /// </exception>
    public static LearningRateCurve Run<TNetwork>(
        TNetwork network, Optimizer? optimizer, ITargetData data, LearningRateFinderOptions? options = null,
        CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork>
    {
        options ??= new();
        TrainerData read = TrainerData.Of(TNetwork.Info, options.Loss ?? TNetwork.Info.Loss, data);
        return Run(network, optimizer, read, options, cancellation);
    }

    private static LearningRateCurve Run<TNetwork>(
        TNetwork network, Optimizer? optimizer, TrainerData read, LearningRateFinderOptions options, CancellationToken cancellation)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        optimizer ??= TNetwork.Info.CreateOptimizer();
        options.Check();
        DataCheck.CheckLastBatch(TNetwork.Info, optimizer, read.Count);
        DataCheck.CheckAugmentation(TNetwork.Info, options.Augmentation);
        using RateHold hold = new(optimizer);
        NetworkParameters before = network.Parameters.Copy();
        float rate = optimizer.LearningRate;
        using TrainingSession<TNetwork> session = new(
            network, optimizer, new() { Threads = options.Threads, Seed = options.Seed, Loss = options.Loss });
        try
        {
            return Try(session, new Batches(read, session.BatchSize), options, cancellation);
        }
        finally
        {
            optimizer.LearningRate = rate;
            session.Replace(before);
        }
    }

    private static LearningRateCurve Try<TNetwork>(
        TrainingSession<TNetwork> session, Batches batches, LearningRateFinderOptions options, CancellationToken cancellation)
        where TNetwork : class, INetwork<TNetwork>
    {
        List<LearningRatePoint> points = [];
        double average = 0, best = double.PositiveInfinity;
        RandomKey key = new RandomKey(options.Seed).Derive("augmentation");
        for (int step = 0; step < options.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int epoch = (step / batches.Count) + 1, batch = step % batches.Count;
            if (batch == 0)
                batches.Shuffle(options.Seed, epoch);
            session.LearningRate = options.RateOf(step);
            int count = batches.Fill(batch, options.Augmentation, key.Derive((ulong)epoch));
            float loss = batches.Step(session, count);
            if (!float.IsFinite(loss))
                return new(points, diverged: true);
            // Without what the average owes to its beginning at 0 (Kingma and Ba, 2015, section 3).
            average = (options.Smoothing * average) + ((1 - options.Smoothing) * loss);
            double smoothed = average / (1 - Math.Pow(options.Smoothing, step + 1));
            points.Add(new(session.LearningRate, loss, smoothed));
            best = Math.Min(best, smoothed);
            if (step > 0 && smoothed > options.DivergedAt * best)
                return new(points, diverged: true);
        }
        return new(points, diverged: false);
    }
}
