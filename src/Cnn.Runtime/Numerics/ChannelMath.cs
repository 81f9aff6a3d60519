using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>
/// Arithmetic with a number for each channel; generated code calls it. Maps are blocked, [channels/16][height][width][16], and given from
/// their first pixel; strides are in floats, and nothing is checked: the caller's plan was.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static partial class ChannelMath
{
    private const int Block = ChannelBlocks.Lanes;

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
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width,
        ref readonly float scale, ref readonly float shift, Rectifier rectifier)
    {
        Span<float> zeros = stackalloc float[Block];
        zeros.Clear();
        Pixels pixels = new(height, width, xRowStride, yRowStride);
        for (int block = 0; block < blocks; block++)
        {
            Affine(
                pixels, ref At(in x, (nint)block * xBlockStride), ref Unsafe.Add(ref y, (nint)block * yBlockStride),
                ref zeros[0], ref At(in scale, block * Block), ref At(in shift, block * Block), rectifier);
        }
    }

    /// <summary>
    /// y = f((x - mean) factor + shift) for each pixel of one instance; mean and factor lie in the channels' <see
    /// cref="ChannelStatistics"/>.
    /// </summary>
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
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width,
        ref readonly float statistics, ref readonly float shift, Rectifier rectifier)
    {
        Pixels pixels = new(height, width, xRowStride, yRowStride);
        Span<float> shifts = stackalloc float[Block];
        for (int block = 0; block < blocks; block++)
        {
            ref float record = ref At(in statistics, block * ChannelStatistics.Floats);
            ShiftLessMeanRest(ref record, ref At(in shift, block * Block), shifts);
            Affine(
                pixels, ref At(in x, (nint)block * xBlockStride), ref Unsafe.Add(ref y, (nint)block * yBlockStride),
                ref Unsafe.Add(ref record, ChannelStatistics.Mean), ref Unsafe.Add(ref record, ChannelStatistics.Factor), ref shifts[0],
                rectifier);
        }
    }

    // (x - mean - rest) factor + shift = (x - mean) factor + (shift - rest factor).
    private static void ShiftLessMeanRest(ref float record, ref float shift, Span<float> shifts)
    {
        for (int lane = 0; lane < Block; lane++)
        {
            shifts[lane] = Unsafe.Add(ref shift, lane)
                - (Unsafe.Add(ref record, ChannelStatistics.MeanRest + (nuint)lane) * Unsafe.Add(
                    ref record, ChannelStatistics.Factor + (nuint)lane));
        }
    }

    private static ref float At(ref readonly float origin, nint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in origin), offset);

    // y = f((x - mean) factor + shift).
    private static void Affine(
        Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift, Rectifier rectifier)
    {
        switch (rectifier)
        {
            case Rectifier.Relu: Affine<ReluMap>(pixels, ref x, ref y, ref mean, ref factor, ref shift); break;
            case Rectifier.LeakyRelu: Affine<VectorMath.LeakyReluMap>(pixels, ref x, ref y, ref mean, ref factor, ref shift); break;
            default: Affine<IdentityMap>(pixels, ref x, ref y, ref mean, ref factor, ref shift); break;
        }
    }

    private static void Affine<TMap>(Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift)
        where TMap : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated) Affine<TMap, Lanes512>(pixels, ref x, ref y, ref mean, ref factor, ref shift);
        else if (Vector256.IsHardwareAccelerated) Affine<TMap, Lanes256>(pixels, ref x, ref y, ref mean, ref factor, ref shift);
        else Affine<TMap, Lanes128>(pixels, ref x, ref y, ref mean, ref factor, ref shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine<TMap, TLanes>(Pixels pixels, ref float x, ref float y, ref float mean, ref float factor, ref float shift)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TMap map = default;
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes centre = TLanes.Load(ref mean, lane), scale = TLanes.Load(ref factor, lane), addend = TLanes.Load(ref shift, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float from = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride),
                to = ref Unsafe.Add(ref y, (nint)row * pixels.YRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                    map.Apply(TLanes.MultiplyAdd(TLanes.Load(ref from, at) - centre, scale, addend)).Store(ref to, at);
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
