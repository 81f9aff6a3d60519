namespace Cnn.Planning;

/// <summary>Applies a function to each value; in place where both tensors are one.</summary>
public sealed record ActivationStep(string Name, string Layer, Activation Activation, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);

/// <summary>Multiplies a gradient, in place, by the derivative of an activation.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Activation">The activation.</param>
/// <param name="At">Its output; its input where the derivative is not a function of the output.</param>
/// <param name="Gradient">The gradient of its output, which becomes the one of its input.</param>
public sealed record ActivationBackwardStep(
    string Name, string Layer, Activation Activation, Read<TensorRef> At, Update<TensorRef> Gradient) : StepPlan(Name, Layer);

/// <summary>Drops values at random.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Rate">The share that is dropped.</param>
/// <param name="Stream">A number of the layer's own, so that no two layers draw the same numbers.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
public sealed record DropoutStep(string Name, string Layer, double Rate, int Stream, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);

/// <summary>Drops the gradient of the values that were dropped, in place, by drawing the same numbers again.</summary>
public sealed record DropoutBackwardStep(string Name, string Layer, double Rate, int Stream, Update<TensorRef> Gradient)
    : StepPlan(Name, Layer);
