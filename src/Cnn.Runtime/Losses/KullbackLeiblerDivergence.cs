using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// The divergence of a softmax p from target probabilities t, Σ t[k] (log t[k] - log p[k]) (Kullback and Leibler, "On information and
/// sufficiency", 1951); of a map at each pixel. The cross-entropy less what no network can learn, so that 0 is reached. PyTorch's
/// <c>KLDivLoss</c> with <c>batchmean</c>, Keras' <c>KLDivergence</c>.
/// </summary>
public sealed class KullbackLeiblerDivergence : Loss
{
    /// <inheritdoc/>
    internal override TargetRange Range => TargetRange.Distributions;

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.Softmax ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) => (double)instances * pixels;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        double sum = 0;
        for (int at = 0; at < pixels * channels; at += channels)
        {
            ref float t = ref Unsafe.Add(ref Unsafe.AsRef(in targets), at);
            sum += SmoothedCrossEntropy.OfTargets(
                in Unsafe.Add(ref Unsafe.AsRef(in outputs), at), in t, ref Unsafe.Add(ref gradient, at), channels, 0, null, scale);
            foreach (float target in MemoryMarshal.CreateReadOnlySpan(in t, channels))
            {
                // t log t goes to 0 with t.
                if (target > 0)
                    sum += target * Math.Log(target);
            }
        }
        return (float)sum;
    }
}
