using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Copies contiguous rows of bytes, as the floats 0 to 255, into a buffer with or without a halo: row r of <paramref name="rowBytes"/>
    /// bytes to <c>r × toRowStride</c>.
    /// </summary>
    public static void CopyRows(ref readonly byte from, ref float to, int rows, int rowBytes, int toRowStride)
    {
        for (int row = 0; row < rows; row++)
            Widen(ref Unsafe.Add(ref Unsafe.AsRef(in from), (nint)row * rowBytes), ref Unsafe.Add(ref to, (nint)row * toRowStride),
                rowBytes);
    }

    /// <summary>Bytes of [height][width][channels], contiguous, to floats 0 to 255, blocked.</summary>
    /// <param name="channelsLast">The source.</param>
    /// <param name="blocked">The destination; lanes past the last channel are written as zero.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="rowStride">Floats from one row of a block to the next.</param>
    /// <param name="blockStride">Floats from one block to the next.</param>
    public static void ToBlocked(
        ref readonly byte channelsLast, ref float blocked, int height, int width, int channels, int rowStride, int blockStride)
    {
        for (int first = 0; first < channels; first += Block)
        {
            int lanes = Math.Min(Block, channels - first);
            for (int row = 0; row < height; row++)
            {
                ref byte from = ref Unsafe.Add(ref Unsafe.AsRef(in channelsLast), (nint)row * width * channels + first);
                ref float to = ref Unsafe.Add(ref blocked, (nint)(first / Block) * blockStride + (nint)row * rowStride);
                for (int column = 0; column < width; column++)
                {
                    Widen(ref Unsafe.Add(ref from, (nint)column * channels), ref Unsafe.Add(ref to, (nint)column * Block), lanes);
                    Pixel(ref to, (nint)column * Block + lanes, Block - lanes).Clear();
                }
            }
        }
    }

    private static void Widen(ref byte from, ref float to, int count)
    {
        int i = 0;
        for (; i <= count - Block; i += Block)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            Store(low, ref Unsafe.Add(ref to, i));
            Store(high, ref Unsafe.Add(ref to, i + Block / 2));
        }
        for (; i < count; i++)
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<ushort> values, ref float to)
    {
        var (low, high) = Vector128.Widen(values);
        Vector128.ConvertToSingle(low.AsInt32()).StoreUnsafe(ref to);
        Vector128.ConvertToSingle(high.AsInt32()).StoreUnsafe(ref to, (nuint)Vector128<float>.Count);
    }
}
