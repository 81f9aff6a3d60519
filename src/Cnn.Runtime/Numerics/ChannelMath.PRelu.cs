using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>Rectifiers with trained slopes (He et al., 2015): y = x where x is positive, and a x elsewhere, at zero as well.</remarks>
public static partial class ChannelMath
{
    /// <summary>y = x where x is positive, else a x, for each pixel of one instance, a [channels/16][16].</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The output; may be the input.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="slopes">The slopes.</param>
    /// <param name="isShared">Whether the first of them is all channels'.</param>
    public static void PRelu(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width,
        ref readonly float slopes, bool isShared) =>
        PReluBackward(
            in x, xRowStride, xBlockStride, in x, xRowStride, xBlockStride, ref y, yRowStride, yBlockStride, blocks, height, width,
            in slopes,
            isShared);

    /// <summary>dx = dy where x is positive, else a dy, for each pixel of one instance.</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dyRowStride">From one row of it to the next.</param>
    /// <param name="dyBlockStride">From 16 channels of it to the next.</param>
    /// <param name="dx">The gradient of the input; may be that of the output.</param>
    /// <param name="dxRowStride">From one row of it to the next.</param>
    /// <param name="dxBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="slopes">The slopes.</param>
    /// <param name="isShared">Whether the first of them is all channels'.</param>
    public static void PReluBackward(
        ref readonly float x, int xRowStride, int xBlockStride, ref readonly float dy, int dyRowStride, int dyBlockStride,
        ref float dx, int dxRowStride, int dxBlockStride, int blocks, int height, int width, ref readonly float slopes, bool isShared)
    {
        Span<float> same = stackalloc float[Block];
        same.Fill(slopes);
        Pixels pixels = new(height, width, xRowStride, dyRowStride);
        for (int block = 0; block < blocks; block++)
        {
            ref float values = ref At(in x, (nint)block * xBlockStride), from = ref At(in dy, (nint)block * dyBlockStride);
            ref float to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            ref float slope = ref isShared ? ref same[0] : ref At(in slopes, block * Block);
            if (Vector512.IsHardwareAccelerated) TimesSlope<Lanes512>(pixels, ref values, ref from, ref to, dxRowStride, ref slope);
            else if (Vector256.IsHardwareAccelerated) TimesSlope<Lanes256>(pixels, ref values, ref from, ref to, dxRowStride, ref slope);
            else TimesSlope<Lanes128>(pixels, ref values, ref from, ref to, dxRowStride, ref slope);
        }
    }

    /// <summary>The gradient of the slopes of 16 channels: the sum over instances and pixels of x dy where x is not positive.</summary>
    /// <param name="x">The first instance's 16 channels of the input.</param>
    /// <param name="dy">The gradient of the output, likewise.</param>
    /// <param name="instanceStride">From one instance to the next, in both.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="xRowStride">From one row of the input to the next.</param>
    /// <param name="dyRowStride">From one row of the gradient to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">How many of the 16 there are; the others' gradient is zero.</param>
    /// <param name="gradient">16 floats, written.</param>
    public static void PReluGradient(
        ref readonly float x, ref readonly float dy, int instanceStride, int instances, int xRowStride, int dyRowStride, int height,
        int width,
        int channels, ref float gradient)
    {
        Span<double> sums = stackalloc double[Block];
        SlopeSums(new(instances, height, width, instanceStride, xRowStride, dyRowStride), ref At(in x, 0), ref At(in dy, 0), sums);
        for (int lane = 0; lane < Block; lane++) Unsafe.Add(ref gradient, lane) = lane < channels ? (float)sums[lane] : 0f;
    }

    /// <summary>The gradient of a slope that all channels share.</summary>
    /// <param name="x">The first instance's first 16 channels of the input.</param>
    /// <param name="dy">The gradient of the output, likewise.</param>
    /// <param name="instanceStride">From one instance to the next, in both.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="xRowStride">From one row of the input to the next.</param>
    /// <param name="dyRowStride">From one row of the gradient to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="xBlockStride">From 16 channels of the input to the next.</param>
    /// <param name="dyBlockStride">From 16 channels of the gradient to the next.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="gradient">16 floats, written: the first is the gradient, the others are zero.</param>
    public static void SharedPReluGradient(
        ref readonly float x, ref readonly float dy, int instanceStride, int instances, int xRowStride, int dyRowStride, int height,
        int width,
        int xBlockStride, int dyBlockStride, int channels, ref float gradient)
    {
        Batch batch = new(instances, height, width, instanceStride, xRowStride, dyRowStride);
        Span<double> sums = stackalloc double[Block];
        double sum = 0;
        for (int first = 0; first < channels; first += Block)
        {
            nint block = first / Block;
            SlopeSums(batch, ref At(in x, block * xBlockStride), ref At(in dy, block * dyBlockStride), sums);
            for (int lane = 0; lane < Math.Min(Block, channels - first); lane++) sum += sums[lane];
        }
        for (int lane = 0; lane < Block; lane++) Unsafe.Add(ref gradient, lane) = lane == 0 ? (float)sum : 0f;
    }

    private static void SlopeSums(Batch batch, ref float x, ref float dy, Span<double> sums)
    {
        Span<float> record = stackalloc float[ChannelStatistics.Floats];
        Span<double> none = stackalloc double[Block];
        Sum<SlopeTerms>(batch, ref x, ref dy, ref record[0], sums, none);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TimesSlope<TLanes>(Pixels pixels, ref float x, ref float from, ref float to, int toRowStride, ref float slopes)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Create(0f);
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes slope = TLanes.Load(ref slopes, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float values = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride);
                ref float read = ref Unsafe.Add(ref from, (nint)row * pixels.YRowStride);
                ref float written = ref Unsafe.Add(ref to, (nint)row * toRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                {
                    TLanes value = TLanes.Load(ref read, at);
                    TLanes.Select(TLanes.GreaterThan(TLanes.Load(ref values, at), zero), value, value * slope).Store(ref written, at);
                }
            }
        }
    }

    // The second sum is of nothing.
    private readonly struct SlopeTerms : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0f)), sum, TLanes.MultiplyAdd(x, y, sum));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum;
    }
}
