using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class ChannelMath
{
    /// <summary>y = scale x for each pixel of one instance, scale [channels/16][16].</summary>
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
    public static void Scale(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int blocks, int height,
        int width, ref readonly float scale)
    {
        Pixels pixels = new(height, width, xRowStride, yRowStride);
        for (int block = 0; block < blocks; block++)
        {
            ref float from = ref At(in x, (nint)block * xBlockStride), to = ref Unsafe.Add(ref y, (nint)block * yBlockStride);
            ref float factor = ref At(in scale, block * Block);
            if (Vector512.IsHardwareAccelerated) Scale<Lanes512>(pixels, ref from, ref to, ref factor);
            else if (Vector256.IsHardwareAccelerated) Scale<Lanes256>(pixels, ref from, ref to, ref factor);
            else Scale<Lanes128>(pixels, ref from, ref to, ref factor);
        }
    }

    /// <summary>The gradient of the scale of 16 channels: the sum over instances and pixels of x dy.</summary>
    /// <param name="x">The first instance's 16 channels of what was scaled.</param>
    /// <param name="dy">The gradient of the product, likewise.</param>
    /// <param name="instanceStride">From one instance to the next, in both.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="xRowStride">From one row of what was scaled to the next.</param>
    /// <param name="dyRowStride">From one row of the gradient to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">How many of the 16 there are; the others' gradient is zero, whatever lies in their places.</param>
    /// <param name="gradient">16 floats, written.</param>
    public static void ScaleGradient(
        ref readonly float x, ref readonly float dy, int instanceStride, int instances, int xRowStride, int dyRowStride, int height,
        int width, int channels, ref float gradient)
    {
        Batch products = new(instances, height, width, instanceStride, xRowStride, dyRowStride);
        Span<float> record = stackalloc float[ChannelStatistics.Floats];
        Span<double> sums = stackalloc double[Block], none = stackalloc double[Block];
        Sum<ProductTerms>(products, ref At(in x, 0), ref At(in dy, 0), ref record[0], sums, none);
        for (int lane = 0; lane < Block; lane++)
            Unsafe.Add(ref gradient, lane) = lane < channels ? (float)sums[lane] : 0f;
    }

    /// <summary>The gradient of what is added to 16 channels, a bias: the sum over instances and pixels of dy.</summary>
    /// <param name="dy">The first instance's 16 channels of the gradient of the sum.</param>
    /// <param name="instanceStride">From one instance to the next.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="gradient">16 floats, written.</param>
    public static void ShiftGradient(
        ref readonly float dy, int instanceStride, int instances, int rowStride, int height, int width, ref float gradient)
    {
        Span<float> record = stackalloc float[ChannelStatistics.Floats];
        Span<double> sums = stackalloc double[Block], none = stackalloc double[Block];
        Sum<ValueTerms>(
            new(instances, height, width, instanceStride, rowStride), ref At(in dy, 0), ref At(in dy, 0), ref record[0], sums, none);
        for (int lane = 0; lane < Block; lane++)
            Unsafe.Add(ref gradient, lane) = (float)sums[lane];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TLanes>(Pixels pixels, ref float x, ref float y, ref float scale)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes factor = TLanes.Load(ref scale, lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float from = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride),
                to = ref Unsafe.Add(ref y, (nint)row * pixels.YRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                    (TLanes.Load(ref from, at) * factor).Store(ref to, at);
            }
        }
    }
}
