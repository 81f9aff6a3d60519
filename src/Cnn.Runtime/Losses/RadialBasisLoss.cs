using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// LeNet-5's criterion over the distances of radial basis functions, y[label] + log(e^-j + Σ e^-y[k]) with j = 0.1 (LeCun et al.,
/// "Gradient-based learning applied to document recognition", 1998, eq. 9).
/// </summary>
public sealed class RadialBasisLoss : Loss
{
    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.RadialBasis ? TargetForms.Labels : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale) =>
        Losses.RadialBasis(in outputs, ref gradient, channels, labels, scale);

    /// <inheritdoc/>
    internal override double Value(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> scratch, int channels) =>
        Losses.RadialBasis(outputs, labels[0]);
}
