using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// 1 - the mean over the classes of (2 Σ p t + <see cref="Smooth"/>) / (Σ p + Σ t + <see cref="Smooth"/>), p the probabilities of a
/// softmax, t 1 for the label and else 0: how little of what a class is told to have it shares with what it is given, however few pixels
/// it has (Milletari et al., "V-Net", 2016, who square p and t below the line). The sums are over the pixels of all images of a step.
/// </summary>
/// <remarks>
/// The loss of a batch is no mean of losses of images: each image's gradient depends on the others'. Where gradients are accumulated, each
/// part is a batch of its own. An evaluation meets one image after the other: its loss is the mean of theirs, each taken alone.
/// </remarks>
public sealed class DiceLoss : Loss
{
    // Of so many sums, an image that is alone has them on the stack.
    private const int FewSums = 384;

    /// <summary>
    /// What is added above and below the line, so that a class without pixels counts as right where it is given next to nothing. With 0
    /// such a class counts as wholly wrong, whatever it is given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float Smooth { get; init => field = LossSettings.NotNegative(value, nameof(Smooth)); } = 1;

    /// <summary>The label of images or pixels that count for nothing; null for none.</summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    internal override int? LabelOfNothing => IgnoredLabel;

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.Softmax ? TargetForms.Labels : TargetForms.None;

    /// <inheritdoc/>
    // Σ p t of each class, then Σ p, then Σ t.
    internal override int SumsOf(int channels) => 3 * channels;

    /// <inheritdoc/>
    internal override void Gather(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float scratch, int pixels, int channels,
        Span<double> sums)
    {
        sums.Clear();
        Span<double> shared = sums[..channels], given = sums.Slice(channels, channels), told = sums.Slice(2 * channels, channels);
        Span<float> e = MemoryMarshal.CreateSpan(ref scratch, channels);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int label = Unsafe.Add(ref Unsafe.AsRef(in labels), pixel);
            if (label == IgnoredLabel)
                continue;
            double sum = VectorMath.ExpOfDifferences(
                in Unsafe.Add(ref Unsafe.AsRef(in outputs), pixel * channels), ref e[0], channels, out _);
            for (int k = 0; k < e.Length; k++)
                given[k] += e[k] / sum;
            shared[label] += e[label] / sum;
            told[label]++;
        }
    }

    /// <inheritdoc/>
    // With N above the line, D below it and C classes, the derivative by p is (N / D - 2 t) / (C D): what is left of the sums is, of each
    // class, N / (C D²), and 2 / (C D).
    internal override double Conclude(Span<double> sums, int instances, int channels)
    {
        double overlap = 0;
        for (int k = 0; k < channels; k++)
        {
            double above = (2 * sums[k]) + Smooth, below = sums[channels + k] + sums[(2 * channels) + k] + Smooth;
            // Without smoothing, of a class that nothing is told and nothing is given. What is not a number stays so, and is found.
            double inverse = below == 0 ? 0 : 1 / below, share = instances * inverse / channels;
            overlap += above * inverse;
            sums[k] = share * above * inverse;
            sums[channels + k] = 2 * share;
        }
        return 1 - (overlap / channels);
    }

    /// <inheritdoc/>
    internal override void WriteGradient(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale, ReadOnlySpan<double> slopes)
    {
        ReadOnlySpan<double> ofGiven = slopes[..channels], ofShared = slopes.Slice(channels, channels);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int label = Unsafe.Add(ref Unsafe.AsRef(in labels), pixel);
            Span<float> g = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, pixel * channels), channels);
            if (label == IgnoredLabel)
            {
                g.Clear();
                continue;
            }
            double sum = VectorMath.ExpOfDifferences(
                in Unsafe.Add(ref Unsafe.AsRef(in outputs), pixel * channels), ref g[0], channels, out _);
            // Back through the softmax: p[k] (s[k] - Σ p s), s the slopes by p.
            double mean = -ofShared[label] * g[label];
            for (int k = 0; k < g.Length; k++)
                mean += ofGiven[k] * g[k];
            mean /= sum;
            double share = scale / sum;
            for (int k = 0; k < g.Length; k++)
                g[k] = (float)(g[k] * share * (ofGiven[k] - (k == label ? ofShared[k] : 0) - mean));
        }
    }

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        Span<double> sums = SumsOf(channels) <= FewSums ? stackalloc double[FewSums] : new double[SumsOf(channels)];
        double loss = Alone(in outputs, in labels, ref gradient, pixels, channels, sums[..SumsOf(channels)]);
        WriteGradient(in outputs, in labels, in targets, ref gradient, pixels, channels, scale, sums);
        return (float)loss;
    }

    /// <inheritdoc/>
    internal override double Value(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> scratch, int channels)
    {
        Span<double> sums = SumsOf(channels) <= FewSums ? stackalloc double[FewSums] : new double[SumsOf(channels)];
        return Alone(
            ref MemoryMarshal.GetReference(outputs), ref MemoryMarshal.GetReference(labels), ref MemoryMarshal.GetReference(scratch),
            outputs.Length / channels, channels, sums[..SumsOf(channels)]);
    }

    private protected override IEnumerable<string> Settings(int most)
    {
        if (Smooth != 1)
            yield return FormattableString.Invariant($"smooth {Smooth}");
        if (IgnoredLabel is { } ignored)
            yield return FormattableString.Invariant($"ignored label {ignored}");
    }

    // An instance as a batch of its own.
    private double Alone(
        ref readonly float outputs, ref readonly int labels, ref float scratch, int pixels, int channels, Span<double> sums)
    {
        Gather(in outputs, in labels, in Unsafe.NullRef<float>(), ref scratch, pixels, channels, sums);
        return Conclude(sums, 1, channels);
    }
}
