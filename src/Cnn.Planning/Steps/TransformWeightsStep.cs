namespace Cnn.Planning;

/// <summary>
/// Transforms a kernel for Winograd's algorithm, <c>[maps/16][elements][channels][16]</c>; for the way back with its maps and channels
/// exchanged and the kernel turned. A unit is a block of 16 of what comes first.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Form">The form.</param>
/// <param name="From">The kernel, as the parameters have it.</param>
/// <param name="To">The transformed one.</param>
/// <param name="Weight">What the kernel is.</param>
/// <param name="IsTurned">Whether it is for the way back.</param>
public sealed record TransformWeightsStep(
    string Name, string Layer, WinogradForm Form, Read<ParameterRef> From, Write<SharedRef> To, ParameterSpec Weight, bool IsTurned)
        : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => ((IsTurned ? Weight.Channels : Weight.Maps) + TensorGeometry.Lanes - 1) / TensorGeometry.Lanes;
}
