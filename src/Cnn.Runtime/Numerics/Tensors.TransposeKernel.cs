using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Exchanges the parts of maps and channels in a packed kernel, for the gradient by a convolution's input:
    /// [maps/16][rows][columns][channels][16] to [channels/16][rows][columns][maps][16], lanes past the last channel zero.
    /// The kernel is not turned.
    /// </summary>
    /// <param name="packed">The kernel as parameters hold it.</param>
    /// <param name="transposed">
    /// The destination; only the blocks from <paramref name="begin"/> to <paramref name="end"/> are written.
    /// </param>
    /// <param name="maps">Output feature maps.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="rows">Kernel rows.</param>
    /// <param name="columns">Kernel columns.</param>
    /// <param name="begin">The first block of 16 input channels.</param>
    /// <param name="end">One past the last block of 16 input channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeKernel(
        ref readonly float packed, ref float transposed, int maps, int channels, int rows, int columns, int begin, int end)
    {
        int taps = rows * columns;
        for (int block = begin; block < end; block++)
        {
            int lanes = Math.Min(Block, channels - block * Block);
            for (int tap = 0; tap < taps; tap++)
            {
                ref float to = ref Unsafe.Add(ref transposed, ((nint)block * taps + tap) * maps * Block);
                for (int map = 0; map < maps; map++)
                {
                    nint mapBlock = (nint)(map / Block) * taps + tap;
                    ref float from = ref Unsafe.Add(
                        ref Unsafe.AsRef(in packed), (mapBlock * channels + (nint)block * Block) * Block + map % Block);
                    ref float lane = ref Unsafe.Add(ref to, (nint)map * Block);
                    for (int channel = 0; channel < lanes; channel++)
                        Unsafe.Add(ref lane, channel) = Unsafe.Add(ref from, channel * Block);
                    for (int channel = lanes; channel < Block; channel++)
                        Unsafe.Add(ref lane, channel) = 0f;
                }
            }
        }
    }
}
