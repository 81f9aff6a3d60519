using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Σ a[k] × -log p[k] of p = softmax(logits), with PyTorch's coefficients a for smoothed and weighted targets. With A = Σ a[k], its
/// gradient is A p[k] - a[k].
/// </summary>
internal static class SmoothedCrossEntropy
{
    /// <summary>a[k] = w[k] × smoothing / classes, and w[label] × (1 - smoothing) besides.</summary>
    /// <param name="logits">[classes].</param>
    /// <param name="gradient">[classes], written; not the memory of the logits.</param>
    /// <param name="classes">At least 1.</param>
    /// <param name="label">0 to classes - 1; not checked.</param>
    /// <param name="smoothing">The share that is spread over all classes.</param>
    /// <param name="weights">[classes]; null for 1.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    public static double OfLabel(
        ref readonly float logits, ref float gradient, int classes, int label, double smoothing, float[]? weights, float scale)
    {
        double spread = smoothing / classes;
        double own = (1 - smoothing) * (weights is null ? 1 : weights[label]);
        double sum = VectorMath.ExpOfDifferences(in logits, ref gradient, classes, out float largest);
        ReadOnlySpan<float> x = MemoryMarshal.CreateReadOnlySpan(in logits, classes);
        double all = own, distance = own * ((double)largest - x[label]);
        if (spread > 0)
        {
            for (int k = 0; k < classes; k++)
            {
                double share = spread * (weights is null ? 1 : weights[k]);
                all += share;
                distance += share * ((double)largest - x[k]);
            }
        }
        for (int k = 0; k < classes; k++)
        {
            double coefficient = (spread * (weights is null ? 1 : weights[k])) + (k == label ? own : 0);
            ref float g = ref Unsafe.Add(ref gradient, k);
            g = (float)(((all * g / sum) - coefficient) * scale);
        }
        return (all * Math.Log(sum)) + distance;
    }

    /// <summary>a[k] = w[k] × (t[k] × (1 - smoothing) + smoothing / classes).</summary>
    /// <param name="logits">[classes].</param>
    /// <param name="targets">[classes], not negative.</param>
    /// <param name="gradient">[classes], written; not the memory of the logits.</param>
    /// <param name="classes">At least 1.</param>
    /// <param name="smoothing">The share that is spread over all classes.</param>
    /// <param name="weights">[classes]; null for 1.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    public static double OfTargets(
        ref readonly float logits, ref readonly float targets, ref float gradient, int classes, double smoothing, float[]? weights,
        float scale)
    {
        double sum = VectorMath.ExpOfDifferences(in logits, ref gradient, classes, out float largest);
        double all = 0, distance = 0;
        for (int k = 0; k < classes; k++)
        {
            double coefficient = Coefficient(in targets, k, classes, smoothing, weights);
            all += coefficient;
            distance += coefficient * ((double)largest - Unsafe.Add(ref Unsafe.AsRef(in logits), k));
        }
        for (int k = 0; k < classes; k++)
        {
            ref float g = ref Unsafe.Add(ref gradient, k);
            g = (float)(((all * g / sum) - Coefficient(in targets, k, classes, smoothing, weights)) * scale);
        }
        return (all * Math.Log(sum)) + distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Coefficient(ref readonly float targets, int k, int classes, double smoothing, float[]? weights)
    {
        double target = Unsafe.Add(ref Unsafe.AsRef(in targets), k);
        return ((target * (1 - smoothing)) + (smoothing / classes)) * (weights is null ? 1 : weights[k]);
    }
}
