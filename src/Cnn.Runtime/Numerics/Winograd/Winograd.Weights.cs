using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Winograd
{
    private const int LargestKernel = 5;

    /// <summary>Transforms the kernels of 16 maps: [rows][columns][channels][16] to [elements][channels][16].</summary>
    /// <param name="packed">The kernel as parameters hold it, [maps/16][rows][columns][channels][16].</param>
    /// <param name="transformed">The destination, [maps/16][elements][channels][16]; only the block at hand is written.</param>
    /// <param name="kernel">Rows and columns of the kernel, 3 or 5.</param>
    /// <param name="tile">Rows and columns of a tile of inputs, 4 or 6.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="block">The block of 16 maps.</param>
    public static void TransformWeights(ref readonly float packed, ref float transformed, int kernel, int tile, int channels, int block)
    {
        ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in packed), (nint)block * kernel * kernel * channels * Block);
        ref float to = ref Unsafe.Add(ref transformed, (nint)block * tile * tile * channels * Block);
        for (int channel = 0; channel < channels; channel++)
            Transform(
                ref Unsafe.Add(ref from, channel * Block), channels * Block, ref Unsafe.Add(ref to, channel * Block), channels * Block,
                kernel, tile);
    }

    /// <summary>
    /// The same for the gradient of a convolution's input, where maps are what is read, channels what is written, and the kernel is turned
    /// by half a turn: the destination is [channels/16][elements][maps][16].
    /// </summary>
    /// <param name="packed">The kernel as parameters hold it, [maps/16][rows][columns][channels][16].</param>
    /// <param name="transformed">The destination; only the block at hand is written.</param>
    /// <param name="kernel">Rows and columns of the kernel, 3 or 5.</param>
    /// <param name="tile">Rows and columns of a tile of inputs, 4 or 6.</param>
    /// <param name="maps">Output feature maps of the convolution.</param>
    /// <param name="channels">Input channels of the convolution.</param>
    /// <param name="block">The block of 16 input channels.</param>
    public static void TurnWeights(
        ref readonly float packed, ref float transformed, int kernel, int tile, int maps, int channels, int block)
    {
        int taps = kernel * kernel, lanes = Math.Min(Block, channels - (block * Block));
        Span<float> turned = stackalloc float[LargestKernel * LargestKernel * Block];
        turned.Clear();
        ref float to = ref Unsafe.Add(ref transformed, (nint)block * tile * tile * maps * Block);
        for (int map = 0; map < maps; map++)
        {
            ref float from = ref Unsafe.Add(
                ref Unsafe.AsRef(in packed), (((nint)(map / Block) * taps * channels) + ((nint)block * Block)) * Block + (map % Block));
            for (int tap = 0; tap < taps; tap++)
            {
                ref float source = ref Unsafe.Add(ref from, (nint)(taps - 1 - tap) * channels * Block);
                for (int lane = 0; lane < lanes; lane++)
                    turned[(tap * Block) + lane] = Unsafe.Add(ref source, lane * Block);
            }
            Transform(ref turned[0], Block, ref Unsafe.Add(ref to, map * Block), maps * Block, kernel, tile);
        }
    }

    /// <summary>
    /// Transforms the sums of a gradient to that of the kernel, <c>dg = Gᵀ S G</c>: [elements][maps/16][channels][16] to
    /// [maps/16][rows][columns][channels][16].
    /// </summary>
    /// <param name="sums">The sums of some blocks of channels and maps.</param>
    /// <param name="gradient">The gradient as parameters lie; only the blocks at hand are written.</param>
    /// <param name="kernel">Rows and columns of the kernel, 3 or 5.</param>
    /// <param name="tile">Rows and columns of a tile of inputs, 4 or 6.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="firstChannelBlock">The first block of 16 channels at hand.</param>
    /// <param name="channelBlocks">Blocks of 16 channels at hand.</param>
    /// <param name="firstMapBlock">The first block of 16 maps at hand.</param>
    /// <param name="mapBlocks">Blocks of 16 maps at hand.</param>
    public static void TransformGradient(
        ref readonly float sums, ref float gradient, int kernel, int tile, int channels, int firstChannelBlock, int channelBlocks,
        int firstMapBlock, int mapBlocks)
    {
        int first = firstChannelBlock * Block, count = Math.Min(channelBlocks * Block, channels - first);
        nint sumStride = (nint)mapBlocks * channelBlocks * Block * Block;
        for (int map = 0; map < mapBlocks; map++)
        {
            ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in sums), (nint)map * channelBlocks * Block * Block);
            ref float to = ref Unsafe.Add(ref gradient, (((nint)(firstMapBlock + map) * kernel * kernel * channels) + first) * Block);
            for (int channel = 0; channel < count; channel++)
            {
                ref float sum = ref Unsafe.Add(ref from, channel * Block), weight = ref Unsafe.Add(ref to, channel * Block);
                if (Vector512.IsHardwareAccelerated) Gather<Lanes512>(ref sum, sumStride, ref weight, (nint)channels * Block, kernel, tile);
                else if (Vector256.IsHardwareAccelerated) Gather<Lanes256>(
                    ref sum, sumStride, ref weight, (nint)channels * Block, kernel, tile);
                else Gather<Lanes128>(ref sum, sumStride, ref weight, (nint)channels * Block, kernel, tile);
            }
        }
    }

    // Gᵀ S G, of 16 maps.
    private static void Gather<TLanes>(ref float from, nint fromStride, ref float to, nint toStride, int kernel, int tile)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> rows = stackalloc float[LargestKernel * LargestTile * Block];
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            for (int j = 0; j < tile; j++)
                LineGradient<TLanes>(
                    ref Unsafe.Add(ref from, j * fromStride), tile * fromStride, ref rows[j * Block], tile * Block, kernel, tile, lane);
            for (int i = 0; i < kernel; i++)
                LineGradient<TLanes>(
                    ref rows[i * tile * Block], Block, ref Unsafe.Add(ref to, i * kernel * toStride), toStride, kernel, tile, lane);
        }
    }

    // Gᵀ of a line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LineGradient<TLanes>(ref float from, nint fromStride, ref float to, nint toStride, int kernel, int tile, nuint lane)
        where TLanes : struct, ILanes<TLanes>
    {
        bool hasTwo = tile == LargestTile;
        TLanes first = TLanes.Load(ref from, lane), last = TLanes.Load(ref Unsafe.Add(ref from, (tile - 1) * fromStride), lane);
        if (hasTwo) first *= TLanes.Create(0.25f);
        TLanes one = TLanes.Load(ref Unsafe.Add(ref from, fromStride), lane),
        minusOne = TLanes.Load(ref Unsafe.Add(ref from, 2 * fromStride), lane);
        TLanes factor = TLanes.Create(hasTwo ? -1f / 6 : 1f / 2);
        TLanes even1 = (one + minusOne) * factor, odd1 = (one - minusOne) * factor, even2 = default, odd2 = default;
        if (hasTwo)
        {
            TLanes two = TLanes.Load(ref Unsafe.Add(ref from, 3 * fromStride), lane),
            minusTwo = TLanes.Load(ref Unsafe.Add(ref from, 4 * fromStride), lane);
            even2 = (two + minusTwo) * TLanes.Create(1f / 24);
            odd2 = (two - minusTwo) * TLanes.Create(1f / 24);
        }
        for (int k = 0; k < kernel; k++)
        {
            TLanes value = k % 2 == 0 ? even1 : odd1;
            if (hasTwo) value = TLanes.MultiplyAdd(k % 2 == 0 ? even2 : odd2, TLanes.Create(1 << k), value);
            if (k == 0) value += first;
            if (k == kernel - 1) value += last;
            value.Store(ref Unsafe.Add(ref to, k * toStride), lane);
        }
    }

    private static void Transform(ref float from, nint fromStride, ref float to, nint toStride, int kernel, int tile)
    {
        if (Vector512.IsHardwareAccelerated) Transform<Lanes512>(ref from, fromStride, ref to, toStride, kernel, tile);
        else if (Vector256.IsHardwareAccelerated) Transform<Lanes256>(ref from, fromStride, ref to, toStride, kernel, tile);
        else Transform<Lanes128>(ref from, fromStride, ref to, toStride, kernel, tile);
    }

    // Elements are a stride apart: 16 maps of each.
    private static void Transform<TLanes>(ref float from, nint fromStride, ref float to, nint toStride, int kernel, int tile)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> rows = stackalloc float[LargestTile * LargestKernel * Block];
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            // The columns of the kernel, then the rows of what they became.
            for (int j = 0; j < kernel; j++)
                Line<TLanes>(
                    ref Unsafe.Add(ref from, j * fromStride), kernel * fromStride, ref rows[j * Block], kernel * Block, kernel, tile, lane);
            for (int i = 0; i < tile; i++)
                Line<TLanes>(
                    ref rows[i * kernel * Block], Block, ref Unsafe.Add(ref to, i * tile * toStride), toStride, kernel, tile, lane);
        }
    }

    // G of a line of the kernel: its polynomial at each point, over the product of the differences to the other points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TLanes>(ref float from, nint fromStride, ref float to, nint toStride, int kernel, int tile, nuint lane)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes first = TLanes.Load(ref from, lane), last = TLanes.Load(ref Unsafe.Add(ref from, (kernel - 1) * fromStride), lane);
        bool hasTwo = tile == LargestTile;
        (hasTwo ? first * TLanes.Create(0.25f) : first).Store(ref to, lane);
        for (int point = 1; point <= (hasTwo ? 2 : 1); point++)
        {
            TLanes even = first, odd = default;
            float power = 1;
            for (int k = 1; k < kernel; k++)
            {
                power *= point;
                TLanes value = TLanes.Load(ref Unsafe.Add(ref from, k * fromStride), lane);
                if (k % 2 == 0) even = TLanes.MultiplyAdd(value, TLanes.Create(power), even);
                else odd = k == 1 ? value * TLanes.Create(power) : TLanes.MultiplyAdd(value, TLanes.Create(power), odd);
            }
            TLanes factor = TLanes.Create(!hasTwo ? 1f / 2 : point == 1 ? -1f / 6 : 1f / 24);
            ((even + odd) * factor).Store(ref Unsafe.Add(ref to, ((2 * point) - 1) * toStride), lane);
            ((even - odd) * factor).Store(ref Unsafe.Add(ref to, 2 * point * toStride), lane);
        }
        last.Store(ref Unsafe.Add(ref to, (tile - 1) * toStride), lane);
    }
}
