namespace Cnn;

/// <summary>Everything about a generated network that does not change: its table, its parameters and its plans.</summary>
/// <remarks>
/// Sessions size their memory by it and generated code runs in that memory, so its lists are copies that no cast makes writable.
/// </remarks>
public sealed class NetworkInfo
{
    private readonly PassInfo? _training;

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of one input instance.</summary>
    public required TensorShape Input { get; init; }

    /// <summary>Whether sessions take pixels as bytes, too: what the input declares.</summary>
    public bool TakesBytes { get; init; }

    /// <summary>What is subtracted from pixels, one number or one a channel; none where nothing is normalised.</summary>
    public IReadOnlyList<float> Mean { get; init => field = FixedList.Of(value); } = FixedList.Of<float>([]);

    /// <summary>What pixels are then divided by; as many as there are means.</summary>
    public IReadOnlyList<float> Deviation { get; init => field = FixedList.Of(value); } = FixedList.Of<float>([]);

    /// <summary>The shape of one output instance.</summary>
    public required TensorShape Output { get; init; }

    /// <summary>The function that the network ends in, which says which losses fit it.</summary>
    public OutputFunction OutputFunction { get; init; }

    /// <summary>What a training step minimises, unless its session is given another loss.</summary>
    public required Loss Loss { get; init; }

    /// <summary>
    /// Makes the optimizer that the network declares, a new one at each call, since who trains may set its rate; gradient descent with a
    /// rate of 0.001 and a momentum of 0.9 where none is declared.
    /// </summary>
    public Func<Optimizer> CreateOptimizer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = static () => new Sgd(0.001f) { Momentum = 0.9f };

    /// <summary>The memory that training may take; null where no budget is declared for it.</summary>
    public TrainingBudget? TrainingBudget { get; init; }

    /// <summary>The rows of the network's table, in order.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init => field = FixedList.Of(value); }

    /// <summary>
    /// The tensors, in the order of the layers, a weight before its bias; a few are not trained (<see cref="ParameterInfo.IsTrainable"/>).
    /// </summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init => field = FixedList.Of(value); }

    /// <summary>
    /// The part of the packed parameter arena that is trained and so has gradients, in floats; a multiple of 16. It comes first.
    /// </summary>
    public required int TrainableFloats { get; init; }

    /// <summary>The size of the packed parameter arena in floats; a multiple of 16.</summary>
    public required int ParameterFloats { get; init; }

    /// <summary>What a model makes of the batch norms.</summary>
    public IReadOnlyList<BatchNormFold> Folds { get; init => field = FixedList.Of(value); } = FixedList.Of<BatchNormFold>([]);

    /// <summary>The weights that a model transforms when it is made.</summary>
    public IReadOnlyList<PreparedWeights> Prepared { get; init => field = FixedList.Of(value); } = FixedList.Of<PreparedWeights>([]);

    /// <summary>The size of all prepared weights in floats; a multiple of 16.</summary>
    public int PreparedFloats { get; init; }

    /// <summary>
    /// The vector widths, in bits, that the kernels are written in, the widest first: what the project's <c>CnnVectorWidths</c> says.
    /// </summary>
    public IReadOnlyList<int> VectorWidths { get; init => field = FixedList.Of(value); } = FixedList.Of<int>([512, 256, 128]);

    /// <summary>The inference plan.</summary>
    public required PassInfo Inference { get; init; }

    /// <summary>Whether there is a training plan; not where the network is declared for inference only.</summary>
    public bool Trains => _training is not null;

    /// <summary>The training plan.</summary>
    /// <exception cref="InvalidOperationException">There is none: <see cref="Trains"/> says so.</exception>
    public PassInfo Training
    {
        get => _training ?? throw new InvalidOperationException(
            $"{Name} is declared for predictions only and has no code that trains. To train it, leave 'Training = false' "
            + "('inference_only' in text) out of its declaration.");
        init => _training = value;
    }

    /// <summary>
    /// The batch norms of vectors, which have one value a channel in an instance: their statistics need two instances or more.
    /// </summary>
    public IReadOnlyList<string> VectorNorms { get; init => field = FixedList.Of(value); } = FixedList.Of<string>([]);

    /// <summary>
    /// The fewest instances of a training step: 2 where there are <see cref="VectorNorms"/>, else 1. Where an optimizer freezes all of
    /// them, a session takes 1 (<see cref="TrainingSession{TNetwork}.SmallestBatch"/>).
    /// </summary>
    public int SmallestBatch => VectorNorms.Count == 0 ? 1 : 2;

    /// <summary>Trainable parameters, without those of auxiliary classifiers.</summary>
    public long ParameterCount =>
        Parameters.Where(parameter => parameter is { IsTrainable: true, IsAuxiliary: false })
            .Sum(parameter => (long)parameter.ElementCount);

    /// <summary>Trainable parameters of auxiliary classifiers, which are there for training only.</summary>
    public long AuxiliaryParameterCount =>
        Parameters.Where(parameter => parameter is { IsTrainable: true, IsAuxiliary: true }).Sum(parameter => (long)parameter.ElementCount);

    /// <summary>Multiply-adds for one instance, forward to the output.</summary>
    public long MultiplyAdds => Layers.Where(layer => !layer.IsAuxiliary).Sum(layer => layer.MultiplyAdds);

    /// <summary>A table of the layers, one a line: outputs (height x width x channels), parameters, multiply-adds of an instance.</summary>
    public override string ToString() => NetworkSummary.Of(this);
}
