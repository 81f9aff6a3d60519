using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class ChannelMath
{
    // The sums of dy (x - mean) and of dy, so that each is read once: they come from memory, where a batch is larger than the cache.
    private static void SumGradients(Batch batch, ref float x, ref float dy, ref float record, Span<double> slopes, Span<double> sums)
    {
        if (Vector512.IsHardwareAccelerated) SumGradients<Lanes512>(batch, ref x, ref dy, ref record, slopes, sums);
        else if (Vector256.IsHardwareAccelerated) SumGradients<Lanes256>(batch, ref x, ref dy, ref record, slopes, sums);
        else SumGradients<Lanes128>(batch, ref x, ref dy, ref record, slopes, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumGradients<TLanes>(Batch batch, ref float x, ref float dy, ref float record, Span<double> slopes, Span<double> sums)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> run = stackalloc float[2 * Block];
        ref float stored = ref run[0];
        for (int lane = 0; lane < Block; lane += TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + (nuint)lane);
            for (int n = 0; n < batch.Instances; n++)
            {
                int pixels = 0;
                // Two sums each, so that an addition need not wait for the one before.
                TLanes evenSlope = TLanes.Create(0f), oddSlope = TLanes.Create(0f), even = TLanes.Create(0f), odd = TLanes.Create(0f);
                for (int row = 0; row < batch.Height; row++)
                {
                    nint instance = (nint)n * batch.InstanceStride;
                    ref float values = ref Unsafe.Add(ref x, instance + (nint)row * batch.XRowStride), gradients = ref Unsafe.Add(ref dy, instance + (nint)row * batch.YRowStride);
                    nuint at = (nuint)lane;
                    for (int column = 0; column < batch.Width; column += LongestRun)
                    {
                        nuint end = (nuint)Math.Min(batch.Width, column + LongestRun) * Block;
                        for (; at + Block < end; at += 2 * Block)
                        {
                            TLanes first = TLanes.Load(ref gradients, at), second = TLanes.Load(ref gradients, at + Block);
                            evenSlope = TLanes.MultiplyAdd(TLanes.Load(ref values, at) - mean, first, evenSlope);
                            oddSlope = TLanes.MultiplyAdd(TLanes.Load(ref values, at + Block) - mean, second, oddSlope);
                            even += first;
                            odd += second;
                        }
                        if (at < end)
                        {
                            TLanes last = TLanes.Load(ref gradients, at);
                            evenSlope = TLanes.MultiplyAdd(TLanes.Load(ref values, at) - mean, last, evenSlope);
                            even += last;
                            at += Block;
                        }
                        pixels += Math.Min(batch.Width - column, LongestRun);
                        if (pixels < LongestRun && row + 1 < batch.Height) continue;
                        (evenSlope + oddSlope).Store(ref stored, (nuint)lane);
                        (even + odd).Store(ref stored, (nuint)(lane + Block));
                        for (int i = lane; i < lane + TLanes.Count; i++)
                        {
                            slopes[i] += run[i];
                            sums[i] += run[Block + i];
                        }
                        evenSlope = oddSlope = even = odd = TLanes.Create(0f);
                        pixels = 0;
                    }
                }
            }
        }
    }
}
