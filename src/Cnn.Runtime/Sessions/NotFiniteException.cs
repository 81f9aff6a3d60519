namespace Cnn;

/// <summary>The part of a training step that wrote a number.</summary>
public enum StepPart
{
    /// <summary>From the images to the loss, the statistics of batch norms among it.</summary>
    Forward,

    /// <summary>From the loss back to the first layer.</summary>
    Backward,

    /// <summary>The gradients of the parameters.</summary>
    Gradient,

    /// <summary>The optimizer's update, or that of running statistics.</summary>
    Update,

    /// <summary>None: it was there before the step.</summary>
    Before,
}

/// <summary>
/// A training session that was asked to (<see cref="TrainingOptions.DetectNonFinite"/>) found where a number first became NaN or infinite.
/// The network's parameters and what the optimizer keeps are as they were before the step.
/// </summary>
public sealed class NotFiniteException : Exception
{
    internal NotFiniteException(long step, StepPart part, string? layer, string tensor, float value, IReadOnlyList<int> index, string where)
        : base(FormattableString.Invariant($"Step {step}: {tensor} holds {value}{where}{PartOf(part, layer)}. ")
            + "It is the first number that is not finite. The network's parameters are as they were before the step.")
    {
        (Step, Part, Layer, Tensor, Value, Index) = (step, part, layer, tensor, value, index);
    }

    /// <summary>
    /// Which image of the data it is of, where a <see cref="Trainer{TNetwork}"/> took the step, whose batches are shuffled; null elsewhere,
    /// and where it is of no single image.
    /// </summary>
    public int? Image { get; internal init; }

    /// <summary>The step, from 1.</summary>
    public long Step { get; }

    /// <summary>The part of the step that wrote it.</summary>
    public StepPart Part { get; }

    /// <summary>The layer that wrote it; null for an update, and for what was there before.</summary>
    public string? Layer { get; }

    /// <summary>
    /// The tensor: a layer's output (<c>conv1</c>), its gradient (<c>d conv1</c>), a parameter's gradient (<c>d conv1.weight</c>) or a
    /// parameter (<c>conv1.weight</c>).
    /// </summary>
    public string Tensor { get; }

    /// <summary>NaN, or an infinity.</summary>
    public float Value { get; }

    /// <summary>
    /// Where it is in the tensor: instance, row, column, channel; of a parameter, its indices in the weight file's shape. Empty where it
    /// has no place that users know, in a batch norm's statistics for example.
    /// </summary>
    public IReadOnlyList<int> Index { get; }

    private static string PartOf(StepPart part, string? layer) => part switch
    {
        StepPart.Forward => $", written by layer {layer} on the way forward",
        StepPart.Backward => $", written by layer {layer} on the way back",
        StepPart.Gradient => $", computed by layer {layer} on the way back",
        StepPart.Update => ", written by the update",
        _ => ", from before the step",
    };
}
