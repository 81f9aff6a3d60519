namespace Cnn.Planning;

/// <summary>A layer that writes a tensor of its own, after the ones that need none have been joined with their neighbours.</summary>
internal sealed class PlanNode(int position, LayerSpec layer, IReadOnlyList<int> inputs, TensorShape shape)
{
    /// <summary>Its position among the nodes.</summary>
    public int Position { get; } = position;

    /// <summary>The layer.</summary>
    public LayerSpec Layer { get; } = layer;

    /// <summary>The nodes that it reads; none for the network's input.</summary>
    public IReadOnlyList<int> Inputs { get; } = inputs;

    /// <summary>The first node that it reads.</summary>
    public int Input => Inputs[0];

    /// <summary>The shape that its tensor has in memory: a map, where a flattening is only a matter of how a dense layer reads it.</summary>
    public TensorShape Shape { get; } = shape;

    /// <summary>The activation that its outputs pass through before they are stored.</summary>
    public Activation Activation { get; set; }

    /// <summary>The batch norm that is part of it at inference: its weights are scaled by it when a model is made, and its bias is the batch norm's. Null for none.</summary>
    public BatchNormSpec? Norm { get; set; }

    /// <summary>Whether a convolution or a dense layer.</summary>
    public bool IsContraction => Layer is ConvolutionSpec or DenseSpec;

    /// <summary>Whether a convolution each of whose maps reads the channel of its own number.</summary>
    public bool IsDepthwise => Layer is ConvolutionSpec { Kernel.IsDepthwise: true };

    /// <summary>Whether an activation right after it can be part of it.</summary>
    public bool CanActivate => (IsContraction || Layer is AddSpec or BatchNormSpec or SubsamplingSpec) && Activation == Activation.None;

    /// <summary>Whether a batch norm right after it can be part of it at inference.</summary>
    public bool CanNormalize => IsContraction && Activation == Activation.None && Norm is null;

    /// <summary>Whether its backward works in place on the gradient, so that its input's gradient is its own.</summary>
    public bool IsElementwise => Layer is ActivationSpec or DropoutSpec or BatchNormSpec;

    /// <summary>
    /// Whether a dense layer that reads a vector: its weights lie by the map that the vector is made of, in the order of the vector's elements.
    /// </summary>
    public bool ReadsVector { get; init; }

    /// <summary>The window of a convolution; a dense layer's covers the whole map.</summary>
    public SpatialWindow Window => Layer switch
    {
        ConvolutionSpec convolution => convolution.Window,
        DenseSpec when ReadsVector => new(1, 1, 1, 1, 0, 0, 0, 0),
        DenseSpec dense => new(dense.Map.Height, dense.Map.Width, 1, 1, 0, 0, 0, 0),
        PoolSpec pool => pool.Window,
        SubsamplingSpec pool => pool.Window,
        _ => throw new InvalidOperationException($"Layer '{Layer.Name}' has no window."),
    };
}
