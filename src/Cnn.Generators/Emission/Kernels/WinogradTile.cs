using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes where a tile lies: tiles are counted through the rows of an instance, and on through the next instance.</summary>
internal static class WinogradTile
{
    /// <summary>Names the tile's instance, row and column, where there are several, from its number in the block and the block's first.</summary>
    public static void Locate(CodeWriter writer, WinogradGeometry g)
    {
        writer.Line("int at = first + t;");
        writer.Code($"int n = at / {g.Tiles}, inside = at % {g.Tiles};");
        writer.Code($"int row = inside / {g.TileColumns}, column = inside % {g.TileColumns};");
    }

    /// <summary>Where its first pixel lies, from the first tile's.</summary>
    public static string Offset(WinogradGeometry g, int instanceStride, int rowStride) => Invariant.Format(
        $"(nint)n * {instanceStride} + row * {g.Form.Outputs * rowStride} + column * {g.Form.Outputs * TensorGeometry.Lanes}");

    /// <summary>
    /// Has the processor fetch what the tile below reads and this one does not: rows are too short for it to see by itself that one follows another.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="firstRow">The first row that is not this tile's.</param>
    /// <param name="outputs">Rows and columns from one tile to the next.</param>
    /// <param name="rowStride">From one row to the next.</param>
    public static void FetchBelow(CodeWriter writer, int firstRow, int outputs, int rowStride)
    {
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < outputs; j++)
                writer.Code($"_Tensors.Fetch(ref _Mem.Add(ref from, {(firstRow + i) * rowStride + j * TensorGeometry.Lanes}));");
    }
}
