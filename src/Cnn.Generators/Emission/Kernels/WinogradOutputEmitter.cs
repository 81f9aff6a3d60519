using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the transform of products to a block's tiles of the output, 16 maps at a time, with all that happens to a sum before it is stored.</summary>
internal static class WinogradOutputEmitter
{
    private const int Lanes = TensorGeometry.Lanes;

    public static void Emit(CodeWriter writer, string name, WinogradOutputShape shape)
    {
        var g = shape.Geometry;
        writer.Code($"// {g.Form}: products [{g.Form.Products}][{g.ChunkBlocks} maps/16][{g.BlockTiles} tiles][16] to tiles of {g.Form.Outputs}x{g.Form.Outputs} pixels.");
        List<(string, string)> parameters = [("ref readonly float m", "in m")];
        if (shape.Start == SumStart.Bias) parameters.Add(("ref readonly float bias", "in bias"));
        parameters.Add(("ref float c", "ref c"));
        if (NeedsOperand(shape)) parameters.Add(("ref readonly float y", "in y"));
        parameters.AddRange([("int first", "first"), ("int tiles", "tiles")]);
        WidthDispatch.Write(writer, name, parameters, width => Body(writer, shape, width));
    }

    private static bool NeedsOperand(WinogradOutputShape shape) => shape.AddsOperand || shape.Epilogue.IsDerivative();

    private static void Body(CodeWriter writer, WinogradOutputShape shape, VectorWidth width)
    {
        var g = shape.Geometry;
        using (writer.Open($"for (nint k = 0; k < {g.ChunkBlocks}; k++)"))
        using (PixelAddress.Lanes(writer, width, out string lane))
        {
            string plusLane = lane.Length == 0 ? "" : " + " + lane, v = WidthDispatch.Alias(width);
            if (shape.Start == SumStart.Bias) writer.Line($"var b = {v}.LoadUnsafe(ref _Mem.Add(ref _Mem.AsRef(in bias), k * {Lanes}{plusLane}));");
            using (writer.Block("for (int t = 0; t < tiles; t++)"))
            {
                WinogradTile.Locate(writer, g);
                writer.Code($"ref float from = ref _Mem.Add(ref _Mem.AsRef(in m), k * {g.BlockTiles * Lanes} + t * {Lanes}{plusLane});");
                writer.Code($"ref float to = ref _Mem.Add(ref c, k * {shape.BlockStride} + {WinogradTile.Offset(g, shape.InstanceStride, shape.RowStride)}{plusLane});");
                if (NeedsOperand(shape))
                    writer.Code($"ref float with = ref _Mem.Add(ref _Mem.AsRef(in y), k * {shape.OperandBlockStride} + {WinogradTile.Offset(g, shape.InstanceStride, shape.OperandRowStride)}{plusLane});");
                Transform(writer, shape, width);
            }
        }
    }

    private static void Transform(CodeWriter writer, WinogradOutputShape shape, VectorWidth width)
    {
        var g = shape.Geometry;
        string v = WidthDispatch.Alias(width);
        int n = g.Form.Tile, m = g.Form.Outputs;
        bool rowsAreCut = g.Rows % m != 0, columnsAreCut = g.Columns % m != 0;
        if (rowsAreCut) writer.Code($"int rows = {g.Rows} - row * {m};");
        if (columnsAreCut) writer.Code($"int columns = {g.Columns} - column * {m};");
        foreach (var (j, column) in new WinogradLines(writer, v, g.Form).Square(
            n, (i, j) => Invariant.Format($"{v}.LoadUnsafe(ref _Mem.Add(ref from, {(i * n + j) * g.ProductStride}))"), (lines, line) => lines.Output(line)))
        {
            using (columnsAreCut && j > 0 ? writer.Open($"if (columns > {j})") : default)
            {
                for (int i = 0; i < m; i++)
                    using (rowsAreCut && i > 0 ? writer.Open($"if (rows > {i})") : default)
                        Store(writer, shape, v, column[i], i, j);
            }
        }
    }

    private static void Store(CodeWriter writer, WinogradOutputShape shape, string v, string sum, int row, int column)
    {
        string At(string reference, int rowStride) => Invariant.Format($"_Mem.Add(ref {reference}, {row * rowStride + column * Lanes})");
        if (shape.Start == SumStart.Bias) sum = $"({sum} + b)";
        if (shape.Start == SumStart.Result) sum = $"({sum} + {v}.LoadUnsafe(ref {At("to", shape.RowStride)}))";
        if (shape.AddsOperand) sum = $"({sum} + {v}.LoadUnsafe(ref {At("with", shape.OperandRowStride)}))";
        sum = shape.Epilogue.IsDerivative()
            ? TileEmitter.Derivative(v, shape.Epilogue, sum, $"{v}.LoadUnsafe(ref {At("with", shape.OperandRowStride)})")
            : EpilogueEmitter.Rectified(v, shape.Epilogue, sum);
        writer.Line($"{v}.StoreUnsafe({sum}, ref {At("to", shape.RowStride)});");
    }
}
