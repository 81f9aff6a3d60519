using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn.Runtime;

public static partial class Losses
{
    /// <summary>
    /// The criterion's j, a positive constant that the paper leaves open: as if one more class, of what is no class at all, lay at this
    /// distance from every input, so that distances that are far already are pushed no further.
    /// </summary>
    public const double RejectionDistance = 0.1;

    /// <summary>
    /// Returns LeNet-5's discriminative criterion over the distances y of the classes' codes, y[label] + log(e^-j + Σ e^-y[i]) with j =
    /// <see cref="RejectionDistance"/> (LeCun et al., "Gradient-based learning applied to document recognition", 1998, eq. 9); gradient =
    /// (onehot(label) - e^-y[i] / (e^-j + Σ e^-y[i])) × scale.
    /// </summary>
    /// <param name="distances">[classes].</param>
    /// <param name="gradient">[classes], written; not the memory of the distances.</param>
    /// <param name="classes">At least 1.</param>
    /// <param name="label">0 to classes - 1; not checked.</param>
    /// <param name="scale">1 / instances of the batch.</param>
    public static float RadialBasis(ref readonly float distances, ref float gradient, int classes, int label, float scale)
    {
        ReadOnlySpan<float> y = MemoryMarshal.CreateReadOnlySpan(in distances, classes);
        double logSum = LogSumOfShares(y);
        for (int i = 0; i < classes; i++)
            Unsafe.Add(ref gradient, i) = (float)(((i == label ? 1 : 0) - Math.Exp(-y[i] - logSum)) * scale);
        return (float)(y[label] + logSum);
    }

    /// <summary>The same without the gradient.</summary>
    internal static double RadialBasis(ReadOnlySpan<float> distances, int label) => distances[label] + LogSumOfShares(distances);

    // log(e^-j + Σ e^-y[i]), the smallest of them taken out of every exponent: no power overflows, and one of them is 1.
    private static double LogSumOfShares(ReadOnlySpan<float> distances)
    {
        double smallest = RejectionDistance;
        foreach (float distance in distances)
            smallest = Math.Min(smallest, distance);
        double sum = Math.Exp(smallest - RejectionDistance);
        foreach (float distance in distances)
            sum += Math.Exp(smallest - distance);
        return Math.Log(sum) - smallest;
    }
}
