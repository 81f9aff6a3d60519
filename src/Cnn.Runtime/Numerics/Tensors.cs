using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn.Runtime;

/// <summary>
/// Moves between layouts, and normalization over neighbours; generated code calls them. "Blocked" is [channels/16][height][width][16] with
/// the lanes past the last channel zero. Strides are in floats, and nothing is checked: the caller's plan was.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static partial class Tensors
{
    /// <summary>Channels of one block, for every instruction set.</summary>
    private const int Block = ChannelBlocks.Lanes;

    /// <summary>
    /// Copies contiguous rows into a buffer with a halo: row r of <paramref name="rowFloats"/> floats to <c>r × toRowStride</c>.
    /// </summary>
    public static void CopyRows(ref readonly float from, ref float to, int rows, int rowFloats, int toRowStride)
    {
        for (int row = 0; row < rows; row++)
        {
            VectorMath.Copy(
                in Unsafe.Add(ref Unsafe.AsRef(in from), (nint)row * rowFloats),
                ref Unsafe.Add(ref to, (nint)row * toRowStride),
                rowFloats);
        }
    }

    private static Span<float> Pixel(ref float first, nint offset, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, offset), length);
}
