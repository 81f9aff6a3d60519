using System.Runtime.CompilerServices;

namespace Cnn;

/// <summary>A loss of one output, a function of its difference from the target.</summary>
internal interface IElementLoss
{
    /// <summary>Returns the loss.</summary>
    /// <param name="difference">Output - target.</param>
    /// <param name="slope">The derivative.</param>
    double Of(double difference, out double slope);
}

/// <summary>Means of losses of single outputs.</summary>
internal static class ElementLoss
{
    /// <summary>Returns the mean over the elements, added in order; gradient = slope × scale / count.</summary>
    public static float Mean<TLoss>(
        ref readonly float outputs, ref readonly float targets, ref float gradient, int count, float scale, TLoss loss)
        where TLoss : struct, IElementLoss
    {
        double share = (double)scale / count, sum = 0;
        for (int i = 0; i < count; i++)
        {
            double difference = (double)Unsafe.Add(ref Unsafe.AsRef(in outputs), i) - Unsafe.Add(ref Unsafe.AsRef(in targets), i);
            sum += loss.Of(difference, out double slope);
            Unsafe.Add(ref gradient, i) = (float)(slope * share);
        }
        return (float)(sum / count);
    }
}
