using Cnn.Dsl;
using Cnn.Planning;

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
}
