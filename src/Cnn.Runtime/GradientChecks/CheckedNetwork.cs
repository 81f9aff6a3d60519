using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// A copy of a network in a training session of its own, whose loss is looked at around its parameters. What was copied is never touched.
/// </summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
internal sealed class CheckedNetwork<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly NetworkParameters _parameters;
    private readonly TrainingSession<TNetwork> _session;
    private readonly ForwardSteps? _forward;
    private readonly MeasuredLoss _loss;
    private readonly CheckedBatch _batch;

    /// <param name="network">The network; another session may hold it, between two of its steps.</param>
    /// <param name="loss">What is minimised; it fits.</param>
    /// <param name="batch">What it is told.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">A frozen pattern names no parameter, or all are frozen.</exception>
    /// <exception cref="InvalidOperationException">A step is changing the parameters, or the network is for predictions only.</exception>
    public CheckedNetwork(TNetwork network, Loss loss, CheckedBatch batch, GradientCheckOptions options)
    {
        _parameters = network.Parameters.Copy();
        _loss = new(loss);
        _batch = batch;
        Sgd optimizer = new(0)
        {
            Groups = options.Frozen.Count == 0 ? [] : [new([.. options.Frozen]) { Frozen = true }],
        };
        _session = new(
            TNetwork.FromParameters(_parameters), optimizer, new() { Threads = options.Threads, Seed = options.Seed, Loss = _loss });
        _forward = ForwardOf(optimizer);
    }

    /// <summary>The gradients by the parameters that are not frozen, after <see cref="Run"/>.</summary>
    public GradientList Gradients => _session.Gradients;

    /// <summary>What rounding outputs and losses alone makes of the mean loss, after <see cref="Run"/>.</summary>
    public double OutputRounding => _loss.OutputRounding;

    /// <summary>
    /// The loss of <see cref="Run"/>, to the same bits, and no gradients: forward only where the network's code has a map of its pass,
    /// else by a whole one.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public double Look()
    {
        if (_forward is null)
            return Run();
        double loss = 0;
        _session.GoForward(_forward, () => loss = Run());
        return loss;
    }

    /// <summary>
    /// Forward and backward with the parameters as they are now; returns the mean loss in double precision. Dropout draws the same each
    /// time, and no running statistic moves.
    /// </summary>
    /// <exception cref="ArgumentException">The images or what they are told do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network's code does not ask its session for the loss.</exception>
    public double Run()
    {
        _loss.Clear();
        if (_batch.Labels is { } labels)
            _session.ComputeGradients(_batch.Images, labels);
        else
            _session.ComputeGradients(_batch.Images, _batch.Targets);
        return _loss.Mean ?? throw new InvalidOperationException(
            $"{TNetwork.Info.Name} cannot be checked: its training pass does not take its loss from TrainingPass.ComputeLoss, as generated "
            + "code does.");
    }

    /// <summary>The packed values of a tensor.</summary>
    public Span<float> Packed(ParameterInfo parameter) => _parameters.Arena.Span.Slice(parameter.Offset, parameter.PackedLength);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // Code that was written by hand against the contract, or generated before there were maps, has none, and is checked all the same.
    private static ForwardSteps? ForwardOf(Optimizer optimizer)
    {
        NetworkInfo info = TNetwork.Info;
        if (info.Training.Map is null)
            return null;
        var map = PassMap.Of(info, "Checking gradients");
        return ForwardSteps.Of(info, map, [.. MapNorm.Of(info, map).Where(norm => Freezing.KeepsStatistics(optimizer, norm))]);
    }
}
