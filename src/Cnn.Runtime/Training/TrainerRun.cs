using System.Diagnostics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>One run of a trainer.</summary>
internal sealed partial class TrainerRun<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TNetwork _network;
    private readonly TrainerOptions _options;
    private readonly ITrainerCallback[] _callbacks;
    private readonly TrainerData? _test;
    private readonly TrainingMetric _bestBy;
    private readonly CheckpointFolder? _folder;
    private readonly Batches _batches;
    private readonly ScheduledRate _rate;
    private readonly TrainingSession<TNetwork> _session;
    private readonly InferenceSession<TNetwork>? _evaluation;
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The loss of each epoch so far, as a schedule is told.</summary>
    private readonly List<double> _losses = [];

    private readonly AveragedWeights? _average;

    /// <summary>What batch norms take their statistics over, for an average.</summary>
    private readonly Lazy<Batches> _measured;

    private TrainerState _state;

    /// <summary>Steps that the last checkpoint of this run has; -1 where there is none.</summary>
    private long _savedSteps = -1;
    private NetworkParameters? _best;

    /// <param name="network">What is trained.</param>
    /// <param name="optimizer">How it is updated.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="training">What is learned, as the network reads it.</param>
    /// <param name="test">What is evaluated, as the network reads it.</param>
    public TrainerRun(TNetwork network, Optimizer optimizer, TrainerOptions options, TrainerData training, TrainerData? test)
    {
        _network = network;
        _options = options;
        _callbacks = [.. options.Callbacks];
        _test = test;
        _bestBy = options.BestBy ?? (test is null ? TrainingMetric.TrainingLoss : TrainingMetric.TestLoss);
        if (test is null && _bestBy != TrainingMetric.TrainingLoss)
        {
            throw new ArgumentException(
                $"The best epoch is the best by {_bestBy}, and there are no test images: pass some, or set BestBy.");
        }
        if (test?.Targeted is not null && _bestBy == TrainingMetric.TestError && TNetwork.Info.OutputFunction == OutputFunction.None)
        {
            throw new ArgumentException(
                $"The best epoch is the best by {_bestBy}, and {TNetwork.Info.Name} predicts numbers, which are not right or wrong: leave "
                + "BestBy at TestLoss.");
        }
        options.WeightAverage?.Check(options.Epochs);
        if (options.WeightAverage is { } average)
            _average = new AveragedWeights(network.Parameters, average);
        _rate = new ScheduledRate(optimizer);
        _session = new TrainingSession<TNetwork>(network, optimizer, new()
        {
            Threads = options.Threads,
            Seed = options.Seed,
            Loss = options.Loss,
            DetectNonFinite = options.DetectNonFinite,
        });
        try
        {
            if (test is not null)
                _evaluation = NewEvaluation();
            _batches = new Batches(training, _session.BatchSize);
            _measured = new(() => new Batches(training, _session.BatchSize));
            _state = new TrainerState
            {
                Seed = options.Seed,
                LearningRate = optimizer.LearningRate,
                Images = _batches.ImageCount,
                BatchSize = (int)Math.Min((long)_session.BatchSize * BatchesOfStep, int.MaxValue),
                BestBy = _bestBy,
            };
            options.Schedule.Check(new(0, StepsOfEpoch, TotalSteps));
            if (options.Checkpoints is { } checkpoints)
                _folder = new CheckpointFolder(checkpoints);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<EpochResult> Run(CancellationToken cancellation)
    {
        try
        {
            if (_folder?.Newest is { } newest)
                Resume(newest);
            foreach (ITrainerCallback callback in _callbacks)
                callback.RunStarted(_state.Results);
            TrainingEnd? end = null;
            while (end is null)
            {
                end = HasStopped() ? TrainingEnd.NoLongerBetter
                    : _state.Epoch > _options.Epochs ? TrainingEnd.Completed
                    : LimitBetweenEpochs() ?? RunEpoch(cancellation);
            }
            // Steps may have been taken since the last epoch ended, too.
            if (_options.RestoreBest && _best is not null)
                _session.Replace(_best);
            else if (_average?.HasBegun(_state.Results.Count) == true)
            {
                UpdateBatchNorms();
                _session.Replace(_average.Parameters);
            }
            foreach (ITrainerCallback callback in _callbacks)
                callback.RunCompleted(_state.Results, end.Value);
            return _state.Results;
        }
        finally
        {
            _rate.PutBack();
        }
    }

    public void Dispose()
    {
        _evaluation?.Dispose();
        _session.Dispose();
        _folder?.Dispose();
    }

    private bool HasStopped() => _options.EarlyStopping is { } stopping && _state.SinceBest >= Math.Max(1, stopping.Patience);

    /// <returns>Why the run is over within the epoch; null where the epoch was trained to its end.</returns>
    private TrainingEnd? RunEpoch(CancellationToken cancellation)
    {
        foreach (ITrainerCallback callback in _callbacks)
            callback.EpochStarted(_state.Epoch);
        long start = Stopwatch.GetTimestamp();
        double before = _state.Seconds;
        RandomKey key = new RandomKey(_options.Seed).Derive("augmentation").Derive((ulong)_state.Epoch);
        _batches.Shuffle(_options.Seed, _state.Epoch);
        int steps = StepsOfEpoch;
        int seenBefore = Seen(), last = 0;
        float loss = 0;
        StepRate stepRate = default;
        while (_state.Step < steps)
        {
            if (LimitReached() is { } end)
            {
                CheckParameters(loss, stepRate);
                _state.Seconds = before + Stopwatch.GetElapsedTime(start).TotalSeconds;
                Save();
                return end;
            }
            if (cancellation.IsCancellationRequested)
            {
                _state.Seconds = before + Stopwatch.GetElapsedTime(start).TotalSeconds;
                Save();
                cancellation.ThrowIfCancellationRequested();
            }
            double factor = _options.Schedule.FactorAt(
                new(_session.StepCount, steps, TotalSteps, CollectionsMarshal.AsSpan(_losses)));
            // A factor may become infinite, and the rate is then the largest that there is.
            if (!(factor >= 0))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The factor that the schedule gives for step {_session.StepCount} must be 0 or more; found {factor}."));
            }
            stepRate = _rate.Set(factor);
            (loss, last) = TakeStep(key);
            _state.Step++;
            if (!float.IsFinite(loss))
                throw TrainingDivergedException.Of(loss, _state.Epoch, _state.Step, stepRate);
            _state.AddLoss(loss, _session.LossDivisor);
            _average?.StepTaken(_session.StepCount);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Report(new TrainingProgress(
                _state.Epoch, _state.Step, steps, _state.MeanLoss, (Seen() - seenBefore) / elapsed));
            if (_state.Step < steps && _options.Checkpoints?.EverySteps is { } every && _session.StepCount % every == 0)
            {
                _state.Seconds = before + elapsed;
                Save();
            }
        }
        EndEpoch(last, loss, stepRate, before + Stopwatch.GetElapsedTime(start).TotalSeconds);
        return null;
    }

    // No step goes past the epoch's end.
    private int BatchesOfStep => Math.Min(_options.AccumulationSteps, _batches.Count);

    private int StepsOfEpoch => ((_batches.Count - 1) / BatchesOfStep) + 1;

    private long TotalSteps => (long)StepsOfEpoch * _options.Epochs;

    /// <returns>The mean loss of the step, and how many images the last batch has.</returns>
    private (float Loss, int Last) TakeStep(RandomKey key)
    {
        int each = BatchesOfStep;
        if (each == 1)
        {
            int count = _batches.Fill(_state.Step, _options.Augmentation, key);
            return (_batches.Step(_session, count), count);
        }
        int last = 0;
        int first = _state.Step * each, past = first + Math.Min(each, _batches.Count - first);
        for (int batch = first; batch < past; batch++)
        {
            last = _batches.Fill(batch, _options.Augmentation, key);
            _batches.Accumulate(_session, last);
        }
        return (_session.ApplyGradients(), last);
    }

    private void EndEpoch(int count, float loss, StepRate stepRate, double seconds)
    {
        int epoch = _state.Epoch;
        bool isLast = epoch == _options.Epochs;
        // A loss is that before its step's update, and a map that an activation cuts off hides an infinite weight from all of them.
        CheckParameters(loss, stepRate);
        bool evaluates = _test is not null && (isLast || epoch % _options.EvaluateEvery == 0);
        _average?.EpochEnded(epoch);
        if (isLast || evaluates || _options.RestoreBest || _folder is not null)
            UpdateBatchNorms();
        if (isLast)
            CheckLastBatch(count, loss, stepRate);
        Evaluation? evaluated = evaluates && _test!.Labeled is { } labeled ? Evaluate(labeled, stepRate) : null;
        TargetEvaluation? targets = evaluates && _test!.Targeted is { } targeted ? Evaluate(targeted, stepRate) : null;
        EpochResult result = targets is null
            ? new(epoch, _state.MeanLoss, seconds, evaluated)
            : new(epoch, _state.MeanLoss, seconds, null)
            {
                TargetTest = targets, TestLoss = targets.MeanLoss, TestError = targets.ErrorRate,
            };
        bool isBest = IsBest(result.Of(_bestBy));
        _state.Results.Add(result);
        AddLoss(result);
        _state.BeginEpoch(epoch + 1);
        if (isBest)
        {
            _state.BestEpoch = epoch;
            if (_options.RestoreBest && _best is not null)
                _best.CopyFrom(Evaluated, "cannot be copied");
            else if (_options.RestoreBest)
                _best = Evaluated.Copy();
        }
        if (evaluated is not null)
        {
            foreach (ITrainerCallback callback in _callbacks)
                callback.Evaluated(epoch, evaluated);
        }
        if (targets is not null)
        {
            foreach (ITrainerCallback callback in _callbacks)
                callback.Evaluated(epoch, targets);
        }
        _options.EpochCompleted?.Invoke(result);
        foreach (ITrainerCallback callback in _callbacks)
            callback.EpochCompleted(result);
        if (isBest)
            SaveBest();
        if (isLast || HasStopped() || epoch % (_options.Checkpoints?.EveryEpochs ?? 1) == 0)
            Save();
    }

    /// <summary>Whether the epoch that ended is the best; an epoch without the number is not judged.</summary>
    private bool IsBest(double value)
    {
        if (double.IsNaN(value))
            return false;
        if (value < _state.BestValue - (_options.EarlyStopping?.MinimumChange ?? 0))
        {
            (_state.BestValue, _state.SinceBest) = (value, 0);
            return true;
        }
        _state.SinceBest++;
        return false;
    }

    private TrainingEnd? LimitBetweenEpochs()
    {
        if (_state.Step > 0 || LimitReached() is not { } end)
            return null;
        Save();
        return end;
    }

    private TrainingEnd? LimitReached() =>
        _session.StepCount >= _options.MaxSteps ? TrainingEnd.StepLimit
        : Stopwatch.GetElapsedTime(_began) >= _options.MaxTime ? TrainingEnd.TimeLimit
        : null;

    private int Seen() => (int)Math.Min((long)_state.Step * _state.BatchSize, _state.Images);

    private void Report(TrainingProgress progress)
    {
        _options.Progress?.Invoke(progress);
        _options.ReportTo?.Report(progress);
        foreach (ITrainerCallback callback in _callbacks)
            callback.StepCompleted(progress);
    }

    /// <summary>Where not every epoch has a loss of test images, the last one stands for those between.</summary>
    private void AddLoss(EpochResult result) => _losses.Add(
        _test is null || (double.IsNaN(result.TestLoss) && _losses.Count == 0) ? result.MeanLoss
        : double.IsNaN(result.TestLoss) ? _losses[^1]
        : result.TestLoss);

    private Evaluation Evaluate(ILabeledData test, StepRate rate)
    {
        _evaluation!.Model.Refresh();
        Evaluation result = Evaluation.Of(_evaluation, test, _session.Loss);
        CheckEvaluation(result.MeanLoss, rate);
        return result;
    }

    private TargetEvaluation Evaluate(ITargetData test, StepRate rate)
    {
        _evaluation!.Model.Refresh();
        TargetEvaluation result = TargetEvaluation.Of(_evaluation, test, _session.Loss);
        CheckEvaluation(result.MeanLoss, rate);
        return result;
    }

    /// <summary>Gives the average batch norms that fit it, where it was changed.</summary>
    private void UpdateBatchNorms()
    {
        if (_average is not { NeedsStatistics: true })
            return;
        BatchNormStatistics.Update(_session, _average.Parameters, _measured.Value, _options.Augmentation, _options.Seed);
        _average.NeedsStatistics = false;
    }

    /// <summary>The average of the weights, where there is one.</summary>
    private NetworkParameters Evaluated => _average?.Parameters ?? _network.Parameters;

    private (NetworkParameters Parameters, string Description)? Average =>
        _average is null ? null : (_average.Parameters, _average.Description);

    private InferenceSession<TNetwork> NewEvaluation() =>
        Model<TNetwork>.Following(Evaluated).CreateSession(new() { Threads = _options.Threads });
}
