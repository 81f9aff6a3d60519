using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Losses
{
    /// <summary>Returns the mean over the elements of (y - t)², added in order, in double; gradient = 2 (y - t) × scale / count.</summary>
    /// <param name="outputs">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="gradient">[count], written; may be the memory of the outputs.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="scale">1 / instances of the batch.</param>
    public static float MeanSquaredError(
        ref readonly float outputs, ref readonly float targets, ref float gradient, int count, float scale)
    {
        float share = 2f * scale / count;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            float difference = Unsafe.Add(ref Unsafe.AsRef(in outputs), i) - Unsafe.Add(ref Unsafe.AsRef(in targets), i);
            Unsafe.Add(ref gradient, i) = difference * share;
            sum += (double)difference * difference;
        }
        return (float)(sum / count);
    }
}
