namespace Cnn;

/// <summary>
/// The mean over the outputs of |y - t|, which outliers move less than squares; its slope where they are equal is 0. PyTorch's
/// <c>L1Loss</c>, Keras' <c>MeanAbsoluteError</c>.
/// </summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.None ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale) =>
        ElementLoss.Mean(in outputs, in targets, ref gradient, pixels * channels, scale, default(Element));

    private readonly struct Element : IElementLoss
    {
        public double Of(double difference, out double slope)
        {
            // What is not a number stays so, and is found.
            slope = difference > 0 ? 1 : difference < 0 ? -1 : difference;
            return Math.Abs(difference);
        }
    }
}
