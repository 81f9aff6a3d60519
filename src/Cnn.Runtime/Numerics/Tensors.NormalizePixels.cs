using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// x = (x - mean) / deviation for each value of a channels-last image, in place; what lies between its rows is left alone. Both
    /// operations are float32's, each rounded to the nearest, so that the result has the same bits whatever the processor's vectors.
    /// </summary>
    /// <param name="image">[height][width][channels], from the first pixel.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rowFloats">Width × channels.</param>
    /// <param name="rowStride">Floats from one row to the next.</param>
    /// <param name="mean">One number for all channels, or one a channel.</param>
    /// <param name="deviation">As many.</param>
    public static void NormalizeRows(
        ref float image, int height, int rowFloats, int rowStride, ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.Length >= Block)
        {
            SubtractAndDivide(ref image, height, rowFloats, rowStride, in mean[0], in deviation[0], mean.Length);
            return;
        }
        // Pixels that are less than a vector are taken sixteen at a time.
        Span<float> means = stackalloc float[Block * Block], deviations = stackalloc float[Block * Block];
        int period = mean.Length * Block;
        for (int i = 0; i < period; i++)
            (means[i], deviations[i]) = (mean[i % mean.Length], deviation[i % mean.Length]);
        SubtractAndDivide(ref image, height, rowFloats, rowStride, in means[0], in deviations[0], period);
    }

    /// <summary>The same for a blocked map; the lanes past the last channel, zero before, stay so.</summary>
    /// <param name="map">[channels/16][height][width][16], from the first pixel.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="rowStride">Floats from one row of a block to the next.</param>
    /// <param name="blockStride">Floats from one block to the next.</param>
    /// <param name="mean">One number for all channels, or one a channel.</param>
    /// <param name="deviation">As many.</param>
    public static void NormalizeBlocked(
        ref float map, int height, int width, int channels, int rowStride, int blockStride, ReadOnlySpan<float> mean,
        ReadOnlySpan<float> deviation)
    {
        Span<float> means = stackalloc float[Block], deviations = stackalloc float[Block];
        for (int first = 0; first < channels; first += Block)
        {
            for (int lane = 0; lane < Block; lane++)
            {
                int channel = first + lane, at = mean.Length == 1 ? 0 : channel;
                (means[lane], deviations[lane]) = channel < channels ? (mean[at], deviation[at]) : (0f, 1f);
            }
            ref float block = ref Unsafe.Add(ref map, (nint)(first / Block) * blockStride);
            SubtractAndDivide(ref block, height, width * Block, rowStride, in means[0], in deviations[0], Block);
        }
    }

    private static void SubtractAndDivide(
        ref float x, int rows, int rowFloats, int rowStride, ref readonly float mean, ref readonly float deviation, int period)
    {
        if (Vector512.IsHardwareAccelerated) SubtractAndDivide<Lanes512>(ref x, rows, rowFloats, rowStride, in mean, in deviation, period);
        else if (Vector256.IsHardwareAccelerated) SubtractAndDivide<Lanes256>(
            ref x, rows, rowFloats, rowStride, in mean, in deviation, period);
        else SubtractAndDivide<Lanes128>(ref x, rows, rowFloats, rowStride, in mean, in deviation, period);
    }

    // Value i of a row meets number i % period.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractAndDivide<TLanes>(
        ref float x, int rows, int rowFloats, int rowStride, ref readonly float mean, ref readonly float deviation, int period)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int row = 0; row < rows; row++)
        {
            for (nint first = 0; first < rowFloats; first += period)
            {
                ref float values = ref Unsafe.Add(ref x, (nint)row * rowStride + first);
                nuint count = (nuint)Math.Min(period, rowFloats - first), i = 0;
                for (; i + (nuint)TLanes.Count <= count; i += (nuint)TLanes.Count)
                    ((TLanes.Load(ref values, i) - TLanes.Load(in mean, i)) / TLanes.Load(in deviation, i)).Store(ref values, i);
                for (; i < count; i++)
                    Unsafe.Add(ref values, i) = (Unsafe.Add(ref values, i) - Unsafe.Add(ref Unsafe.AsRef(in mean), i)) / Unsafe.Add(
                        ref Unsafe.AsRef(in deviation), i);
            }
        }
    }
}
