using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes the transform of a block's tiles of the gradient of the output, for the gradient of the weights; zeros around the gradient fill up the tiles at the border.</summary>
internal static class WinogradOutputGradientEmitter
{
    private const int Lanes = TensorGeometry.Lanes;

    public static void Emit(CodeWriter writer, string name, WinogradOutputGradientShape shape)
    {
        var g = shape.Geometry;
        writer.Code($"// {g.Form}: gradients of tiles of {g.Form.Outputs}x{g.Form.Outputs} pixels, transformed to [{g.Form.Products}][{g.ChunkBlocks} maps/16][{g.BlockTiles} tiles][16].");
        WidthDispatch.Write(
            writer, name, [("ref readonly float dy", "in dy"), ("ref float z", "ref z"), ("int first", "first"), ("int tiles", "tiles")], width => Body(writer, shape, width));
    }

    private static void Body(CodeWriter writer, WinogradOutputGradientShape shape, VectorWidth width)
    {
        var g = shape.Geometry;
        using (writer.Block("for (int t = 0; t < tiles; t++)"))
        {
            WinogradTile.Locate(writer, g);
            writer.Code($"ref float tile = ref _Mem.Add(ref _Mem.AsRef(in dy), {WinogradTile.Offset(g, shape.InstanceStride, shape.RowStride)});");
            using (writer.Open($"for (nint k = 0; k < {g.ChunkBlocks}; k++)"))
            using (PixelAddress.Lanes(writer, width, out string lane))
            {
                string plusLane = lane.Length == 0 ? "" : " + " + lane;
                writer.Code($"ref float from = ref _Mem.Add(ref tile, k * {shape.BlockStride}{plusLane});");
                writer.Code($"ref float to = ref _Mem.Add(ref z, k * {g.BlockTiles * Lanes} + t * {Lanes}{plusLane});");
                WinogradTile.FetchBelow(writer, g.Form.Outputs, g.Form.Outputs, shape.RowStride);
                Transform(writer, shape, width);
            }
        }
    }

    private static void Transform(CodeWriter writer, WinogradOutputGradientShape shape, VectorWidth width)
    {
        var g = shape.Geometry;
        string v = WidthDispatch.Alias(width);
        int n = g.Form.Tile, m = g.Form.Outputs;
        var lines = new WinogradLines(writer, v, g.Form);
        string[][] rows = new string[m][];
        for (int i = 0; i < m; i++)
            rows[i] = lines.OutputGradient([.. Enumerable.Range(0, m).Select(j => lines.Value(Invariant.Format($"{v}.LoadUnsafe(ref _Mem.Add(ref from, {i * shape.RowStride + j * Lanes}))")))]);
        for (int j = 0; j < n; j++)
        {
            string[] column = lines.OutputGradient([.. rows.Select(row => row[j])]);
            for (int i = 0; i < n; i++) writer.Code($"{v}.StoreUnsafe({column[i]}, ref _Mem.Add(ref to, {(i * n + j) * g.ProductStride}));");
        }
    }
}
