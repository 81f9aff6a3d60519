namespace Cnn.Planning;

/// <summary>A layer that writes a tensor of its own, after the ones that need none have been joined with their neighbours.</summary>
internal sealed class PlanNode(int position, LayerSpec layer, LayerTraits traits, IReadOnlyList<int> inputs, TensorShape shape)
{
    /// <summary>Its position among the nodes.</summary>
    public int Position { get; } = position;

    /// <summary>The layer.</summary>
    public LayerSpec Layer { get; } = layer;

    /// <summary>What is true of all layers of its kind.</summary>
    public LayerTraits Traits { get; } = traits;

    /// <summary>The nodes that it reads; none for the network's input.</summary>
    public IReadOnlyList<int> Inputs { get; } = inputs;

    /// <summary>The first node that it reads.</summary>
    public int Input => Inputs[0];

    /// <summary>Whether it is the network's input.</summary>
    public bool IsInput => Inputs.Count == 0;

    /// <summary>
    /// The shape that its tensor has in memory: a map, where a flattening is only a matter of how a dense layer reads it.
    /// </summary>
    public TensorShape Shape { get; } = shape;

    /// <summary>The weighted sum that it is; null for other nodes.</summary>
    public Contraction? Contraction { get; init; }

    /// <summary>The pooling over rows and columns that it is; null for other nodes.</summary>
    public Pooling? Pooling { get; init; }

    /// <summary>The activation that its outputs pass through before they are stored.</summary>
    public Activation Activation { get; set; }

    /// <summary>
    /// The batch norm that is part of it at inference: its weights are scaled by it when a model is made, and its bias is the batch norm's.
    /// Null for none.
    /// </summary>
    public LayerSpec? Norm { get; set; }

    /// <summary>Whether an activation right after it can be part of it.</summary>
    public bool CanActivate => Traits.TakesActivation && Activation == Activation.None;

    /// <summary>Whether a batch norm right after it can be part of it at inference.</summary>
    public bool CanNormalize => Traits.TakesNorm && Activation == Activation.None && Norm is null;

    /// <summary>
    /// Whether it broadcasts single values of its input, wherever they lie, to the maps of its output; a depth-wise convolution reads
    /// blocks of channels.
    /// </summary>
    public bool Broadcasts => Contraction is { IsDepthwise: false };

    /// <summary>The window of a contraction.</summary>
    public SpatialWindow Window => Contraction?.Window ?? throw new InvalidOperationException($"Layer '{Layer.Name}' is no weighted sum.");
}
