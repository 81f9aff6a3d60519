using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>Copies a map's channels from blocks, [channels/16][height][width][16], one behind the other, with zeros before and behind each row.</summary>
    /// <param name="from">The map's first pixel.</param>
    /// <param name="to">[channels][height][toWidth], written.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="fromRowStride">From one row of the map to the next.</param>
    /// <param name="fromBlockStride">From 16 channels of the map to the next.</param>
    /// <param name="left">Zeros before each row.</param>
    /// <param name="toWidth">A row's floats, the zeros counted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPlanes(
        ref readonly float from, ref float to, int height, int width, int channels, int fromRowStride, int fromBlockStride, int left, int toWidth)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            ref float plane = ref Unsafe.Add(ref Unsafe.AsRef(in from), ((nint)(channel / 16) * fromBlockStride) + (channel % 16));
            for (int row = 0; row < height; row++, to = ref Unsafe.Add(ref to, toWidth), plane = ref Unsafe.Add(ref plane, fromRowStride))
            {
                for (nint i = 0; i < left; i++) Unsafe.Add(ref to, i) = 0f;
                for (nint i = 0; i < width; i++) Unsafe.Add(ref to, left + i) = Unsafe.Add(ref plane, i * 16);
                for (nint i = left + width; i < toWidth; i++) Unsafe.Add(ref to, i) = 0f;
            }
        }
    }
}
