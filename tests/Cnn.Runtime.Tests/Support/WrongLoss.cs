using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>Another loss, whose gradient is multiplied by a factor of each channel.</summary>
internal sealed class WrongLoss(Loss loss, Func<int, float> factor) : Loss
{
    internal override TargetRange Range => loss.Range;

    internal override int? LabelOfNothing => loss.LabelOfNothing;

    internal override TargetForms FormsFor(OutputFunction output) => loss.FormsFor(output);

    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) => loss.DivisorOf(labels, instances, pixels);

    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        float value = loss.Compute(in outputs, in labels, in targets, ref gradient, pixels, channels, scale);
        for (int i = 0; i < pixels * channels; i++)
            Unsafe.Add(ref gradient, i) *= factor(i % channels);
        return value;
    }

    internal override double Value(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> scratch, int channels) =>
        loss.Value(outputs, labels, targets, scratch, channels);
}
