namespace Cnn.Planning;

/// <summary>
/// Copies an image from the caller into the arena, and normalises it there: (pixel - mean) / deviation. A halo stays zero.
/// </summary>
public sealed record CopyImageStep(string Name, string Layer, Write<TensorRef> To) : StepPlan(Name, Layer)
{
    /// <summary>One number for all channels, or one a channel; none where nothing is normalised.</summary>
    public EquatableArray<float> Mean { get; init; }

    /// <summary>As many as there are means.</summary>
    public EquatableArray<float> Deviation { get; init; }

    /// <summary>Whether the caller may hand in bytes instead of floats.</summary>
    public bool TakesBytes { get; init; }
}

/// <summary>Writes zeros around a map whose place another tensor used before.</summary>
public sealed record ClearHaloStep(string Name, string Layer, Write<TensorRef> Tensor) : StepPlan(Name, Layer);

/// <summary>Makes a vector of a map, in row, column, channel order.</summary>
public sealed record FlattenStep(string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To) : StepPlan(Name, Layer);

/// <summary>Makes a map of a vector, in row, column, channel order.</summary>
public sealed record UnflattenStep(string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To) : StepPlan(Name, Layer);

/// <summary>Writes the output as the caller reads it, channels last.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The last layer.</param>
/// <param name="From">The last layer's tensor.</param>
/// <param name="Output">The batch's outputs.</param>
/// <param name="Logits">Where the values before the sigmoid, or before the softmax of a map, are kept; null where there is none.</param>
/// <param name="Softmax">Whether scores become probabilities on the way.</param>
public sealed record WriteOutputStep(
    string Name, string Layer, Read<TensorRef> From, Write<SharedRef> Output, Write<SharedRef>? Logits, bool Softmax)
        : StepPlan(Name, Layer);

/// <summary>
/// Computes an instance's loss and the gradient of the mean loss with respect to the last layer's output before its softmax or sigmoid.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The last layer.</param>
/// <param name="From">The last layer's tensor.</param>
/// <param name="Gradient">Its gradient.</param>
/// <param name="Rows">The last layer's output, channels last, where it is a map; null where it is a vector, which needs no copy.</param>
/// <param name="RowsGradient">The gradient, channels last; null likewise.</param>
/// <param name="Losses">The batch's losses; an auxiliary classifier's is added to what is there.</param>
public sealed record LossStep(
    string Name, string Layer, Read<TensorRef> From, Write<TensorRef> Gradient, Write<TensorRef>? Rows,
    Write<TensorRef>? RowsGradient, Sum<SharedRef> Losses) : StepPlan(Name, Layer)
{
    /// <summary>What the loss and its gradient are multiplied by.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether the loss is added to what is there: an auxiliary classifier's is.</summary>
    public bool IsAdded => Losses.Accumulates;
}
