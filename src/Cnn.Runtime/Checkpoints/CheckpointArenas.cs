using Cnn.Runtime;

namespace Cnn;

/// <summary>The memory that a checkpoint holds the tensors of.</summary>
/// <param name="Info">The network.</param>
/// <param name="Parameters">What the next step begins with.</param>
/// <param name="Average">An average of the parameters; null where there is none.</param>
/// <param name="State">What the optimizer keeps: as many times the parameters that are trained as it has states.</param>
internal sealed record CheckpointArenas(NetworkInfo Info, Arena Parameters, Arena? Average, Arena State)
{
    /// <summary>The parameters under their own names, which a weight file has as well: the average, where there is one.</summary>
    public StoredTensor[] Weights => [.. Info.Parameters.Select(parameter => StoredTensor.Of(parameter, Average ?? Parameters))];

    /// <summary>What else there is.</summary>
    public StoredTensor[] Rest =>
    [
        .. Average is null ? [] : Info.Parameters.Select(parameter => new StoredTensor(
            CheckpointNames.Trained(parameter.Name), parameter, Parameters, parameter.Offset)),
        .. Enumerable.Range(0, Info.TrainableFloats == 0 ? 0 : State.Length / Info.TrainableFloats).SelectMany(index => Trainable
            .Select(parameter => new StoredTensor(
                CheckpointNames.State(index, parameter.Name), parameter, State, (index * Info.TrainableFloats) + parameter.Offset))),
    ];

    private IEnumerable<ParameterInfo> Trainable => Info.Parameters.Where(parameter => parameter.IsTrainable);
}
