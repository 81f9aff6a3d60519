using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Exchanges the parts of maps and channels in a packed kernel of several groups, for 16 channels: from
    /// [maps/16][rows][columns][channels][16] to [channels/16][rows][columns][maps][16], where each block has only what one of its 16 is
    /// connected to. Weights of unconnected pairs, and of lanes past the last channel, are zero.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="packed">The kernel as parameters hold it.</param>
    /// <param name="transposed">The destination; only the one block is written.</param>
    /// <param name="block">The block of 16 input channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeKernel(ParameterInfo kernel, ref readonly float packed, ref float transposed, int block)
    {
        KernelLayout.Block maps = kernel.Layout.ChannelBlock(block);
        int taps = kernel.Rows * kernel.Columns;
        for (int map = maps.First; map < maps.First + maps.Count; map++)
        {
            KernelLayout.Block channels = kernel.Layout.MapBlock(map / Block);
            for (int tap = 0; tap < taps; tap++)
            {
                ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in packed), channels.Offset + tap * channels.Count * Block + map % Block);
                ref float to = ref Unsafe.Add(ref transposed, maps.Offset + (tap * maps.Count + map - maps.First) * Block);
                for (int lane = 0; lane < Block; lane++)
                {
                    int channel = block * Block + lane - channels.First;
                    Unsafe.Add(ref to, lane) = channel >= 0 && channel < channels.Count ? Unsafe.Add(ref from, channel * Block) : 0f;
                }
            }
        }
    }

    /// <summary>
    /// Makes the gradients zero of the weights of channels that their map does not read, for 16 maps and some rows of the kernel.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="gradients">The kernel's gradients, packed.</param>
    /// <param name="block">The block of 16 maps.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">Rows.</param>
    public static void ClearUnconnected(ParameterInfo kernel, ref float gradients, int block, int firstRow, int rows)
    {
        KernelLayout.Block channels = kernel.Layout.MapBlock(block);
        Span<bool> isRead = channels.Count <= 1024 ? stackalloc bool[channels.Count] : new bool[channels.Count];
        for (int map = block * Block; map < Math.Min((block + 1) * Block, kernel.Maps); map++)
        {
            isRead.Clear();
            for (int i = 0; i < kernel.Layout.ChannelCount(map); i++) isRead[kernel.Layout.Channel(map, i) - channels.First] = true;
            for (int tap = firstRow * kernel.Columns; tap < (firstRow + rows) * kernel.Columns; tap++)
            {
                ref float first = ref Unsafe.Add(ref gradients, channels.Offset + tap * channels.Count * Block + map % Block);
                for (int channel = 0; channel < channels.Count; channel++)
                    if (!isRead[channel]) Unsafe.Add(ref first, channel * Block) = 0f;
            }
        }
    }
}
