namespace Cnn.Planning;

/// <summary>
/// A convolution of stride 1 as Winograd's algorithm sees it, forward or on the way back (where the input is the gradient of the output):
/// its tiles, and the blocks of tiles that are transformed, multiplied and transformed back together, so that what lies between stays in
/// the cache.
/// </summary>
/// <param name="Form">The form.</param>
/// <param name="Channels">Channels that are read.</param>
/// <param name="Maps">Maps that are written.</param>
/// <param name="Rows">Rows of the output.</param>
/// <param name="Columns">Columns of the output.</param>
/// <param name="BlockTiles">Tiles of a block; those of several instances follow one another.</param>
/// <param name="ChunkBlocks">Blocks of 16 maps that are multiplied and transformed back at a time; they divide all.</param>
public sealed record WinogradGeometry(WinogradForm Form, int Channels, int Maps, int Rows, int Columns, int BlockTiles, int ChunkBlocks)
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>Tiles of a row.</summary>
    public int TileColumns => Form.Tiles(Columns);

    /// <summary>Tiles of an instance.</summary>
    public int Tiles => Form.Tiles(Rows) * TileColumns;

    /// <summary>Blocks of 16 channels.</summary>
    public int ChannelBlocks => (Channels + Lanes - 1) / Lanes;

    /// <summary>Blocks of 16 maps.</summary>
    public int MapBlocks => (Maps + Lanes - 1) / Lanes;

    /// <summary>Chunks of maps.</summary>
    public int Chunks => MapBlocks / ChunkBlocks;

    /// <summary>
    /// From one element of the tiles to the next in the transformed input, <c>[elements][channels/16][tiles][16]</c>. A line more than they
    /// take: the stores of a tile, one to each element, must not all fall into one set of the cache.
    /// </summary>
    public int InputStride => (ChannelBlocks * BlockTiles + 1) * Lanes;

    /// <summary>From one element of the tiles to the next in the products, <c>[elements][maps/16 of the chunk][tiles][16]</c>.</summary>
    public int ProductStride => (ChunkBlocks * BlockTiles + 1) * Lanes;

    /// <summary>Floats of the transformed input of a block.</summary>
    public int InputFloats => Form.Products * InputStride;

    /// <summary>Floats that a thread needs at a time: the transformed input of a block, and the products of a chunk.</summary>
    public int ScratchFloats => InputFloats + Form.Products * ProductStride;

    /// <summary>Floats of the transformed weights of a chunk, <c>[maps/16][elements][channels][16]</c>.</summary>
    public int ChunkWeightFloats => ChunkBlocks * Form.Products * Channels * Lanes;

    /// <summary>Floats of the transformed weights.</summary>
    public long WeightFloats => (long)Chunks * ChunkWeightFloats;

    /// <summary>The halo that the input needs, so that the last row and column of tiles lie inside.</summary>
    public static Halo InputHalo(WinogradForm form, int rows, int columns, TensorShape input, int padTop, int padLeft) => new(
        padTop, Math.Max(0, form.Tiles(rows) * form.Outputs + form.Kernel - 1 - padTop - input.Height),
        padLeft, Math.Max(0, form.Tiles(columns) * form.Outputs + form.Kernel - 1 - padLeft - input.Width));
}
