namespace Cnn.Planning;

/// <summary>What the graph asks about a layer family; it has no state of its own.</summary>
internal abstract class LayerTraits
{
    /// <summary>The type of spec that it is for.</summary>
    public abstract Type Layer { get; }

    /// <summary>What the layer does with the order of its input's elements.</summary>
    public virtual OrderUse UseOfOrder => OrderUse.Reads;

    /// <summary>Whether a node of it has the shape of the node that it reads: a map, where a flattening between them was nothing.</summary>
    public virtual bool KeepsShape => false;

    /// <summary>How it joins several inputs.</summary>
    public virtual JoinKind Join => JoinKind.None;

    /// <summary>Whether an activation right after it can be part of it.</summary>
    public virtual bool TakesActivation => false;

    /// <summary>Whether a batch norm right after it can be part of it at inference.</summary>
    public virtual bool TakesNorm => false;

    /// <summary>Whether it can add the other summand of a sum right after it to what it stores.</summary>
    public virtual bool TakesAddend => false;

    /// <summary>Whether it centres and scales what it reads: the weights before it are then drawn for the activation behind it.</summary>
    public virtual bool IsNormalization => false;

    /// <summary>Whether its way back works in place on the gradient, so that its input's gradient is its own.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether its way forward can work in place: each value that it writes is a function of the one in the same place.</summary>
    public virtual bool OverwritesAtInference => false;

    /// <summary>Whether its way back leaves the gradient of its output as it is.</summary>
    public virtual bool OnlyReadsGradient => false;

    /// <summary>
    /// Whether it reads the gradient of its output once more at a time that is not known, when it sums the gradient of its weights.
    /// </summary>
    public virtual bool ReadsGradientLate => false;

    /// <summary>Whether the layer needs no node: it is nothing, or part of the node before it, which it then changes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The node that it reads.</param>
    /// <param name="place">Where it stands.</param>
    public abstract bool IsJoined(LayerSpec layer, PlanNode before, LayerPlace place);

    /// <summary>The weighted sum that the layer is; null where it is none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of the tensor that it reads.</param>
    public abstract Contraction? ContractionOf(LayerSpec layer, TensorShape input);

    /// <summary>The pooling over rows and columns that the layer is and no more; null where it is none.</summary>
    public abstract Pooling? PoolingOf(LayerSpec layer);

    /// <summary>
    /// The layer's tensors that may be too large to be addressed, each with its floats, before anything is computed in 32 bits.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="trains">Whether the network is trained.</param>
    public abstract IEnumerable<(string What, long Floats)> LargeTensors(LayerSpec layer, bool trains);
}
