namespace Cnn.Dsl;

/// <summary>A network as it is meant. Both spellings of one network give equal specs: no source range is in it.</summary>
/// <param name="Namespace">The namespace of its class; empty for the global one.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="Batch">Instances of a training step; 0 where the network is for inference only.</param>
/// <param name="InferenceBatch">Instances of a prediction.</param>
/// <param name="Layers">The layers, the input first, each after the ones that it reads.</param>
/// <param name="Loss">What training minimises.</param>
/// <param name="Optimizer">The optimiser that it is trained with, whose state a training session is planned with.</param>
public sealed record NetworkSpec(
    string Namespace,
    string Name,
    int Batch,
    int InferenceBatch,
    EquatableArray<LayerSpec> Layers,
    LossSpec Loss,
    OptimizerSpec Optimizer)
{
    /// <summary>The most bytes that a training session may take; null where nothing is declared.</summary>
    public long? TrainingBudget { get; init; }

    /// <summary>How convolutions are computed, where there is a choice.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>Whether it can be trained, or is for inference only.</summary>
    public bool Trains => Batch > 0;

    /// <summary>The batch norms of vectors that training runs, auxiliary classifiers' among them.</summary>
    public IEnumerable<LayerSpec> VectorNorms => Trains ? Layers.Where(layer => layer.NeedsSeveralInstances) : [];

    /// <summary>The fewest instances of a training step: two where a batch norm of vectors would have one value a channel.</summary>
    public int SmallestBatch => VectorNorms.Any() ? 2 : 1;

    /// <summary>The shape of one input instance.</summary>
    public TensorShape Input => Layers[0].Output;

    /// <summary>Whether sessions take pixels as bytes, too.</summary>
    public bool TakesBytes => Layers[0].AcceptsBytes;

    /// <summary>What is made of a pixel before any layer sees it.</summary>
    public InputNormalization Normalization => Layers[0].PixelNormalization;

    /// <summary>The shape of one output instance.</summary>
    public TensorShape Output => Layers[Layers.Count - 1].Output;

    /// <summary>Trainable parameters of the layers that lead to the output.</summary>
    public long ParameterCount => MainNetwork.Of(this).Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Trainable parameters of auxiliary classifiers.</summary>
    public long AuxiliaryParameterCount => Layers.Sum(layer => layer.ParameterCount) - ParameterCount;

    /// <summary>Multiply-adds for one instance, forward to the output; <see cref="long.MaxValue"/> where they are more.</summary>
    public long MultiplyAdds =>
        MainNetwork.Of(this).Layers.Aggregate(
            0L, (sum, layer) => sum > long.MaxValue - layer.MultiplyAdds ? long.MaxValue : sum + layer.MultiplyAdds);
}
