namespace Cnn.Planning;

/// <summary>
/// The gradient of a kernel by Winograd's algorithm transposed: for each element of the tiles, transformed inputs times transformed
/// gradients of outputs, summed over the tiles of all instances, and transformed once to the kernel's gradient, <c>dg = Gᵀ (Σ (Bᵀ d B) ⊙ (A
/// dy Aᵀ)) G</c>. A unit of work owns some channels and maps.
/// </summary>
/// <param name="Form">The form.</param>
/// <param name="Channels">Channels of the convolution.</param>
/// <param name="Maps">Maps of the convolution.</param>
/// <param name="Rows">Rows of its output.</param>
/// <param name="Columns">Columns of its output.</param>
/// <param name="BlockTiles">Tiles of a block; those of several instances follow one another.</param>
/// <param name="ChannelChunk">Blocks of 16 channels of a unit; they divide all.</param>
/// <param name="MapChunk">Blocks of 16 maps of a unit; they divide all.</param>
public sealed record WinogradGradientGeometry(
    WinogradForm Form, int Channels, int Maps, int Rows, int Columns, int BlockTiles, int ChannelChunk, int MapChunk)
{
    /// <summary>Blocks of tiles whose sums are added up before they go to the totals, where a batch has more.</summary>
    public const int RunBlocks = 32;

    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>
    /// Whether the sums of so many instances have totals, to which those of some blocks are added (<see cref="SummationRun"/>).
    /// </summary>
    public bool HasTotals(int instances) => ((long)instances * Tiles.Tiles + BlockTiles - 1) / BlockTiles > RunBlocks;

    /// <summary>A unit's tiles as those of a convolution: the gradients of outputs lie as its products do.</summary>
    public WinogradGeometry Tiles => new(Form, ChannelChunk * Lanes, MapChunk * Lanes, Rows, Columns, BlockTiles, MapChunk);

    /// <summary>Units that share the channels of one chunk.</summary>
    public int MapChunks => (Maps + Lanes - 1) / Lanes / MapChunk;

    /// <summary>Chunks of channels.</summary>
    public int ChannelChunks => (Channels + Lanes - 1) / Lanes / ChannelChunk;

    /// <summary>Units of work.</summary>
    public int Units => MapChunks * ChannelChunks;

    /// <summary>From one element to the next in a unit's sums, <c>[elements][maps/16][channels][16]</c>.</summary>
    public int SumStride => MapChunk * ChannelChunk * Lanes * Lanes;

    /// <summary>Floats of a unit's sums.</summary>
    public int SumFloats => Form.Products * SumStride;

    /// <summary>Floats that a block works on: both transformed operands, and the sums.</summary>
    public int BlockFloats => Tiles.ScratchFloats + SumFloats;

    /// <summary>Floats that a thread needs for so many instances: those of a block, and the totals of the sums.</summary>
    public int ScratchFloatsFor(int instances) => BlockFloats + (HasTotals(instances) ? SumFloats : 0);

    /// <summary>The halo that the gradient of the output needs, so that the last row and column of tiles lie inside.</summary>
    public Halo GradientHalo => new(0, Form.Tiles(Rows) * Form.Outputs - Rows, 0, Form.Tiles(Columns) * Form.Outputs - Columns);
}
