using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Losses
{
    /// <summary>
    /// Returns -log softmax(logits)[label]; gradient = (softmax(logits) - onehot(label)) × scale. The two may be the same memory.
    /// </summary>
    /// <param name="logits">[classes].</param>
    /// <param name="gradient">[classes], written.</param>
    /// <param name="classes">At least 1.</param>
    /// <param name="label">0 to classes - 1; not checked.</param>
    /// <param name="scale">1 / instances of the batch.</param>
    public static float SoftmaxCrossEntropy(ref readonly float logits, ref float gradient, int classes, int label, float scale)
    {
        double chosen = Unsafe.Add(ref Unsafe.AsRef(in logits), label);
        double sum = VectorMath.ExpOfDifferences(in logits, ref gradient, classes, out float largest);
        Elementwise.Map(in gradient, ref gradient, classes, new VectorMath.ScaleMap((float)(1.0 / sum)));
        Unsafe.Add(ref gradient, label) -= 1f;
        Elementwise.Map(in gradient, ref gradient, classes, new VectorMath.ScaleMap(scale));
        return (float)(Math.Log(sum) + (largest - chosen));
    }

    /// <summary>The same without the gradient, in double precision.</summary>
    internal static double SoftmaxCrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        double largest = float.NegativeInfinity;
        foreach (float logit in logits)
            largest = logit > largest ? logit : largest;
        double sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp(logit - largest);
        return Math.Log(sum) + largest - logits[label];
    }
}
