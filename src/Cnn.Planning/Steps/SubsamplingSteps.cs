namespace Cnn.Planning;

/// <summary>Multiplies each channel by a number.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Scale">The factors.</param>
public sealed record ChannelScaleStep(string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Scale)
    : StepPlan(Name, Layer);

/// <summary>
/// The gradient of what 16 channels are multiplied by: the sum over pixels and instances of the input times the output's gradient. A unit
/// is a block of 16 channels.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">What was multiplied.</param>
/// <param name="Gradient">The gradient of the product.</param>
/// <param name="Scale">The factors' gradient.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
public sealed record ScaleGradientStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> Gradient, Write<GradientRef> Scale, int Blocks)
        : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Blocks;
}
