namespace Cnn.Planning;

/// <summary>What a contraction computes for its layer.</summary>
public enum ContractionPurpose
{
    /// <summary>The layer's output.</summary>
    Forward,

    /// <summary>The gradient of its input.</summary>
    DataGradient,

    /// <summary>The gradient of its weights.</summary>
    WeightGradient,
}

/// <summary>
/// Says which weights of a unit of work may be of channels that their map does not read: their gradients become zero, so that they stay
/// zero.
/// </summary>
/// <param name="FirstBlock">The first unit's block of 16 maps.</param>
/// <param name="BlockStep">From one unit's block to the next unit's.</param>
/// <param name="Rows">Rows of the kernel; where they are units, too, those of one block follow one another.</param>
public sealed record UnconnectedWeights(int FirstBlock, int BlockStep, int Rows);

/// <summary>A convolution or a dense layer, in one direction.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Purpose">What is computed.</param>
/// <param name="A">The operand whose values are broadcast.</param>
/// <param name="B">The operand whose values are read 16 at a time.</param>
/// <param name="C">The result.</param>
/// <param name="Y">
/// The values at which a derivative is taken, or the other summand of an addition that follows; null where there is neither.
/// </param>
/// <param name="Bias">The bias; null where there is none.</param>
/// <param name="Parts">The contractions that make it up.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance.</param>
public sealed record ContractionStep(
    string Name,
    string Layer,
    ContractionPurpose Purpose,
    Read<Operand> A,
    Read<Operand> B,
    Sum<Operand> C,
    Read<Operand>? Y,
    Read<ParameterRef>? Bias,
    EquatableArray<ContractionPart> Parts,
    long MultiplyAdds) : StepPlan(Name, Layer)
{
    /// <summary>Why the convolution is computed directly; empty where there was no choice.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// The weights whose gradients are cleared; null where all are connected, and for other purposes than the gradient of weights.
    /// </summary>
    public UnconnectedWeights? Unconnected { get; init; }

    /// <inheritdoc/>
    public override StepScope Scope => Parts[0].Plan.Instances switch
    {
        InstanceRole.Outer => StepScope.Instance,
        InstanceRole.Row => StepScope.Range,
        _ => StepScope.Unit,
    };

    /// <inheritdoc/>
    public override int Units => Scope == StepScope.Unit ? Parts[0].Plan.Units : 0;

    /// <summary>
    /// Whether there is so much work in a call that threads may share it; never for gradients of weights, which have units.
    /// </summary>
    public bool IsWorthSplitting { get; init; }

    /// <inheritdoc/>
    public override bool IsSplit => Parts[0].Plan.IsSplit;

    // In a contraction whose rows are instances, each multiply-add of one instance has a weight of its own.
    /// <inheritdoc/>
    public override bool IsShared => Scope == StepScope.Range && IsWorthSplitting;
}

/// <summary>
/// Sums the gradient of a layer's output over pixels and instances: the gradient of its bias. A unit is a block of 16 maps.
/// </summary>
public sealed record BiasGradientStep(string Name, string Layer, Read<TensorRef> Gradient, Write<GradientRef> Bias, int Blocks)
    : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Blocks;
}

/// <summary>
/// Turns a layer's weights for the gradient of its input: <c>[channels/16][rows][columns][maps][16]</c>. A unit is a block of 16 channels.
/// </summary>
public sealed record TransposeStep(string Name, string Layer, Read<ParameterRef> From, Write<SharedRef> To, ParameterSpec Weight)
    : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => (Weight.Channels * Weight.Groups + TensorGeometry.Lanes - 1) / TensorGeometry.Lanes;
}
