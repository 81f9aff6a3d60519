using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes the transform of a block's tiles of the input: of each tile, for 16 channels at a time, first the rows, then the columns.</summary>
internal static class WinogradInputEmitter
{
    public static void Emit(CodeWriter writer, string name, WinogradInputShape shape)
    {
        var g = shape.Geometry;
        writer.Code($"// {g.Form}: tiles of {g.Form.Tile}x{g.Form.Tile} pixels, transformed to [{g.Form.Products}][{g.ChannelBlocks} channels/16][{g.BlockTiles} tiles][16].");
        WidthDispatch.Write(
            writer, name, [("ref readonly float x", "in x"), ("ref float v", "ref v"), ("int first", "first"), ("int tiles", "tiles")], width => Body(writer, shape, width));
    }

    private static void Body(CodeWriter writer, WinogradInputShape shape, VectorWidth width)
    {
        var g = shape.Geometry;
        using (writer.Block("for (int t = 0; t < tiles; t++)"))
        {
            WinogradTile.Locate(writer, g);
            writer.Code($"ref float tile = ref _Mem.Add(ref _Mem.AsRef(in x), {WinogradTile.Offset(g, shape.InstanceStride, shape.RowStride)});");
            using (writer.Open($"for (nint block = 0; block < {g.ChannelBlocks}; block++)"))
            using (PixelAddress.Lanes(writer, width, out string lane))
            {
                string plusLane = lane.Length == 0 ? "" : " + " + lane;
                writer.Code($"ref float from = ref _Mem.Add(ref tile, block * {shape.BlockStride}{plusLane});");
                writer.Code($"ref float to = ref _Mem.Add(ref v, block * {g.BlockTiles * TensorGeometry.Lanes} + t * {TensorGeometry.Lanes}{plusLane});");
                if (shape.IsFar) WinogradTile.FetchBelow(writer, g.Form.Tile, g.Form.Outputs, shape.RowStride);
                Transform(writer, shape, width);
            }
        }
    }

    private static void Transform(CodeWriter writer, WinogradInputShape shape, VectorWidth width)
    {
        string v = WidthDispatch.Alias(width);
        int n = shape.Geometry.Form.Tile;
        var lines = new WinogradLines(writer, v, shape.Geometry.Form);
        string[][] rows = new string[n][];
        for (int i = 0; i < n; i++)
            rows[i] = lines.Input([.. Enumerable.Range(0, n).Select(j => lines.Value(Invariant.Format($"{v}.LoadUnsafe(ref _Mem.Add(ref from, {i * shape.RowStride + j * TensorGeometry.Lanes}))")))]);
        for (int j = 0; j < n; j++)
        {
            string[] column = lines.Input([.. rows.Select(row => row[j])]);
            for (int i = 0; i < n; i++) writer.Code($"{v}.StoreUnsafe({column[i]}, ref _Mem.Add(ref to, {(i * n + j) * shape.Geometry.InputStride}));");
        }
    }
}
