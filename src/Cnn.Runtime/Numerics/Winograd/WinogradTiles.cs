using System.ComponentModel;

namespace Cnn.Runtime;

/// <summary>
/// The tiles of a convolution by Winograd's algorithm, and how their elements lie between the kernels, [elements][channels/16][tiles][16].
/// Tiles are counted through the rows of an instance, and on through the next instance.
/// </summary>
/// <param name="Rows">Rows of the convolution's output.</param>
/// <param name="Columns">Columns of the convolution's output.</param>
/// <param name="Blocks">Blocks of 16 channels that are transformed.</param>
/// <param name="BlockTiles">Places for tiles in a block of them.</param>
/// <param name="ElementStride">From one element of the tiles to the next, in floats.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WinogradTiles(int Rows, int Columns, int Blocks, int BlockTiles, int ElementStride);
