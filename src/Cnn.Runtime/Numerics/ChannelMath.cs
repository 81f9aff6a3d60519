using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>
/// Arithmetic with a number for each channel; generated code calls it. Maps are blocked, [channels/16][height][width][16], and given from their first pixel;
/// strides are in floats, and nothing is checked: the caller's plan was.
/// </summary>
public static partial class ChannelMath
{
    private const int Block = 16;

    /// <summary>y = f(scale x + shift) for each pixel of one instance, scale and shift [channels/16][16].</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The output; may be the input.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="scale">What each channel is multiplied by.</param>
    /// <param name="shift">What is added then.</param>
    /// <param name="rectifier">The function f.</param>
    public static void Affine(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height, int width,
        ref readonly float scale, ref readonly float shift, Rectifier rectifier)
    {
        for (int block = 0; block < blocks; block++)
        {
            Pixels pixels = new(height, width, xRowStride, yRowStride);
            ref float from = ref At(in x, (nint)block * xBlockStride), to = ref Unsafe.Add(ref y, (nint)block * yBlockStride);
            ref float factor = ref At(in scale, block * Block), addend = ref At(in shift, block * Block);
            switch (rectifier)
            {
                case Rectifier.Relu: Affine<ReluMap>(pixels, ref from, ref to, ref factor, ref addend); break;
                case Rectifier.LeakyRelu: Affine<VectorMath.LeakyReluMap>(pixels, ref from, ref to, ref factor, ref addend); break;
                default: Affine<IdentityMap>(pixels, ref from, ref to, ref factor, ref addend); break;
            }
        }
    }

    /// <summary>y = f((x - mean) factor + shift) for each pixel of one instance; mean and factor lie in the channels' <see cref="ChannelStatistics"/>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The output; may be the input.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/> for each block of 16 channels.</param>
    /// <param name="shift">What is added in the end.</param>
    /// <param name="rectifier">The function f.</param>
    public static void Normalize(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height, int width,
        ref readonly float statistics, ref readonly float shift, Rectifier rectifier)
    {
        for (int block = 0; block < blocks; block++)
        {
            Pixels pixels = new(height, width, xRowStride, yRowStride);
            ref float from = ref At(in x, (nint)block * xBlockStride), to = ref Unsafe.Add(ref y, (nint)block * yBlockStride);
            ref float record = ref At(in statistics, block * ChannelStatistics.Floats), addend = ref At(in shift, block * Block);
            switch (rectifier)
            {
                case Rectifier.Relu: Normalize<ReluMap>(pixels, ref from, ref to, ref record, ref addend); break;
                case Rectifier.LeakyRelu: Normalize<VectorMath.LeakyReluMap>(pixels, ref from, ref to, ref record, ref addend); break;
                default: Normalize<IdentityMap>(pixels, ref from, ref to, ref record, ref addend); break;
            }
        }
    }

    private static ref float At(ref readonly float origin, nint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in origin), offset);

    private static void Affine<TMap>(Pixels pixels, ref float x, ref float y, ref float scale, ref float shift)
        where TMap : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated) Affine<TMap, Lanes512>(pixels, ref x, ref y, ref scale, ref shift);
        else if (Vector256.IsHardwareAccelerated) Affine<TMap, Lanes256>(pixels, ref x, ref y, ref scale, ref shift);
        else Affine<TMap, Lanes128>(pixels, ref x, ref y, ref scale, ref shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine<TMap, TLanes>(Pixels pixels, ref float x, ref float y, ref float scale, ref float shift)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TMap map = default;
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes factor = TLanes.Load(ref scale, lane), addend = TLanes.Load(ref shift, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float from = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride), to = ref Unsafe.Add(ref y, (nint)row * pixels.YRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                    map.Apply(TLanes.MultiplyAdd(TLanes.Load(ref from, at), factor, addend)).Store(ref to, at);
            }
        }
    }

    private static void Normalize<TMap>(Pixels pixels, ref float x, ref float y, ref float record, ref float shift)
        where TMap : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated) Normalize<TMap, Lanes512>(pixels, ref x, ref y, ref record, ref shift);
        else if (Vector256.IsHardwareAccelerated) Normalize<TMap, Lanes256>(pixels, ref x, ref y, ref record, ref shift);
        else Normalize<TMap, Lanes128>(pixels, ref x, ref y, ref record, ref shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize<TMap, TLanes>(Pixels pixels, ref float x, ref float y, ref float record, ref float shift)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TMap map = default;
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + lane), factor = TLanes.Load(ref record, ChannelStatistics.Factor + lane);
            TLanes addend = TLanes.Load(ref shift, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float from = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride), to = ref Unsafe.Add(ref y, (nint)row * pixels.YRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                    map.Apply(TLanes.MultiplyAdd(TLanes.Load(ref from, at) - mean, factor, addend)).Store(ref to, at);
            }
        }
    }

    /// <summary>The pixels of a block of 16 channels in two maps.</summary>
    private readonly struct Pixels(int height, int width, int xRowStride, int yRowStride)
    {
        public int Height { get; } = height;

        public nuint RowFloats { get; } = (nuint)width * Block;

        public int XRowStride { get; } = xRowStride;

        public int YRowStride { get; } = yRowStride;
    }

    private readonly struct IdentityMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => x;
    }

    private readonly struct ReluMap : IMap
    {
        // NaN stays NaN: the second operand is what Max returns then.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => TLanes.Max(TLanes.Create(0f), x);
    }
}
