using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// Moves a tensor between the weight file's order and the packed one (<see cref="ParameterInfo.PackedIndex"/>, without its divisions).
/// </summary>
internal static class Packing
{
    private const int Lanes = ChannelBlocks.Lanes;

    /// <summary>
    /// Kernels of a map that are moved before the next map's: what they touch on the packed side stays in the cache until all 16 maps have
    /// been there.
    /// </summary>
    private const int Piece = 16;

    /// <param name="info">The tensor.</param>
    /// <param name="source">The kernels of each map, one after the other: [maps][channels][rows][columns].</param>
    /// <param name="packed">[maps/16][rows][columns][channels][16]; padding lanes, and weights that there are not, are left alone.</param>
    public static void Pack(ParameterInfo info, ReadOnlySpan<float> source, Span<float> packed) =>
        Move(info, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(source), source.Length), packed, isPacking: true);

    /// <summary>The inverse of <see cref="Pack"/>.</summary>
    public static void Unpack(ParameterInfo info, ReadOnlySpan<float> packed, Span<float> destination) =>
        Move(info, destination, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(packed), packed.Length), isPacking: false);

    private static void Move(ParameterInfo info, Span<float> file, Span<float> packed, bool isPacking)
    {
        KernelLayout layout = info.Layout;
        int taps = info.Rows * info.Columns, next = 0, piece = layout.IsDense ? Piece : 1;
        Span<int> begins = stackalloc int[Lanes];
        for (int firstMap = 0; firstMap < info.Maps; firstMap += Lanes)
        {
            KernelLayout.Block block = layout.MapBlock(firstMap / Lanes);
            int maps = Math.Min(Lanes, info.Maps - firstMap), most = 0;
            for (int lane = 0; lane < maps; lane++)
            {
                begins[lane] = layout.FileBegin(firstMap + lane, next);
                next += layout.ChannelCount(firstMap + lane) * taps;
                most = Math.Max(most, layout.ChannelCount(firstMap + lane));
            }
            for (int first = 0; first < most; first += piece)
            {
                for (int lane = 0; lane < maps; lane++)
                {
                    int map = firstMap + lane, count = Math.Min(piece, layout.ChannelCount(map) - first);
                    if (count <= 0)
                        continue;
                    int channel = layout.Channel(map, first) - block.First;
                    MovePiece(
                        file.Slice(begins[lane] + (first * taps), count * taps), packed[(block.Offset + (channel * Lanes) + lane)..], taps,
                        block.Count * Lanes, isPacking);
                }
            }
        }
    }

    // Kernels of one map and consecutive channels. Optimised at once: it runs for millions of weights before the runtime would notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MovePiece(Span<float> file, Span<float> packed, int taps, int step, bool isPacking)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            int at = tap * step;
            if (isPacking)
            {
                for (int i = tap; i < file.Length; i += taps, at += Lanes) packed[at] = file[i];
            }
            else
            {
                for (int i = tap; i < file.Length; i += taps, at += Lanes) file[i] = packed[at];
            }
        }
    }
}
