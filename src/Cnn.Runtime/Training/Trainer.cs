using System.Diagnostics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>The training loop: shuffles, steps, evaluates after each epoch. Steps allocate nothing.</summary>
/// <typeparam name="TNetwork">The generated network, one that ends in a softmax or in radial basis functions.</typeparam>
public sealed class Trainer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly Optimizer _optimizer;
    private readonly TrainerOptions _options;

    /// <summary>Prepares to train <paramref name="network"/>.</summary>
    public Trainer(TNetwork network, Optimizer optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        _network = network;
        _optimizer = optimizer;
        _options = options ?? new();
    }

    /// <summary>Trains for all epochs and returns what each came to.</summary>
    /// <remarks>
    /// A rate that <see cref="TrainerOptions.Progress"/> or <see cref="TrainerOptions.EpochCompleted"/> sets is exactly the next step's,
    /// and the schedule goes on from there in proportion. The optimizer's learning rate is afterwards what was set last, or else what it
    /// was before.
    /// </remarks>
    /// <param name="training">What to learn.</param>
    /// <param name="test">What to evaluate with after each epoch, or null.</param>
    /// <param name="cancellation">Asked before each step.</param>
    /// <exception cref="ArgumentException">
    /// The data is empty, its shape or classes are not the network's, or its last batch is of one image and the network has batch norms
    /// of vectors.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network ends neither in a softmax nor in radial basis functions, is declared for predictions only, or another session is
    /// training it.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// A step's loss became infinite or NaN; or at the end of an epoch a parameter is, what the optimizer keeps of it, or the loss of the
    /// test images; or, at the end of the last, that of its last batch, or what a model predicts for it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">
    /// The network's <see cref="NetworkParameters.EndTraining"/> was called; the steps so far stay.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the steps so far stay.</exception>
    public IReadOnlyList<EpochResult> Run(ILabeledData training, ILabeledData? test = null, CancellationToken cancellation = default)
    {
        training = LabeledDataCheck.Read(TNetwork.Info, training);
        LabeledDataCheck.CheckLastBatch(TNetwork.Info, training);
        if (test is not null)
            test = LabeledDataCheck.Read(TNetwork.Info, test);

        ScheduledRate rate = new(_optimizer);
        using TrainingSession<TNetwork> session = new(_network, _optimizer, new() { Threads = _options.Threads, Seed = _options.Seed });
        using InferenceSession<TNetwork>? evaluation = test is null
            ? null
            : Model<TNetwork>.Following(_network.Parameters).CreateSession(new() { Threads = _options.Threads });
        try
        {
            Batches batches = new(training, session.BatchSize);
            List<EpochResult> results = [];
            List<double> losses = [];
            for (int epoch = 1; epoch <= _options.Epochs; epoch++)
            {
                long start = Stopwatch.GetTimestamp();
                (double meanLoss, StepRate lastRate) = RunEpoch(session, evaluation, batches, epoch, losses, rate, cancellation);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Evaluation? evaluated = test is null ? null : Evaluate(session, evaluation!, test, epoch, batches.Count, lastRate);
                EpochResult result = new(epoch, meanLoss, seconds, evaluated);
                results.Add(result);
                losses.Add(evaluated?.MeanLoss ?? meanLoss);
                _options.EpochCompleted?.Invoke(result);
            }
            return results;
        }
        finally
        {
            rate.PutBack();
        }
    }

    private static Evaluation Evaluate(
        TrainingSession<TNetwork> session, InferenceSession<TNetwork> evaluation, ILabeledData test, int epoch, int step, StepRate rate)
    {
        evaluation.Model.Refresh();
        Evaluation result = Evaluation.Of(evaluation, test);
        // Whoever ended the session may have trained the parameters meanwhile that were evaluated.
        session.ThrowIfEnded();
        return double.IsFinite(result.MeanLoss)
            ? result
            : throw TrainingDivergedException.OfTest(result.MeanLoss, epoch, step, rate);
    }

    private (double MeanLoss, StepRate LastRate) RunEpoch(
        TrainingSession<TNetwork> session,
        InferenceSession<TNetwork>? evaluation,
        Batches batches,
        int epoch,
        List<double> losses,
        ScheduledRate rate,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        RandomKey key = new RandomKey(_options.Seed).Derive("augmentation").Derive((ulong)epoch);
        batches.Shuffle(_options.Seed, epoch);
        double sum = 0;
        int seen = 0, count = 0;
        float loss = 0;
        StepRate stepRate = default;
        long totalSteps = (long)batches.Count * _options.Epochs;
        for (int step = 0; step < batches.Count; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            stepRate = rate.Set(_options.Schedule.FactorAt(new(session.StepCount, batches.Count, totalSteps, CollectionsMarshal.AsSpan(losses))));
            count = batches.Fill(step, _options.Augmentation, key);
            loss = session.Step(batches.Images(count), batches.Labels(count));
            if (!float.IsFinite(loss))
                throw TrainingDivergedException.Of(loss, epoch, step + 1, stepRate);
            sum += (double)loss * count;
            seen += count;
            _options.Progress?.Invoke(new TrainingProgress(
                epoch, step + 1, batches.Count, sum / seen, seen / Stopwatch.GetElapsedTime(start).TotalSeconds));
        }

        // A loss is that before its step's update, and a map that an activation cuts off hides an infinite weight from all of them.
        if (session.FindNotFinite() is { } found)
            throw TrainingDivergedException.Of(found, epoch, batches.Count, loss, stepRate);
        if (epoch == _options.Epochs)
        {
            // No step follows that would see what finite weights make of the images.
            float last = session.ComputeGradients(batches.Images(count), batches.Labels(count));
            if (!float.IsFinite(last))
                throw TrainingDivergedException.OfLastBatch(last, epoch, batches.Count, stepRate);
            CheckPredictions(evaluation, batches.Images(count), epoch, batches.Count, loss, stepRate);
        }
        return (sum / seen, stepRate);
    }

    /// <summary>
    /// A batch norm makes numbers of any size small by the statistics of their batch. A model has the running ones, which lag behind.
    /// </summary>
    private void CheckPredictions(
        InferenceSession<TNetwork>? evaluation, ReadOnlySpan<float> images, int epoch, int step, float loss, StepRate rate)
    {
        if (TNetwork.Info is { Folds.Count: 0, Prepared.Count: 0 })
            return;
        using InferenceSession<TNetwork>? own = evaluation is null
            ? Model<TNetwork>.Following(_network.Parameters).CreateSession(new() { Threads = _options.Threads })
            : null;
        InferenceSession<TNetwork> session = evaluation ?? own!;
        session.Model.Refresh();
        if (session.Model.FindNotFinite() is { } found)
            throw TrainingDivergedException.Of(found, epoch, step, loss, rate);
        if (session.FindLogitNotFinite(images) is { } logit)
            throw TrainingDivergedException.OfPrediction(logit, epoch, step, loss, rate);
    }
}
