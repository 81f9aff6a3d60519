using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Copies channels from one blocked map to another, each map given from its first pixel; the lanes past the last channel, up to the end
    /// of its block, become zero.
    /// </summary>
    /// <param name="from">The source.</param>
    /// <param name="fromChannel">The first channel to copy.</param>
    /// <param name="fromRowStride">Floats from one row of a block of the source to the next.</param>
    /// <param name="fromBlockStride">Floats from one block of the source to the next.</param>
    /// <param name="to">The destination.</param>
    /// <param name="toChannel">The channel that the first one becomes.</param>
    /// <param name="toRowStride">Floats from one row of a block of the destination to the next.</param>
    /// <param name="toBlockStride">Floats from one block of the destination to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">How many channels to copy.</param>
    public static void CopyChannels(
        ref readonly float from, int fromChannel, int fromRowStride, int fromBlockStride,
        ref float to, int toChannel, int toRowStride, int toBlockStride, int height, int width, int channels)
    {
        bool lanesStay = fromChannel % Block == toChannel % Block;
        for (int done = 0; done < channels;)
        {
            int source = fromChannel + done, target = toChannel + done;
            // As far as neither map's block ends.
            int lanes = Math.Min(channels - done, Block - Math.Max(source % Block, target % Block));
            bool isLast = done + lanes == channels;
            int zeros = isLast ? Block - target % Block - lanes : 0;
            bool wholeBlocks = lanesStay && lanes == Block;
            for (int row = 0; row < height; row++)
            {
                ref float first = ref Unsafe.Add(
                    ref Unsafe.AsRef(in from), (nint)(source / Block) * fromBlockStride + (nint)row * fromRowStride + source % Block);
                ref float second = ref Unsafe.Add(
                    ref to, (nint)(target / Block) * toBlockStride + (nint)row * toRowStride + target % Block);
                if (wholeBlocks)
                {
                    VectorMath.Copy(in first, ref second, width * Block);
                    continue;
                }
                for (int column = 0; column < width; column++)
                {
                    Pixel(ref first, (nint)column * Block, lanes).CopyTo(Pixel(ref second, (nint)column * Block, lanes));
                    Pixel(ref second, (nint)column * Block + lanes, zeros).Clear();
                }
            }
            done += lanes;
        }
    }
}
