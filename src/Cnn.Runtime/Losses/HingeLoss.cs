using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// The margins by which the label's score is not above the others', Σ max(0, <see cref="Margin"/> - y[label] + y[k])^p / classes over the
/// other classes k, p 1 or, <see cref="Squared"/>, 2 (Crammer and Singer, 2001; Weston and Watkins, 1999); of a map at each pixel. For a
/// network that ends in scores, without a softmax. PyTorch's <c>MultiMarginLoss</c>.
/// </summary>
public sealed class HingeLoss : Loss
{
    private readonly float[]? _weights;

    /// <summary>By how much the label's score is to be above the others'.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Margin { get; init => field = LossSettings.Positive(value, nameof(Margin)); } = 1;

    /// <summary>Whether margins are squared.</summary>
    public bool Squared { get; init; }

    /// <summary>
    /// What each class counts where it is the label, [classes]; null for all alike. The mean divides by the number of instances.
    /// </summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public IReadOnlyList<float>? ClassWeights
    {
        get => _weights is null ? null : FixedList.Of(_weights);
        init => _weights = LossSettings.Weights(value, nameof(ClassWeights));
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Count)> SettingsOfChannels =>
        _weights is null ? [] : [(nameof(ClassWeights), _weights.Length)];

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.None ? TargetForms.Labels : TargetForms.None;

    /// <inheritdoc/>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) => (double)instances * pixels;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        double sum = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int label = Unsafe.Add(ref Unsafe.AsRef(in labels), pixel);
            ReadOnlySpan<float> y = MemoryMarshal.CreateReadOnlySpan(
                in Unsafe.Add(ref Unsafe.AsRef(in outputs), pixel * channels), channels);
            Span<float> g = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, pixel * channels), channels);
            double share = (_weights is null ? 1.0 : _weights[label]) / channels;
            double own = 0;
            for (int k = 0; k < channels; k++)
            {
                double missing = k == label ? 0 : (double)Margin - y[label] + y[k];
                // What is not a number stays so, and is found.
                if (missing <= 0)
                {
                    g[k] = 0;
                    continue;
                }
                double slope = share * (Squared ? 2 * missing : 1);
                sum += share * (Squared ? missing * missing : missing);
                own += slope;
                g[k] = (float)(slope * scale);
            }
            g[label] = (float)(-own * scale);
        }
        return (float)sum;
    }

    private protected override IEnumerable<string> Settings(int most)
    {
        if (Squared)
            yield return "squared";
        if (Margin != 1)
            yield return FormattableString.Invariant($"margin {Margin}");
        if (_weights is not null)
            yield return "class weights " + LossSettings.Text(_weights, most);
    }
}
