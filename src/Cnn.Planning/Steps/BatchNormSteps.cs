namespace Cnn.Planning;

/// <summary>
/// A batch norm's mean and variance of 16 channels over all instances, and the step of its running averages towards them. A unit is a block
/// of 16 channels.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="Statistics">Where the records lie in the shared part, one for each block.</param>
/// <param name="Gamma">Where γ lies among the parameters.</param>
/// <param name="RunningMean">Where the running mean lies among the parameters.</param>
/// <param name="RunningVariance">Where the running variance lies among the parameters.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Momentum">The batch's weight in the running averages.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
public sealed record BatchStatisticsStep(
    string Name, string Layer, Read<TensorRef> From, Write<SharedRef> Statistics, Read<ParameterRef> Gamma,
    Update<ParameterRef> RunningMean, Update<ParameterRef> RunningVariance, double Epsilon, double Momentum, int Blocks)
    : StepPlan(Name, Layer)
{
    /// <summary>
    /// Floats that a training step remembers of 16 channels: the mean in two parts, variance, 1 / deviation, γ / deviation, and two that
    /// the way back adds.
    /// </summary>
    public const int RecordFloats = 7 * TensorGeometry.Lanes;

    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Blocks;
}

/// <summary>Centres and scales each channel by its batch's statistics.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Statistics">Where the records lie in the shared part.</param>
/// <param name="Beta">Where β lies among the parameters.</param>
/// <param name="Epilogue">What happens to a value before it is stored.</param>
public sealed record NormalizeStep(
    string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To, Read<SharedRef> Statistics, Read<ParameterRef> Beta,
    Epilogue Epilogue) : StepPlan(Name, Layer)
{
    /// <summary>The other summand of an addition that follows, before the epilogue; null where there is none.</summary>
    public Read<TensorRef>? Addend { get; init; }
}

/// <summary>
/// The gradients of a batch norm's γ and β, for 16 channels over all instances, and what the gradient of its input needs of them.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The input.</param>
/// <param name="Gradient">The gradient of the output.</param>
/// <param name="Statistics">Where the records lie in the shared part.</param>
/// <param name="Gamma">Where γ's gradient lies among the gradients.</param>
/// <param name="Beta">Where β's gradient lies among the gradients.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
public sealed record NormalizationGradientStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> Gradient, Update<SharedRef> Statistics, Write<GradientRef> Gamma,
    Write<GradientRef> Beta, int Blocks) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Blocks;
}

/// <summary>The gradient of a batch norm's input; in place where it is the tensor of the output's gradient.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The input.</param>
/// <param name="From">The gradient of the output.</param>
/// <param name="To">The gradient of the input.</param>
/// <param name="Statistics">Where the records lie in the shared part.</param>
public sealed record NormalizeBackwardStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> From, Write<TensorRef> To, Read<SharedRef> Statistics)
        : StepPlan(Name, Layer);

/// <summary>Multiplies each channel by a number and adds another: what is left of a batch norm at inference.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Scale">Where the factors lie among the parameters.</param>
/// <param name="Shift">Where the addends lie among the parameters.</param>
/// <param name="Epilogue">What happens to a value before it is stored.</param>
public sealed record ChannelAffineStep(
    string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Scale, Read<ParameterRef> Shift,
    Epilogue Epilogue) : StepPlan(Name, Layer)
{
    /// <summary>The other summand of an addition that follows, before the epilogue; null where there is none.</summary>
    public Read<TensorRef>? Addend { get; init; }
}
