using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The cross-entropy of a softmax over class labels, -log p[label], or over target probabilities, -Σ t[k] log p[k]; of a map at each pixel.
/// PyTorch's <c>CrossEntropyLoss</c>, Keras' <c>SparseCategoricalCrossentropy</c> and <c>CategoricalCrossentropy</c>.
/// </summary>
/// <remarks>
/// The mean over the labels is weighted as PyTorch weights it: with <see cref="ClassWeights"/> w, the sum of the losses is divided by the
/// sum of w[label], over those that are not ignored. Where all labels of a batch are ignored, or weigh nothing, the loss is 0 and so is
/// the gradient. Over target probabilities, the sum is divided by the number of instances (and pixels), whatever the weights.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    private readonly float[]? _weights;

    /// <summary>
    /// The share of the target that is spread evenly over all classes (Szegedy et al., "Rethinking the Inception architecture for computer
    /// vision", 2016); 0 for none, commonly 0.1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float LabelSmoothing
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), value, "LabelSmoothing must be 0 or more and below 1.");
    }

    /// <summary>What each class counts, [classes]; null for all alike.</summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public IReadOnlyList<float>? ClassWeights
    {
        get => _weights is null ? null : FixedList.Of(_weights);
        init => _weights = LossSettings.Weights(value, nameof(ClassWeights));
    }

    /// <summary>The label of images or pixels that count for nothing, commonly 255 or -100; null for none.</summary>
    public int? IgnoredLabel { get; init; }

    private bool IsPlain => _weights is null && LabelSmoothing == 0;

    /// <inheritdoc/>
    internal override TargetRange Range => TargetRange.Distributions;

    /// <inheritdoc/>
    internal override int? LabelOfNothing => IgnoredLabel;

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Count)> SettingsOfChannels =>
        _weights is null ? [] : [(nameof(ClassWeights), _weights.Length)];

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.Softmax ? TargetForms.Labels | TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) =>
        labels.IsEmpty || (_weights is null && IgnoredLabel is null)
            ? (double)instances * pixels
            : ClassMeans.SumOfWeights(labels, _weights, IgnoredLabel);

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        if (Unsafe.IsNullRef(in labels))
            return OfTargets(in outputs, in targets, ref gradient, pixels, channels, scale);
        if (pixels == 1 && IsPlain && labels != IgnoredLabel)
            return Losses.SoftmaxCrossEntropy(in outputs, ref gradient, channels, labels, scale);
        double sum = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int label = Unsafe.Add(ref Unsafe.AsRef(in labels), pixel);
            ref float x = ref Unsafe.Add(ref Unsafe.AsRef(in outputs), pixel * channels);
            ref float g = ref Unsafe.Add(ref gradient, pixel * channels);
            if (label == IgnoredLabel)
                MemoryMarshal.CreateSpan(ref g, channels).Clear();
            else if (IsPlain)
                sum += Losses.SoftmaxCrossEntropy(in x, ref g, channels, label, scale);
            else
                sum += SmoothedCrossEntropy.OfLabel(in x, ref g, channels, label, LabelSmoothing, _weights, scale);
        }
        return (float)sum;
    }

    /// <inheritdoc/>
    internal override double Value(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> scratch, int channels)
    {
        if (labels.IsEmpty || !IsPlain)
            return base.Value(outputs, labels, targets, scratch, channels);
        double sum = 0;
        for (int pixel = 0; pixel < labels.Length; pixel++)
        {
            if (labels[pixel] != IgnoredLabel)
                sum += Losses.SoftmaxCrossEntropy(outputs.Slice(pixel * channels, channels), labels[pixel]);
        }
        return sum;
    }

    private protected override IEnumerable<string> Settings(int most)
    {
        if (LabelSmoothing > 0)
            yield return FormattableString.Invariant($"label smoothing {LabelSmoothing}");
        if (_weights is not null)
            yield return "class weights " + LossSettings.Text(_weights, most);
        if (IgnoredLabel is { } ignored)
            yield return FormattableString.Invariant($"ignored label {ignored}");
    }

    private float OfTargets(
        ref readonly float outputs, ref readonly float targets, ref float gradient, int pixels, int channels, float scale)
    {
        double sum = 0;
        for (int at = 0; at < pixels * channels; at += channels)
        {
            sum += SmoothedCrossEntropy.OfTargets(
                in Unsafe.Add(ref Unsafe.AsRef(in outputs), at), in Unsafe.Add(ref Unsafe.AsRef(in targets), at),
                ref Unsafe.Add(ref gradient, at), channels, LabelSmoothing, _weights, scale);
        }
        return (float)sum;
    }
}
