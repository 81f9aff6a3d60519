using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>[height][width][channels], contiguous, to blocked.</summary>
    /// <param name="channelsLast">The source.</param>
    /// <param name="blocked">The destination; lanes past the last channel are written as zero.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="rowStride">Floats from one row of a block to the next.</param>
    /// <param name="blockStride">Floats from one block to the next.</param>
    public static void ToBlocked(
        ref readonly float channelsLast, ref float blocked, int height, int width, int channels, int rowStride, int blockStride)
    {
        for (int first = 0; first < channels; first += Block)
        {
            int lanes = Math.Min(Block, channels - first);
            for (int row = 0; row < height; row++)
            {
                ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in channelsLast), (nint)row * width * channels + first);
                ref float to = ref Unsafe.Add(ref blocked, (nint)(first / Block) * blockStride + (nint)row * rowStride);
                if (lanes == Block)
                {
                    for (int column = 0; column < width; column++)
                        CopyBlock(ref Unsafe.Add(ref from, (nint)column * channels), ref Unsafe.Add(ref to, (nint)column * Block));
                }
                else
                {
                    for (int column = 0; column < width; column++)
                    {
                        Span<float> pixel = Pixel(ref to, (nint)column * Block, Block);
                        Pixel(ref from, (nint)column * channels, lanes).CopyTo(pixel);
                        pixel[lanes..].Clear();
                    }
                }
            }
        }
    }

    /// <summary>
    /// Blocked to [height][width][channels], contiguous: the inverse of <see cref="ToBlocked(ref readonly float, ref float, int, int, int,
    /// int, int)"/>.
    /// </summary>
    /// <param name="blocked">The source.</param>
    /// <param name="channelsLast">The destination.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="rowStride">Floats from one row of a block to the next.</param>
    /// <param name="blockStride">Floats from one block to the next.</param>
    public static void FromBlocked(
        ref readonly float blocked, ref float channelsLast, int height, int width, int channels, int rowStride, int blockStride)
    {
        for (int first = 0; first < channels; first += Block)
        {
            int lanes = Math.Min(Block, channels - first);
            for (int row = 0; row < height; row++)
            {
                ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in blocked), (nint)(first / Block) * blockStride + (nint)row * rowStride);
                ref float to = ref Unsafe.Add(ref channelsLast, (nint)row * width * channels + first);
                if (lanes == Block)
                {
                    for (int column = 0; column < width; column++)
                        CopyBlock(ref Unsafe.Add(ref from, (nint)column * Block), ref Unsafe.Add(ref to, (nint)column * channels));
                }
                else
                {
                    for (int column = 0; column < width; column++)
                        Pixel(ref from, (nint)column * Block, lanes).CopyTo(Pixel(ref to, (nint)column * channels, lanes));
                }
            }
        }
    }

    /// <summary>Sixteen floats; one, two or four registers, as the processor has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBlock(ref float from, ref float to) =>
        Vector512.LoadUnsafe(ref from).StoreUnsafe(ref to);
}
