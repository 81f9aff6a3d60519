namespace Cnn.Planning;

/// <summary>A convolution by Winograd's algorithm, forward or the gradient of its input.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Purpose">What is computed.</param>
/// <param name="Geometry">Its tiles.</param>
/// <param name="From">The tensor that is read.</param>
/// <param name="FirstTile">Where its first tile begins.</param>
/// <param name="Weights">The transformed weights.</param>
/// <param name="To">The tensor that is written.</param>
/// <param name="Bias">The bias; null where there is none.</param>
/// <param name="Operand">The tensor that the epilogue reads; null where it reads none.</param>
/// <param name="Epilogue">What happens to a sum before it is stored.</param>
/// <param name="IsRange">Whether the tiles of several instances are blocks together.</param>
/// <param name="MultiplyAdds">Multiply-adds of one instance, counted as direct work.</param>
/// <param name="Reason">Why it was chosen.</param>
public sealed record WinogradStep(
    string Name,
    string Layer,
    ContractionPurpose Purpose,
    WinogradGeometry Geometry,
    Read<TensorRef> From,
    int FirstTile,
    Read<Operand> Weights,
    Sum<TensorRef> To,
    Read<ParameterRef>? Bias,
    Read<TensorRef>? Operand,
    Epilogue Epilogue,
    bool IsRange,
    long MultiplyAdds,
    string Reason) : StepPlan(Name, Layer)
{
    /// <summary>What sums begin with.</summary>
    public SumStart Start => To.Accumulates ? SumStart.Result : Bias is null ? SumStart.Zero : SumStart.Bias;

    /// <summary>
    /// Whether the operand is added to a sum before anything else happens to it: the other summand of an addition that follows.
    /// </summary>
    public bool AddsOperand { get; init; }

    /// <summary>Whether there are more weights than a core keeps in its second-level cache.</summary>
    public bool HasLargeWeights { get; init; }

    /// <summary>Whether the input is no longer in the caches, so that it had better be fetched in advance.</summary>
    public bool IsFar => IsRange;

    /// <summary>The kernel that multiplies, and its plan.</summary>
    public ContractionPart? Product { get; init; }

    /// <inheritdoc/>
    public override StepScope Scope => IsRange ? StepScope.Range : StepScope.Instance;

    /// <inheritdoc/>
    public override bool IsSplit => true;

    /// <inheritdoc/>
    public override bool IsShared => IsRange && HasLargeWeights;
}
