using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes the transforms to what is multiplied: of a block's tiles of the input, and of the gradient of the output for the gradient of the weights, where zeros around it fill up the tiles
/// at the border. Each tile is transformed for 16 channels at a time, first its rows, then its columns.
/// </summary>
internal sealed class WinogradTileEmitter
{
    private const int Lanes = TensorGeometry.Lanes;

    private readonly CodeWriter _writer;
    private readonly WinogradGeometry _geometry;

    private WinogradTileEmitter(CodeWriter writer, WinogradGeometry geometry) => (_writer, _geometry) = (writer, geometry);

    /// <summary>Bᵀ d B.</summary>
    public static void Emit(CodeWriter writer, string name, WinogradInputShape shape)
    {
        var g = shape.Geometry;
        writer.Code($"// {g.Form}: tiles of {g.Form.Tile}x{g.Form.Tile} pixels, transformed to [{g.Form.Products}][{g.ChannelBlocks} channels/16][{g.BlockTiles} tiles][16].");
        new WinogradTileEmitter(writer, g).Emit(name, new(
            "x", "v", "block", g.ChannelBlocks, g.Form.Tile, shape.RowStride, shape.BlockStride, shape.InstanceStride, g.InputStride, shape.IsFar, (lines, line) => lines.Input(line)));
    }

    /// <summary>A dy Aᵀ; gradients are always read from far.</summary>
    public static void Emit(CodeWriter writer, string name, WinogradOutputGradientShape shape)
    {
        var g = shape.Geometry;
        writer.Code($"// {g.Form}: gradients of tiles of {g.Form.Outputs}x{g.Form.Outputs} pixels, transformed to [{g.Form.Products}][{g.ChunkBlocks} maps/16][{g.BlockTiles} tiles][16].");
        new WinogradTileEmitter(writer, g).Emit(name, new(
            "dy", "z", "k", g.ChunkBlocks, g.Form.Outputs, shape.RowStride, shape.BlockStride, shape.InstanceStride, g.ProductStride, IsFar: true, (lines, line) => lines.OutputGradient(line)));
    }

    private void Emit(string name, Transform transform) => WidthDispatch.Write(
        _writer, name,
        [("ref readonly float " + transform.From, "in " + transform.From), ("ref float " + transform.To, "ref " + transform.To), ("int first", "first"), ("int tiles", "tiles")],
        width => Body(transform, width));

    private void Body(Transform transform, VectorWidth width)
    {
        using (_writer.Block("for (int t = 0; t < tiles; t++)"))
        {
            WinogradTile.Locate(_writer, _geometry);
            _writer.Code($"ref float tile = ref _Mem.Add(ref _Mem.AsRef(in {transform.From}), {WinogradTile.Offset(_geometry, transform.InstanceStride, transform.RowStride)});");
            using (_writer.Open($"for (nint {transform.Block} = 0; {transform.Block} < {transform.Blocks}; {transform.Block}++)"))
            using (PixelAddress.Lanes(_writer, width, out string lane))
            {
                string plusLane = lane.Length == 0 ? "" : " + " + lane;
                _writer.Code($"ref float from = ref _Mem.Add(ref tile, {transform.Block} * {transform.BlockStride}{plusLane});");
                _writer.Code($"ref float to = ref _Mem.Add(ref {transform.To}, {transform.Block} * {_geometry.BlockTiles * Lanes} + t * {Lanes}{plusLane});");
                if (transform.IsFar) FetchBelow(transform);
                Square(transform, WidthDispatch.Alias(width));
            }
        }
    }

    private void Square(Transform transform, string v)
    {
        int n = _geometry.Form.Tile;
        foreach (var (j, column) in new WinogradLines(_writer, v, _geometry.Form).Square(
            transform.Rows, (i, j) => Invariant.Format($"{v}.LoadUnsafe(ref _Mem.Add(ref from, {i * transform.RowStride + j * Lanes}))"), transform.Line))
        {
            for (int i = 0; i < n; i++) _writer.Code($"{v}.StoreUnsafe({column[i]}, ref _Mem.Add(ref to, {(i * n + j) * transform.ElementStride}));");
        }
    }

    // Has the processor fetch what the tile below reads and this one does not: rows are too short for it to see by itself that one follows another.
    private void FetchBelow(Transform transform)
    {
        int outputs = _geometry.Form.Outputs;
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < outputs; j++)
                _writer.Code($"_Tensors.Fetch(ref _Mem.Add(ref from, {(transform.Rows + i) * transform.RowStride + j * Lanes}));");
    }

    /// <summary>What differs between the two.</summary>
    /// <param name="From">The name of what is read.</param>
    /// <param name="To">The name of what is written.</param>
    /// <param name="Block">The counter of blocks of 16 channels.</param>
    /// <param name="Blocks">How many there are.</param>
    /// <param name="Rows">Rows and columns that a tile reads.</param>
    /// <param name="RowStride">From one row to the next.</param>
    /// <param name="BlockStride">From 16 channels to the next.</param>
    /// <param name="InstanceStride">From one instance to the next.</param>
    /// <param name="ElementStride">From one element of the transformed tiles to the next.</param>
    /// <param name="IsFar">Whether what is read is no longer in the caches.</param>
    /// <param name="Line">The transform of a line.</param>
    private sealed record Transform(
        string From, string To, string Block, int Blocks, int Rows, int RowStride, int BlockStride, int InstanceStride, int ElementStride, bool IsFar, Func<WinogradLines, string[], string[]> Line);
}
