using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cnn.Runtime;

/// <summary>
/// The transforms of Winograd's minimal filtering (Lavin and Gray, 2016), 16 channels or maps at a time; generated code calls them. The
/// points are 0, ±1 and ∞, and ±2 where tiles have six rows. Strides are in floats, and nothing is checked: the caller's plan was.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static partial class Winograd
{
    /// <summary>Channels of one block, for every instruction set.</summary>
    internal const int Block = ChannelBlocks.Lanes;

    private const int LargestTile = 6;

    private const int LineBytes = 64;

    // A tile of six rows and columns for the longest vectors, and what is lost where it does not begin with a cache line.
    private const int RowFloats = (LargestTile * LargestTile * Block) + (LineBytes / sizeof(float));
}
