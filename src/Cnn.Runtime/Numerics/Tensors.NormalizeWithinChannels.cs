using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Local response normalization over the pixels around each pixel of a channel (Caffe's WITHIN_CHANNEL) of a blocked map, given from
    /// its first pixel.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">Floats from one row of a block of the input to the next.</param>
    /// <param name="xBlockStride">Floats from one block of the input to the next.</param>
    /// <param name="y">The output; what its lanes past the last channel become is of no use.</param>
    /// <param name="yRowStride">As for the input.</param>
    /// <param name="yBlockStride">As for the input.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="norm">What to compute.</param>
    public static void NormalizeWithinChannels(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, int height, int width,
        int channels, ResponseNorm norm)
    {
        for (int block = 0; block < (channels + Block - 1) / Block; block++)
        {
            ref readonly float from = ref Row(in x, block, xBlockStride);
            ref float to = ref Unsafe.Add(ref y, (nint)block * yBlockStride);
            if (norm.Beta == 0.75f)
                Within(in from, xRowStride, ref to, yRowStride, height, width, norm, default(InverseThreeQuarterPower));
            else
                Within(in from, xRowStride, ref to, yRowStride, height, width, norm, new InversePower(norm.Beta));
        }
    }

    /// <summary>
    /// The gradient by the input, as <see cref="NormalizeAcrossChannelsBackward"/> has it, summed over pixels instead of channels.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">Floats from one row of a block of the input to the next.</param>
    /// <param name="xBlockStride">Floats from one block of the input to the next.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dyRowStride">As for the input.</param>
    /// <param name="dyBlockStride">As for the input.</param>
    /// <param name="dx">The gradient of the input, written; zero in the lanes past the last channel.</param>
    /// <param name="dxRowStride">As for the input.</param>
    /// <param name="dxBlockStride">As for the input.</param>
    /// <param name="ratios">Room for [height][width][16] floats.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="norm">What was computed.</param>
    public static void NormalizeWithinChannelsBackward(
        ref readonly float x, int xRowStride, int xBlockStride, ref readonly float dy, int dyRowStride, int dyBlockStride,
        ref float dx, int dxRowStride, int dxBlockStride, ref float ratios, int height, int width, int channels, ResponseNorm norm)
    {
        for (int block = 0; block < (channels + Block - 1) / Block; block++)
        {
            ref readonly float values = ref Row(in x, block, xBlockStride);
            ref readonly float gradients = ref Row(in dy, block, dyBlockStride);
            ref float to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            if (norm.Beta == 0.75f)
                WithinBackward(
                    in values, xRowStride, in gradients, dyRowStride, ref to, dxRowStride, ref ratios, height, width, norm,
                    default(InverseThreeQuarterPower));
            else
                WithinBackward(
                    in values, xRowStride, in gradients, dyRowStride, ref to, dxRowStride, ref ratios, height, width, norm,
                    new InversePower(norm.Beta));
        }
        for (int row = 0; row < height; row++)
            ClearLanes(ref Unsafe.Add(ref dx, (nint)row * dxRowStride), dxBlockStride, width, channels);
    }

    private static void Within<TPower>(
        ref readonly float x, int xRowStride, ref float y, int yRowStride, int height, int width, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated)
            Within<TPower, Lanes512>(in x, xRowStride, ref y, yRowStride, height, width, norm, power);
        else if (Vector256.IsHardwareAccelerated)
            Within<TPower, Lanes256>(in x, xRowStride, ref y, yRowStride, height, width, norm, power);
        else
            Within<TPower, Lanes128>(in x, xRowStride, ref y, yRowStride, height, width, norm, power);
    }

    private static void WithinBackward<TPower>(
        ref readonly float x, int xRowStride, ref readonly float dy, int dyRowStride, ref float dx, int dxRowStride, ref float ratios,
        int height, int width, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated)
            WithinBackward<TPower,
            Lanes512>(in x, xRowStride, in dy, dyRowStride, ref dx, dxRowStride, ref ratios, height, width, norm, power);
        else if (Vector256.IsHardwareAccelerated)
            WithinBackward<TPower,
            Lanes256>(in x, xRowStride, in dy, dyRowStride, ref dx, dxRowStride, ref ratios, height, width, norm, power);
        else
            WithinBackward<TPower,
            Lanes128>(in x, xRowStride, in dy, dyRowStride, ref dx, dxRowStride, ref ratios, height, width, norm, power);
    }

    // One block of 16 channels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Within<TPower,
    TLanes>(ref readonly float x, int xRowStride, ref float y, int yRowStride, int height, int width, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes scale = TLanes.Create(norm.Scale), k = TLanes.Create(norm.K);
        for (int row = 0; row < height; row++)
        {
            ref readonly float xRow = ref Row(in x, row, xRowStride);
            ref float yRow = ref Unsafe.Add(ref y, (nint)row * yRowStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes sum = SumAround<TLanes>(in x, xRowStride, row, column, lane, height, width, norm.Reach, squared: true);
                    nuint at = (nuint)(column * Block + lane);
                    (TLanes.Load(in xRow, at) * power.Apply(TLanes.MultiplyAdd(sum, scale, k))).Store(ref yRow, at);
                }
            }
        }
    }

    // One block of 16 channels. The ratios are dy y / s; the first summand of dx waits in its place.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WithinBackward<TPower, TLanes>(
        ref readonly float x, int xRowStride, ref readonly float dy, int dyRowStride, ref float dx, int dxRowStride, ref float ratios,
        int height, int width, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes scale = TLanes.Create(norm.Scale), k = TLanes.Create(norm.K), factor = TLanes.Create(-2f * norm.Scale * norm.Beta);
        int ratioRow = width * Block;
        for (int row = 0; row < height; row++)
        {
            ref readonly float xRow = ref Row(in x, row, xRowStride);
            ref readonly float dyRow = ref Row(in dy, row, dyRowStride);
            ref float dxRow = ref Unsafe.Add(ref dx, (nint)row * dxRowStride);
            ref float to = ref Unsafe.Add(ref ratios, (nint)row * ratioRow);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes sum = SumAround<TLanes>(in x, xRowStride, row, column, lane, height, width, norm.Reach, squared: true);
                    TLanes s = TLanes.MultiplyAdd(sum, scale, k);
                    nuint at = (nuint)(column * Block + lane);
                    TLanes passed = TLanes.Load(in dyRow, at) * power.Apply(s);
                    passed.Store(ref dxRow, at);
                    (passed * TLanes.Load(in xRow, at) / s).Store(ref to, at);
                }
            }
        }
        for (int row = 0; row < height; row++)
        {
            ref readonly float xRow = ref Row(in x, row, xRowStride);
            ref float dxRow = ref Unsafe.Add(ref dx, (nint)row * dxRowStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes sum = SumAround<TLanes>(in ratios, ratioRow, row, column, lane, height, width, norm.Reach, squared: false);
                    nuint at = (nuint)(column * Block + lane);
                    TLanes.MultiplyAdd(factor * sum, TLanes.Load(in xRow, at), TLanes.Load(in dxRow, at)).Store(ref dxRow, at);
                }
            }
        }
    }

    // The sum of the values, or of their squares, of the pixels that lie in the window around one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SumAround<TLanes>(
        ref readonly float block, int rowStride, int row, int column, int lane, int height, int width, int reach, bool squared)
        where TLanes : struct, ILanes<TLanes>
    {
        int lastRow = Math.Min(row + reach, height - 1), firstColumn = Math.Max(column - reach, 0),
        lastColumn = Math.Min(column + reach, width - 1);
        TLanes sum = TLanes.Create(0f), total = TLanes.Create(0f);
        int terms = 0;
        for (int r = Math.Max(row - reach, 0); r <= lastRow; r++)
        {
            ref readonly float values = ref Row(in block, r, rowStride);
            for (int c = firstColumn; c <= lastColumn; c++)
            {
                if (++terms % SummationRun.Longest == 0) SummationRun.End(ref sum, ref total);
                TLanes value = TLanes.Load(in values, (nuint)(c * Block + lane));
                sum = squared ? TLanes.MultiplyAdd(value, value, sum) : sum + value;
            }
        }
        return total + sum;
    }
}
