using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>Batch norms before an addition: the other summand is added as they store, so that the sum needs no pass of its own.</remarks>
public static partial class ChannelMath
{
    /// <summary>y = f(scale x + shift + addend) for each pixel of one instance.</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The output; may be the input or the addend.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="scale">What each channel is multiplied by.</param>
    /// <param name="shift">What is added then.</param>
    /// <param name="rectifier">The function f.</param>
    /// <param name="addend">The other summand.</param>
    /// <param name="addendRowStride">From one row of it to the next.</param>
    /// <param name="addendBlockStride">From 16 channels of it to the next.</param>
    public static void AffineSum(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width,
        ref readonly float scale, ref readonly float shift, Rectifier rectifier, ref readonly float addend, int addendRowStride,
        int addendBlockStride)
    {
        Span<float> zeros = stackalloc float[Block];
        zeros.Clear();
        Pixels pixels = new(height, width, xRowStride, yRowStride);
        for (int block = 0; block < blocks; block++)
        {
            AffineSum(
                pixels, ref At(in x, (nint)block * xBlockStride), ref Unsafe.Add(ref y, (nint)block * yBlockStride),
                ref zeros[0], ref At(in scale, block * Block), ref At(in shift, block * Block), rectifier,
                ref At(in addend, (nint)block * addendBlockStride), addendRowStride);
        }
    }

    /// <summary>
    /// y = f((x - mean) factor + shift + addend) for each pixel of one instance; mean and factor lie in the channels' <see
    /// cref="ChannelStatistics"/>.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The output; may be the input or the addend.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/> for each block of 16 channels.</param>
    /// <param name="shift">What is added in the end.</param>
    /// <param name="rectifier">The function f.</param>
    /// <param name="addend">The other summand.</param>
    /// <param name="addendRowStride">From one row of it to the next.</param>
    /// <param name="addendBlockStride">From 16 channels of it to the next.</param>
    public static void NormalizeSum(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width,
        ref readonly float statistics, ref readonly float shift, Rectifier rectifier, ref readonly float addend, int addendRowStride,
        int addendBlockStride)
    {
        Pixels pixels = new(height, width, xRowStride, yRowStride);
        Span<float> shifts = stackalloc float[Block];
        for (int block = 0; block < blocks; block++)
        {
            ref float record = ref At(in statistics, block * ChannelStatistics.Floats);
            ShiftLessMeanRest(ref record, ref At(in shift, block * Block), shifts);
            AffineSum(
                pixels, ref At(in x, (nint)block * xBlockStride), ref Unsafe.Add(ref y, (nint)block * yBlockStride),
                ref Unsafe.Add(ref record, ChannelStatistics.Mean), ref Unsafe.Add(ref record, ChannelStatistics.Factor), ref shifts[0],
                rectifier,
                ref At(in addend, (nint)block * addendBlockStride), addendRowStride);
        }
    }

    private static void AffineSum(
        Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift, Rectifier rectifier, ref float addend,
        int addendRowStride)
    {
        switch (rectifier)
        {
            case Rectifier.Relu: AffineSum<ReluMap>(
                pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride); break;
            case Rectifier.LeakyRelu: AffineSum<VectorMath.LeakyReluMap>(
                pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride); break;
            default: AffineSum<IdentityMap>(pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride); break;
        }
    }

    private static void AffineSum<TMap>(
        Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift, ref float addend, int addendRowStride)
        where TMap : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated) AffineSum<TMap,
        Lanes512>(pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride);
        else if (Vector256.IsHardwareAccelerated) AffineSum<TMap,
        Lanes256>(pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride);
        else AffineSum<TMap, Lanes128>(pixels, ref x, ref y, ref mean, ref factor, ref shift, ref addend, addendRowStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AffineSum<TMap, TLanes>(
        Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift, ref float addend, int addendRowStride)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TMap map = default;
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes centre = TLanes.Load(ref mean, lane), scale = TLanes.Load(ref factor, lane), constant = TLanes.Load(ref shift, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float from = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride),
                to = ref Unsafe.Add(ref y, (nint)row * pixels.YRowStride);
                ref float other = ref Unsafe.Add(ref addend, (nint)row * addendRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                    map.Apply(TLanes.MultiplyAdd(TLanes.Load(ref from, at) - centre, scale, constant) + TLanes.Load(ref other, at))
                        .Store(ref to, at);
            }
        }
    }
}
