using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The mean over the outputs of (y - t)²; of a map over its pixels as well. PyTorch's <c>MSELoss</c>, Keras' <c>MeanSquaredError</c>.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.None ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale) =>
        Losses.MeanSquaredError(in outputs, in targets, ref gradient, pixels * channels, scale);
}
