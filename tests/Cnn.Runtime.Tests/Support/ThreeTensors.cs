namespace Cnn.Runtime.Tests;

/// <summary>The parameters of a network of three vectors, for updates without passes.</summary>
internal sealed class ThreeTensors : IDisposable
{
    private readonly Arena _parameters = new(Info.ParameterFloats);
    private readonly Arena _gradients = new(Info.TrainableFloats);
    private readonly Arena _state;

    public ThreeTensors(Optimizer optimizer)
    {
        optimizer.Check();
        _state = new Arena((long)Info.TrainableFloats * optimizer.StateFloatsPerParameter);
        Update = new ParameterUpdate(Info, optimizer, _parameters, _gradients, _state);
    }

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(ThreeTensors),
        Input = new TensorShape(1, 1, 1),
        Output = new TensorShape(1, 1, 1),
        OutputFunction = OutputFunction.None,
        Loss = new MeanSquaredError(),
        Layers = [],
        Parameters =
        [
            ParameterInfo.Vector("a.weight", 0, 7, 0),
            ParameterInfo.Vector("b.weight", 16, 12, 0),
            ParameterInfo.Vector("b.bias", 32, 1, 0),
        ],
        TrainableFloats = 48,
        ParameterFloats = 48,
        Inference = new PassInfo(1, 16, [], 0, 0, 16, -1),
    };

    public ParameterUpdate Update { get; }

    /// <summary>One of the three tensors' values.</summary>
    public Span<float> Parameters(int tensor) => Of(_parameters, tensor);

    /// <summary>One of the three tensors' gradients.</summary>
    public Span<float> Gradients(int tensor) => Of(_gradients, tensor);

    /// <summary>All packed parameters, what fills them up counted.</summary>
    public Span<float> Packed => _parameters.Span;

    /// <summary>All that the optimizer keeps.</summary>
    public Span<float> State => _state.Span;

    /// <summary>Runs all phases, each cut in parts.</summary>
    public void Step(long step, int parts = 1)
    {
        for (int phase = 0; phase < Update.PhaseCount; phase++)
        {
            for (int part = 0; part < parts; part++)
                Update.Run(phase, step, part, parts);
        }
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _gradients.Dispose();
        _state.Dispose();
    }

    private static Span<float> Of(Arena arena, int tensor) =>
        arena.Span.Slice(Info.Parameters[tensor].Offset, Info.Parameters[tensor].ElementCount);
}
