using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Losses
{
    /// <summary>Elements whose losses are held at a time, to be added in one order whatever the vector width.</summary>
    private const int Block = 256;

    /// <summary>
    /// Returns the mean over the elements of -t log σ(x) - (1 - t) log(1 - σ(x)), computed as max(x, 0) - x t + log(1 + e^-|x|),
    /// which neither overflows nor loses its digits; gradient = (σ(x) - t) × scale / count.
    /// </summary>
    /// <param name="logits">[count], before the sigmoid.</param>
    /// <param name="targets">[count], 0 to 1.</param>
    /// <param name="gradient">[count], written; may be the memory of the logits.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="scale">1 / instances of the batch.</param>
    public static float BinaryCrossEntropy(
        ref readonly float logits, ref readonly float targets, ref float gradient, int count, float scale)
    {
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            return BinaryCrossEntropy<Lanes512>(in logits, in targets, ref gradient, count, scale);
        if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            return BinaryCrossEntropy<Lanes256>(in logits, in targets, ref gradient, count, scale);
        return BinaryCrossEntropy<Lanes128>(in logits, in targets, ref gradient, count, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static float BinaryCrossEntropy<TLanes>(
        ref readonly float logits, ref readonly float targets, ref float gradient, int count, float scale)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> losses = stackalloc float[Block];
        ref float firstLoss = ref losses[0];
        TLanes share = TLanes.Create(scale / count);
        double sum = 0;
        for (int begin = 0; begin < count; begin += Block)
        {
            int length = Math.Min(Block, count - begin);
            ref float x = ref Unsafe.Add(ref Unsafe.AsRef(in logits), begin);
            ref float t = ref Unsafe.Add(ref Unsafe.AsRef(in targets), begin);
            ref float g = ref Unsafe.Add(ref gradient, begin);
            int at = 0;
            for (; at + TLanes.Count <= length; at += TLanes.Count)
            {
                Element(TLanes.Load(in x, (nuint)at), TLanes.Load(in t, (nuint)at), share, out TLanes loss).Store(ref g, (nuint)at);
                loss.Store(ref firstLoss, (nuint)at);
            }
            for (; at < length; at++)
            {
                Unsafe.Add(ref g, at) = Element(
                    TLanes.Create(Unsafe.Add(ref x, at)), TLanes.Create(Unsafe.Add(ref t, at)), share, out TLanes loss).First;
                Unsafe.Add(ref firstLoss, at) = loss.First;
            }
            sum += Sums.Sum(losses[..length]);
        }
        return (float)(sum / count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Element<TLanes>(TLanes x, TLanes target, TLanes share, out TLanes loss)
        where TLanes : struct, ILanes<TLanes>
    {
        loss = TLanes.Max(TLanes.Create(0f), x) - (x * target) + Exponential.LogOnePlusExpOfMinusMagnitude(x);
        return (Exponential.Sigmoid(x) - target) * share;
    }
}
