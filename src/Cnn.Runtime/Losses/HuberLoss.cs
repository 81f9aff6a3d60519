namespace Cnn;

/// <summary>
/// The mean over the outputs of d²/2 where |d| is below <see cref="Delta"/>, and <see cref="Delta"/> × (|d| - <see cref="Delta"/>/2)
/// beyond, with d = y - t (Huber, "Robust estimation of a location parameter", 1964). PyTorch's <c>HuberLoss</c>, Keras' <c>Huber</c>.
/// </summary>
public sealed class HuberLoss : Loss
{
    /// <summary>Where the square becomes a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Delta { get; init => field = LossSettings.Positive(value, nameof(Delta)); } = 1;

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.None ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale) =>
        ElementLoss.Mean(in outputs, in targets, ref gradient, pixels * channels, scale, new Element(Delta));

    private protected override IEnumerable<string> Settings(int most) => Delta == 1 ? [] : [FormattableString.Invariant($"delta {Delta}")];

    private readonly record struct Element(double Delta) : IElementLoss
    {
        public double Of(double difference, out double slope)
        {
            double size = Math.Abs(difference);
            if (size >= Delta)
            {
                slope = difference > 0 ? Delta : -Delta;
                return Delta * (size - (Delta / 2));
            }
            slope = difference;
            return difference * difference / 2;
        }
    }
}
