namespace Cnn;

/// <summary>
/// The mean over the outputs of d²/(2 <see cref="Beta"/>) where |d| is below <see cref="Beta"/>, and |d| - <see cref="Beta"/>/2 beyond,
/// with d = y - t (Girshick, "Fast R-CNN", 2015): <see cref="HuberLoss"/> over its delta. PyTorch's <c>SmoothL1Loss</c>.
/// </summary>
public sealed class SmoothL1Loss : Loss
{
    /// <summary>Where the square becomes a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Beta { get; init => field = LossSettings.Positive(value, nameof(Beta)); } = 1;

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.None ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale) =>
        ElementLoss.Mean(in outputs, in targets, ref gradient, pixels * channels, scale, new Element(Beta));

    private protected override IEnumerable<string> Settings(int most) => Beta == 1 ? [] : [FormattableString.Invariant($"beta {Beta}")];

    private readonly record struct Element(double Beta) : IElementLoss
    {
        public double Of(double difference, out double slope)
        {
            double size = Math.Abs(difference);
            if (size >= Beta)
            {
                slope = difference > 0 ? 1 : -1;
                return size - (Beta / 2);
            }
            slope = difference / Beta;
            return difference * difference / (2 * Beta);
        }
    }
}
