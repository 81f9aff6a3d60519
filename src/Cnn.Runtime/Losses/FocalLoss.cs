using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The cross-entropy times (1 - p)^<see cref="Gamma"/>, p the probability of what is right, so that what is easy already counts little (Lin
/// et al., "Focal loss for dense object detection", 2017). After a softmax over class labels; after a sigmoid over float targets from 0 to
/// 1, the mean over the outputs. torchvision's <c>sigmoid_focal_loss</c>, Keras' <c>BinaryFocalCrossentropy</c> and
/// <c>CategoricalFocalCrossentropy</c>.
/// </summary>
public sealed class FocalLoss : Loss
{
    private readonly float[]? _weights;

    /// <summary>How much less the easy ones count; 0 is the cross-entropy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float Gamma { get; init => field = LossSettings.NotNegative(value, nameof(Gamma)); } = 2;

    /// <summary>
    /// After a sigmoid, what positives are multiplied by, negatives by 1 - alpha (the paper's 0.25); null for neither.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 1.</exception>
    public float? Alpha
    {
        get;
        init => field = value is null or (> 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Alpha), value, "Alpha must be above 0 and below 1.");
    }

    /// <summary>
    /// After a softmax, what each class counts where it is the label, [classes]; null for all alike. The mean divides by the sum of the
    /// labels' weights.
    /// </summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public IReadOnlyList<float>? ClassWeights
    {
        get => _weights is null ? null : FixedList.Of(_weights);
        init => _weights = LossSettings.Weights(value, nameof(ClassWeights));
    }

    /// <summary>After a softmax, the label of images or pixels that count for nothing; null for none.</summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    internal override TargetRange Range => TargetRange.Shares;

    /// <inheritdoc/>
    internal override int? LabelOfNothing => IgnoredLabel;

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Count)> SettingsOfChannels =>
        _weights is null ? [] : [(nameof(ClassWeights), _weights.Length)];

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) => output switch
    {
        OutputFunction.Softmax => TargetForms.Labels,
        OutputFunction.Sigmoid => TargetForms.Values,
        _ => TargetForms.None,
    };

    /// <inheritdoc/>
    internal override string? Contradiction(OutputFunction output) => output switch
    {
        OutputFunction.Softmax when Alpha is not null => $"{nameof(Alpha)} is of a sigmoid; weight classes by {nameof(ClassWeights)}",
        OutputFunction.Sigmoid when _weights is not null => $"{nameof(ClassWeights)} are of a softmax; weight positives by {nameof(Alpha)}",
        OutputFunction.Sigmoid when IgnoredLabel is not null => $"{nameof(IgnoredLabel)} is of a softmax, as labels are",
        _ => null,
    };

    /// <inheritdoc/>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) =>
        labels.IsEmpty ? instances : ClassMeans.SumOfWeights(labels, _weights, IgnoredLabel);

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        if (Unsafe.IsNullRef(in labels))
            return OfShares(in outputs, in targets, ref gradient, pixels * channels, scale);
        double sum = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int label = Unsafe.Add(ref Unsafe.AsRef(in labels), pixel);
            ref float x = ref Unsafe.Add(ref Unsafe.AsRef(in outputs), pixel * channels);
            Span<float> g = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, pixel * channels), channels);
            if (label == IgnoredLabel)
                g.Clear();
            else
                sum += OfLabel(in x, g, label, scale);
        }
        return (float)sum;
    }

    private protected override IEnumerable<string> Settings(int most)
    {
        if (Gamma != 2)
            yield return FormattableString.Invariant($"gamma {Gamma}");
        if (Alpha is { } alpha)
            yield return FormattableString.Invariant($"alpha {alpha}");
        if (_weights is not null)
            yield return "class weights " + LossSettings.Text(_weights, most);
        if (IgnoredLabel is { } ignored)
            yield return FormattableString.Invariant($"ignored label {ignored}");
    }

    // With q = 1 - p and δ the one-hot label, the gradient is (γ q^(γ-1) p log p - q^γ) (δ[k] - p[k]).
    private double OfLabel(ref readonly float logits, Span<float> gradient, int label, float scale)
    {
        double chosen = Unsafe.Add(ref Unsafe.AsRef(in logits), label);
        double sum = VectorMath.ExpOfDifferences(in logits, ref gradient[0], gradient.Length, out float largest);
        // What the others have: 1 - p without the digits that the difference would lose.
        double others = 0;
        for (int k = 0; k < gradient.Length; k++)
            others += k == label ? 0 : gradient[k];
        double weight = _weights is null ? 1 : _weights[label];
        double q = others / sum, p = gradient[label] / sum, logP = chosen - largest - Math.Log(sum);
        double power = Math.Pow(q, Gamma);
        // Where q is 0, q^(γ-1) log p is, too: log p is as small as q.
        double slope = (q > 0 && Gamma > 0 ? Gamma * power / q * p * logP : 0) - power;
        for (int k = 0; k < gradient.Length; k++)
        {
            double away = k == label ? q : -gradient[k] / sum;
            gradient[k] = (float)(weight * slope * away * scale);
        }
        return weight * -power * logP;
    }

    // With p = t σ(x) + (1 - t) (1 - σ(x)) and q = 1 - p, the gradient is α (γ q^(γ-1) log p - q^γ / p) (2t - 1) σ(x) (1 - σ(x)).
    private float OfShares(ref readonly float outputs, ref readonly float targets, ref float gradient, int count, float scale)
    {
        double share = (double)scale / count, sum = 0;
        for (int i = 0; i < count; i++)
        {
            double x = Unsafe.Add(ref Unsafe.AsRef(in outputs), i), t = Unsafe.Add(ref Unsafe.AsRef(in targets), i);
            double yes = Logistic.Sigmoid(x), no = Logistic.Sigmoid(-x);
            double p = (t * yes) + ((1 - t) * no), q = (t * no) + ((1 - t) * yes);
            double logP = t == 1 ? -Logistic.LogOnePlusExp(-x) : t == 0 ? -Logistic.LogOnePlusExp(x) : Math.Log(p);
            double alpha = Alpha is { } positive ? (t * positive) + ((1 - t) * (1 - (double)positive)) : 1;
            double power = Math.Pow(q, Gamma);
            // Where the target is 0 or 1, σ(x) (1 - σ(x)) / p is q, also where both are too small to be divided.
            double left = q > 0 && Gamma > 0 ? Gamma * power / q * logP * yes * no : 0;
            double right = power * (t is 0 or 1 ? q : yes * no / p);
            sum += alpha * -power * logP;
            Unsafe.Add(ref gradient, i) = (float)(alpha * (left - right) * ((2 * t) - 1) * share);
        }
        return (float)(sum / count);
    }
}
