using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Local response normalization over neighbouring channels (Krizhevsky et al., 2012) of a blocked map, given from its first pixel. The
    /// squares of a row's pixels are put side by side with zeros around each pixel's, so that a window may begin at any channel.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">Floats from one row of a block of the input to the next.</param>
    /// <param name="xBlockStride">Floats from one block of the input to the next.</param>
    /// <param name="y">The output; what its lanes past the last channel become is of no use.</param>
    /// <param name="yRowStride">As for the input.</param>
    /// <param name="yBlockStride">As for the input.</param>
    /// <param name="squares">Room for [width][reach + 16 blocks + reach] floats.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="norm">What to compute.</param>
    public static void NormalizeAcrossChannels(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, ref float squares,
        int height, int width, int channels, ResponseNorm norm)
    {
        if (norm.Beta == 0.75f)
            Across(in x, xRowStride, xBlockStride, ref y, yRowStride, yBlockStride, ref squares, height, width, channels, norm,
                default(InverseThreeQuarterPower));
        else
            Across(in x, xRowStride, xBlockStride, ref y, yRowStride, yBlockStride, ref squares, height, width, channels, norm,
                new InversePower(norm.Beta));
    }

    /// <summary>
    /// The gradient by the input: with s = k + scale Σ x², dx[i] = dy[i] s[i]^-β - 2 scale β x[i] Σ dy[j] x[j] s[j]^(-β-1), summed over the
    /// j whose windows hold i.
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
    /// <param name="squares">Room for [width][reach + 16 blocks + reach] floats.</param>
    /// <param name="ratios">As much room.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="norm">What was computed.</param>
    public static void NormalizeAcrossChannelsBackward(
        ref readonly float x, int xRowStride, int xBlockStride, ref readonly float dy, int dyRowStride, int dyBlockStride,
        ref float dx, int dxRowStride, int dxBlockStride, ref float squares, ref float ratios, int height, int width, int channels,
        ResponseNorm norm)
    {
        for (int row = 0; row < height; row++)
        {
            ref readonly float xRow = ref Row(in x, row, xRowStride);
            ref readonly float dyRow = ref Row(in dy, row, dyRowStride);
            ref float dxRow = ref Unsafe.Add(ref dx, (nint)row * dxRowStride);
            if (norm.Beta == 0.75f)
                AcrossBackward(
                    in xRow, xBlockStride, in dyRow, dyBlockStride, ref dxRow, dxBlockStride, ref squares, ref ratios, width, channels,
                    norm, default(InverseThreeQuarterPower));
            else
                AcrossBackward(
                    in xRow, xBlockStride, in dyRow, dyBlockStride, ref dxRow, dxBlockStride, ref squares, ref ratios, width, channels,
                    norm, new InversePower(norm.Beta));
            ClearLanes(ref dxRow, dxBlockStride, width, channels);
        }
    }

    private static void Across<TPower>(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride, ref float squares,
        int height, int width, int channels, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
    {
        for (int row = 0; row < height; row++)
        {
            ref readonly float xRow = ref Row(in x, row, xRowStride);
            ref float yRow = ref Unsafe.Add(ref y, (nint)row * yRowStride);
            if (Vector512.IsHardwareAccelerated)
                Across<TPower, Lanes512>(in xRow, xBlockStride, ref yRow, yBlockStride, ref squares, width, channels, norm, power);
            else if (Vector256.IsHardwareAccelerated)
                Across<TPower, Lanes256>(in xRow, xBlockStride, ref yRow, yBlockStride, ref squares, width, channels, norm, power);
            else
                Across<TPower, Lanes128>(in xRow, xBlockStride, ref yRow, yBlockStride, ref squares, width, channels, norm, power);
        }
    }

    private static void AcrossBackward<TPower>(
        ref readonly float x, int xBlockStride, ref readonly float dy, int dyBlockStride, ref float dx, int dxBlockStride,
        ref float squares, ref float ratios, int width, int channels, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated)
            AcrossBackward<TPower,
            Lanes512>(
                in x, xBlockStride, in dy, dyBlockStride, ref dx, dxBlockStride, ref squares, ref ratios, width, channels, norm, power);
        else if (Vector256.IsHardwareAccelerated)
            AcrossBackward<TPower,
            Lanes256>(
                in x, xBlockStride, in dy, dyBlockStride, ref dx, dxBlockStride, ref squares, ref ratios, width, channels, norm, power);
        else
            AcrossBackward<TPower,
            Lanes128>(
                in x, xBlockStride, in dy, dyBlockStride, ref dx, dxBlockStride, ref squares, ref ratios, width, channels, norm, power);
    }

    // One row of pixels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Across<TPower, TLanes>(
        ref readonly float x, int xBlockStride, ref float y, int yBlockStride, ref float squares, int width, int channels,
        ResponseNorm norm, TPower power)
        where TPower : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        int blocks = (channels + Block - 1) / Block, pixel = blocks * Block + 2 * norm.Reach, window = 2 * norm.Reach + 1;
        Squares<TLanes>(in x, xBlockStride, ref squares, width, channels, norm.Reach);
        TLanes scale = TLanes.Create(norm.Scale), k = TLanes.Create(norm.K);
        for (int block = 0; block < blocks; block++)
        {
            ref readonly float from = ref Row(in x, block, xBlockStride);
            ref float to = ref Unsafe.Add(ref y, (nint)block * yBlockStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes sum = Window<TLanes>(ref squares, (nint)column * pixel + block * Block + lane, window);
                    nuint at = (nuint)(column * Block + lane);
                    (TLanes.Load(in from, at) * power.Apply(TLanes.MultiplyAdd(sum, scale, k))).Store(ref to, at);
                }
            }
        }
    }

    // One row of pixels. The ratios are dy y / s; the first summand of dx waits in its place.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AcrossBackward<TPower, TLanes>(
        ref readonly float x, int xBlockStride, ref readonly float dy, int dyBlockStride, ref float dx, int dxBlockStride,
        ref float squares, ref float ratios, int width, int channels, ResponseNorm norm, TPower power)
        where TPower : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        int blocks = (channels + Block - 1) / Block, pixel = blocks * Block + 2 * norm.Reach, window = 2 * norm.Reach + 1;
        Squares<TLanes>(in x, xBlockStride, ref squares, width, channels, norm.Reach);
        TLanes scale = TLanes.Create(norm.Scale), k = TLanes.Create(norm.K), factor = TLanes.Create(-2f * norm.Scale * norm.Beta);
        for (int block = 0; block < blocks; block++)
        {
            ref readonly float values = ref Row(in x, block, xBlockStride);
            ref readonly float gradients = ref Row(in dy, block, dyBlockStride);
            ref float to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    nint first = (nint)column * pixel + block * Block + lane;
                    nuint at = (nuint)(column * Block + lane);
                    TLanes s = TLanes.MultiplyAdd(Window<TLanes>(ref squares, first, window), scale, k);
                    TLanes passed = TLanes.Load(in gradients, at) * power.Apply(s);
                    passed.Store(ref to, at);
                    (passed * TLanes.Load(in values, at) / s).Store(ref ratios, (nuint)(first + norm.Reach));
                }
            }
        }
        ClearAround(ref ratios, width, channels, norm.Reach);
        for (int block = 0; block < blocks; block++)
        {
            ref readonly float values = ref Row(in x, block, xBlockStride);
            ref float to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes sum = Window<TLanes>(ref ratios, (nint)column * pixel + block * Block + lane, window);
                    nuint at = (nuint)(column * Block + lane);
                    TLanes.MultiplyAdd(factor * sum, TLanes.Load(in values, at), TLanes.Load(in to, at)).Store(ref to, at);
                }
            }
        }
    }

    private static void Squares<TLanes>(ref readonly float x, int xBlockStride, ref float squares, int width, int channels, int reach)
        where TLanes : struct, ILanes<TLanes>
    {
        int blocks = (channels + Block - 1) / Block, pixel = blocks * Block + 2 * reach;
        for (int block = 0; block < blocks; block++)
        {
            ref readonly float from = ref Row(in x, block, xBlockStride);
            for (int column = 0; column < width; column++)
            {
                for (int lane = 0; lane < Block; lane += TLanes.Count)
                {
                    TLanes value = TLanes.Load(in from, (nuint)(column * Block + lane));
                    (value * value).Store(ref squares, (nuint)((nint)column * pixel + reach + block * Block + lane));
                }
            }
        }
        ClearAround(ref squares, width, channels, reach);
    }

    // Zeros before each pixel's first channel and after its last.
    private static void ClearAround(ref float pixels, int width, int channels, int reach)
    {
        int blocks = (channels + Block - 1) / Block, pixel = blocks * Block + 2 * reach;
        for (int column = 0; column < width; column++)
        {
            Pixel(ref pixels, (nint)column * pixel, reach).Clear();
            Pixel(ref pixels, (nint)column * pixel + reach + channels, blocks * Block - channels + reach).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Window<TLanes>(ref float pixels, nint first, int window)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Load(in pixels, (nuint)first), total = TLanes.Create(0f);
        for (int i = 1; i < window; i++)
        {
            if (i % SummationRun.Longest == 0) SummationRun.End(ref sum, ref total);
            sum += TLanes.Load(in pixels, (nuint)(first + i));
        }
        return total + sum;
    }

    // The lanes past the last channel of a row of the last block.
    private static void ClearLanes(ref float row, int blockStride, int width, int channels)
    {
        int lanes = channels % Block;
        if (lanes == 0)
            return;
        for (int column = 0; column < width; column++)
            Pixel(ref row, (nint)(channels / Block) * blockStride + column * Block + lanes, Block - lanes).Clear();
    }

    private static ref readonly float Row(ref readonly float first, int row, int stride) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in first), (nint)row * stride);
}
