using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Trains a network, step by step. Owns the arena, the gradients and the optimizer's state, allocated once; serves one caller at a
/// time, and is the network's only training session until it is disposed.
/// </summary>
/// <remarks>
/// Labels and targets are copied, then checked, and the copy is what a step reads: whoever changes them meanwhile changes nothing.
/// Images are read once and not looked at, which
/// would cost a pass over every pixel: a pixel that is not finite makes numbers of the network that are not, and mostly the loss.
/// A step returns the loss before its update, so that no loss tells of what the last update has done: a <see cref="Trainer{TNetwork}"/>
/// looks at the parameters after each epoch, and a network with a parameter that is not finite can neither be frozen nor saved.
/// </remarks>
/// <typeparam name="TNetwork">The generated network.</typeparam>
public sealed unsafe partial class TrainingSession<TNetwork> : IDisposable, ITrainingHold
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly Arena _arena;
    private readonly Arena _gradients;
    private readonly Arena _state;
    private readonly ParameterUpdate _update;
    private readonly Freezing? _freezing;
    private readonly LossGathering? _gathering;
    private readonly string? _vectorNorm;
    private readonly GradientSums _sums;
    private readonly AccumulatedUpdate _accumulatedUpdate;
    private readonly TrainingJob<TNetwork> _job;
    private readonly WorkerTeam _team;
    private readonly NetworkParameters _parameters;
    private readonly NetworkInfo _info;
    private readonly PassInfo _plan;
    private readonly StepTargets _targets;
    private readonly StepGate _gradientGate;
    private readonly int _threads;
    private readonly int _inputFloats;
    private readonly int _outputFloats;
    private readonly long _multiplyAdds;
    private ulong _seed;
    private SessionGuard _guard = new(
        "Steps of one network follow one another: take them from one thread; each step uses all threads itself.");

    /// <summary>Begins to train <paramref name="network"/>.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="optimizer">How it is updated; null for what the network declares (<see cref="NetworkInfo.CreateOptimizer"/>).</param>
    /// <param name="options">How the session runs; null for as usual.</param>
    /// <exception cref="InvalidOperationException">It is declared for predictions only, or another session is training it.</exception>
    /// <exception cref="ArgumentException">
    /// The optimizer's settings contradict each other, a group of its parameters names none of the network's, or all are frozen; it keeps
    /// more than the network's memory budget leaves it; or the loss does not fit the network.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">
    /// The processor has none of the vector widths that the kernels are written in.
    /// </exception>
    public TrainingSession(TNetwork network, Optimizer? optimizer = null, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        optimizer ??= TNetwork.Info.CreateOptimizer();
        optimizer.Check();
        Network = network;
        Optimizer = optimizer;
        _seed = (options ?? new()).Seed;
        _team = options?.Team ?? WorkerTeam.Shared;
        _threads = ThreadCount.Limit(_team, options?.Threads);

        // One network's facts throughout: those that its parameters lie by.
        _info = TNetwork.Info;
        WrittenWidths.Check(_info);
        _parameters = NetworkParameters.Of(network.Parameters, _info);
        _plan = _info.Training;
        _inputFloats = _info.Input.ElementCount;
        _outputFloats = _info.Output.ElementCount;
        _multiplyAdds = _info.MultiplyAdds;
        OptimizerMemory = OptimizerMemory.Of(_info, optimizer);
        Loss = options?.Loss ?? _info.Loss;
        Loss.Check(_info.Name, _info.OutputFunction, _info.Output);
        _targets = new StepTargets(_info, Loss);
        _gathering = LossGathering.Of(_info, Loss);
        _arena = new Arena(_plan.SessionFloats(_threads)) { ThrowIfEnded = ThrowIfEnded };
        _gradients = new Arena(_info.TrainableFloats) { ThrowIfEnded = ThrowIfEnded };
        _state = new Arena(OptimizerMemory.UsedBytes / sizeof(float));
        _gradientGate = new StepGate($"computing the gradients of {_info.Name}");
        _update = new ParameterUpdate(_info, optimizer, _parameters.Arena, _gradients, _state);
        _freezing = Freezing.Of(_info, optimizer);
        _vectorNorm = Freezing.VectorNorm(_info, optimizer);
        _freezing?.FillRecords(_arena.Span, _parameters.Arena.Span);
        _sums = new GradientSums(_gradients, _update);
        _accumulatedUpdate = new AccumulatedUpdate(_sums, _update, _gradientGate);
        if (options is { DetectNonFinite: true })
        {
            _search = new NotFiniteSearch(_info, _arena, _gradients);
            _parametersBefore = new Arena(_parameters.Arena.Length);
            _stateBefore = new Arena(_state.Length);
        }
        _job = new TrainingJob<TNetwork>(_plan, _arena, _parameters.Arena, _gradients, _update, _sums, _freezing, _gathering)
        {
            GradientGate = _gradientGate,
            Loss = Loss,
        };
        Gradients = new GradientList(_info, _gradients, _gradientGate, name => optimizer.GroupOf(name) is { Frozen: true });
        _parameters.BeginTraining(this);
    }

    /// <summary>Which images of some data the next calls' instances are, for messages; empty for none.</summary>
    internal ReadOnlyMemory<int> Images
    {
        set
        {
            _targets.Images = value;
            _search?.Images = value;
        }
    }

    /// <summary>What the last call's mean loss was divided by: its instances, or its labels with the weights that count.</summary>
    internal double LossDivisor { get; private set; }

    /// <summary>What it trains.</summary>
    public TNetwork Network { get; }

    /// <summary>What the steps minimise.</summary>
    public Loss Loss { get; }

    /// <summary>How it updates.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What the optimizer keeps between steps, beside what the network's own would.</summary>
    public OptimizerMemory OptimizerMemory { get; }

    /// <summary>The gradients of the last step's mean loss, by name as the parameters are.</summary>
    public GradientList Gradients { get; }

    /// <summary>The most instances a step takes.</summary>
    public int BatchSize => _plan.BatchSize;

    /// <summary>
    /// The fewest instances a step takes: 2 where a batch norm of vectors takes the statistics of the step's instances, which one that is
    /// frozen does not; else 1.
    /// </summary>
    public int SmallestBatch => _vectorNorm is null ? 1 : 2;

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>The optimizer's, from the next step on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float LearningRate
    {
        get => Optimizer.LearningRate;
        set => Optimizer.LearningRate = value;
    }

    /// <summary>
    /// The Euclidean norm of all gradients of the last step together, before they were clipped; NaN before the first step, and where the
    /// optimizer sets no <see cref="Optimizer.ClipNorm"/>.
    /// </summary>
    public double GradientNorm { get; private set; } = double.NaN;

    /// <summary>Logits of one instance of the last step; valid until the next call.</summary>
    /// <param name="instance">0 to <see cref="BatchSize"/> - 1; those past the last step's count are left over from before.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public ReadOnlySpan<float> GetLogits(int instance)
    {
        _guard.ThrowIfDisposed(this);
        ArgumentOutOfRangeException.ThrowIfNegative(instance);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(instance, BatchSize);
        return _arena.Span.Slice(_plan.LogitsOffset + (instance * _plan.LogitsStride), _outputFloats);
    }

    /// <summary>One step with a loss over class labels: forward, backward, update.</summary>
    /// <param name="images">
    /// [instances, height, width, channels], <see cref="SmallestBatch"/> to <see cref="BatchSize"/> instances.
    /// </param>
    /// <param name="labels">
    /// [instances], or [instances, height, width] where the network ends in a map; each 0 to classes - 1, or what the loss ignores.
    /// </param>
    /// <returns>The mean loss before the update, whether or not it is finite.</returns>
    /// <exception cref="ArgumentException">A size or a label is wrong; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The loss is not over labels, or another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public float Step(ReadOnlySpan<float> images, ReadOnlySpan<int> labels) => Run(images, labels, updates: true);

    /// <summary>
    /// The same with images of bytes, 0 to 255, where the network's input declares them (an <see cref="InvalidOperationException"/> where
    /// not).
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    // Numbers that are written out where they are used are floats.
    [OverloadResolutionPriority(-1)]
    public float Step(ReadOnlySpan<byte> images, ReadOnlySpan<int> labels) => Run(images, labels, updates: true);

    /// <summary>One step with a loss over float targets: forward, backward, update.</summary>
    /// <param name="images">
    /// [instances, height, width, channels], <see cref="SmallestBatch"/> to <see cref="BatchSize"/> instances.
    /// </param>
    /// <param name="targets">
    /// [instances, outputs]; 0 to 1 where the network ends in a sigmoid; where in a softmax, probabilities that add up to 1 for each
    /// instance or pixel.
    /// </param>
    /// <returns>The mean loss before the update, whether or not it is finite.</returns>
    /// <exception cref="ArgumentException">
    /// A size is wrong, or a target is not finite or, after a sigmoid or a softmax, not in its range; nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The loss takes labels only, or another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public float Step(ReadOnlySpan<float> images, ReadOnlySpan<float> targets) => Run(images, targets, updates: true);

    /// <summary>
    /// The same with images of bytes, 0 to 255, where the network's input declares them (an <see cref="InvalidOperationException"/> where
    /// not).
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    [OverloadResolutionPriority(-1)]
    public float Step(ReadOnlySpan<byte> images, ReadOnlySpan<float> targets) => Run(images, targets, updates: true);

    /// <summary>
    /// As <see cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/> without the update; dropout draws what the next step will draw.
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public float ComputeGradients(ReadOnlySpan<float> images, ReadOnlySpan<int> labels) => Run(images, labels, updates: false);

    /// <summary>
    /// As <see cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})"/> without the update; dropout draws what the next step will draw.
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public float ComputeGradients(ReadOnlySpan<float> images, ReadOnlySpan<float> targets) => Run(images, targets, updates: false);

    /// <summary>
    /// As <see cref="Step(ReadOnlySpan{byte}, ReadOnlySpan{int})"/> without the update; dropout draws what the next step will draw.
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public float ComputeGradients(ReadOnlySpan<byte> images, ReadOnlySpan<int> labels) => Run(images, labels, updates: false);

    /// <summary>
    /// As <see cref="Step(ReadOnlySpan{byte}, ReadOnlySpan{float})"/> without the update; dropout draws what the next step will draw.
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    [OverloadResolutionPriority(-1)]
    public float ComputeGradients(ReadOnlySpan<byte> images, ReadOnlySpan<float> targets) => Run(images, targets, updates: false);

    /// <summary>What is trained, and what the optimizer keeps.</summary>
    public override string ToString() => $"A training session of {_info.Name}: {OptimizerMemory}";

    /// <summary>Ends the session and lets the network go.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    public void Dispose()
    {
        if (_guard.Close(this))
            LetGo();
    }

    void ITrainingHold.End()
    {
        if (_guard.CloseForNetwork())
            LetGo();
    }

    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    internal void ThrowIfEnded() => _guard.ThrowIfDisposed(this);

    /// <summary>The first value of the parameters, or else of the optimizer's state, that is not finite; null where all are.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    internal NotFinite? FindNotFinite()
    {
        _guard.Enter(this);
        try
        {
            return NotFinite.In(_parameters) ?? NotFinite.InState(_info, _state.Span);
        }
        finally
        {
            _guard.Exit();
        }
    }

    private void LetGo()
    {
        _arena.Dispose();
        _gradients.Dispose();
        _state.Dispose();
        _parametersBefore?.Dispose();
        _stateBefore?.Dispose();
        _parameters.LetGo(this);
    }

    private float Run<TPixel>(ReadOnlySpan<TPixel> images, ReadOnlySpan<int> labels, bool updates, bool accumulates = false)
        where TPixel : unmanaged
    {
        _guard.Enter(this);
        try
        {
            Pixels.Check<TPixel>(_info);
            if ((_targets.Forms & TargetForms.Labels) == 0)
                throw WrongTargets("float targets", "ReadOnlySpan<float> targets");
            int count = labels.Length / _targets.LabelsPerInstance;
            if (labels.Length != (long)count * _targets.LabelsPerInstance)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{_info.Name} takes {_targets.LabelsPerInstance} labels an image, one for each pixel of its output of ")
                    + FormattableString.Invariant($"{_info.Output}; found {labels.Length}."), nameof(labels));
            }
            CheckCount(count, nameof(labels));
            if (images.Length != (long)count * _inputFloats)
                throw Sizes.Wrong("images", _info.Input, count, images.Length, nameof(images), Pixels.Unit<TPixel>());
            ReadOnlySpan<int> taken = _targets.Take(labels);
            fixed (int* first = taken)
            {
                _job.Labels = first;
                _job.Targets = null;
                _job.Divisor = Loss.DivisorOf(taken, count, _targets.LabelsPerInstance);
                return RunJob(images, count, updates, accumulates);
            }
        }
        finally
        {
            _guard.Exit();
        }
    }

    private float Run<TPixel>(ReadOnlySpan<TPixel> images, ReadOnlySpan<float> targets, bool updates, bool accumulates = false)
        where TPixel : unmanaged
    {
        _guard.Enter(this);
        try
        {
            Pixels.Check<TPixel>(_info);
            if ((_targets.Forms & TargetForms.Values) == 0)
                throw WrongTargets("class labels", "ReadOnlySpan<int> labels");
            int count = images.Length / _inputFloats;
            if (images.Length != (long)count * _inputFloats)
                throw Sizes.NotWhole(_info.Input, images.Length, nameof(images), Pixels.Unit<TPixel>());
            CheckCount(count, nameof(images));
            if (targets.Length != (long)count * _outputFloats)
                throw Sizes.Wrong("targets", _info.Output, count, targets.Length, nameof(targets));
            fixed (float* first = _targets.Take(targets))
            {
                _job.Labels = null;
                _job.Targets = first;
                _job.Divisor = Loss.DivisorOf([], count, _targets.LabelsPerInstance);
                return RunJob(images, count, updates, accumulates);
            }
        }
        finally
        {
            _guard.Exit();
        }
    }

    private float RunJob<TPixel>(ReadOnlySpan<TPixel> images, int count, bool updates, bool accumulates)
        where TPixel : unmanaged
    {
        if (updates)
            ThrowIfAccumulating("a step of its own cannot be taken");
        if (accumulates || _search is not null)
            _sums.Prepare();
        _job.Count = count;
        _job.Updates = updates;
        _job.Accumulates = accumulates;
        _job.Step = StepCount;
        _job.RandomKey = KeyOfStep().Value;
        // Backward is about twice forward: one gradient by the input, one by the weights.
        int threads = ThreadCount.For(_threads, 3 * count * _multiplyAdds);
        try
        {
            _gradientGate.BeginStep();
            // Running statistics are parameters as well.
            if (updates || accumulates)
                _parameters.Gate.BeginStep();
            fixed (TPixel* first = images)
            {
                _job.Images = Pixels.At(first);
                if (_search is null)
                    _team.Run(_job, threads);
                else
                    RunAndLook(count, threads, updates);
            }
        }
        finally
        {
            _gradientGate.EndStep();
            if (updates || accumulates)
                _parameters.Gate.EndStep();
        }
        if (updates)
            CountStep();
        _measured?.Add(_arena.Span, count);

        double sum = 0;
        foreach (float loss in _arena.Span.Slice(_plan.LossOffset, count))
            sum += loss;
        if (accumulates)
            _sums.Count(_job.Divisor, sum);
        LossDivisor = _job.Divisor;
        // Where nothing counts, there is nothing to add up either.
        return (float)(_job.Divisor > 0 ? sum / _job.Divisor : sum);
    }

    private void CountStep()
    {
        StepCount++;
        if (Optimizer.ClipNorm is not null)
            GradientNorm = _update.Norm;
    }

    private void CheckCount(int count, string counted)
    {
        if (count >= SmallestBatch && count <= BatchSize)
            return;
        // Without other instances a vector's value is its own mean: whatever it is, the output is the same and the running variance falls.
        string reason = count == 1 && _vectorNorm is { } norm
            ? $" Batch norm '{norm}' takes the mean and variance of vectors over the instances, and of one there is no variance; where "
                + $"'{norm}.*' is frozen, one is enough."
            : "";
        throw new ArgumentException(FormattableString.Invariant(
            $"A step takes {SmallestBatch} to {BatchSize} instances; found {count}.{reason}"), counted);
    }

    private InvalidOperationException WrongTargets(string expected, string overload) =>
        new($"The loss of {_info.Name} is {Loss}, over {expected}: call the overload with {overload}.");
}
