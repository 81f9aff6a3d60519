namespace Cnn.Planning;

/// <summary>Builds the products of Winograd's algorithm, which are contractions.</summary>
internal static class WinogradPlanner
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>
    /// The multiplication of a block of tiles with a chunk of the weights: for each element of the tiles, rows are tiles, columns are maps,
    /// and the sum goes over the channels.
    /// </summary>
    /// <param name="g">The tiles.</param>
    /// <param name="countsTiles">Whether a block may have fewer tiles than it has places.</param>
    public static ContractionPart Product(WinogradGeometry g, bool countsTiles)
    {
        var rows = Dimensions.Simplify(new RowDimension("t", g.BlockTiles, Lanes, Lanes, 0));
        var columns = new EquatableArray<ColumnDimension>(
            new("p", g.Form.Products, g.Channels * Lanes, g.ProductStride, 0) { A = g.InputStride },
            new("k", g.ChunkBlocks, g.Form.Products * g.Channels * Lanes, g.BlockTiles * Lanes, 0));
        int whole = g.Channels / Lanes, rest = g.Channels % Lanes;
        var segments = new List<Segment>();
        if (whole > 0)
            segments.Add(
                new(0, 0,
                    Dimensions.Simplify(
                        new ReducedDimension("b", whole, g.BlockTiles * Lanes, Lanes * Lanes),
                        new ReducedDimension("c", Lanes, 1, Lanes))));
        if (rest > 0)
            segments.Add(
                new(whole * g.BlockTiles * Lanes, whole * Lanes * Lanes, Dimensions.Simplify(new ReducedDimension("c", rest, 1, Lanes))));
        var plan = new ContractionPlan(
            InstanceRole.Outer, 0, rows, columns, segments.ToEquatableArray(), SumStart.Zero, Epilogue.None, UnitRows: false,
            Tiles: default);
        return new("", 0, 0, 0, 0, plan with { CountsRows = countsTiles && rows.Count > 0 });
    }

    /// <summary>
    /// What a block of tiles adds to a unit's sums: for each element of the tiles, rows are channels, columns are maps, and the sum goes
    /// over the tiles.
    /// </summary>
    public static ContractionPart Product(WinogradGradientGeometry g)
    {
        var tiles = g.Tiles;
        var rows = Dimensions.Simplify(
            new RowDimension("b", g.ChannelChunk, g.BlockTiles * Lanes, Lanes * Lanes, 0), new RowDimension("c", Lanes, 1, Lanes, 0));
        var columns = new EquatableArray<ColumnDimension>(
            new("p", g.Form.Products, tiles.ProductStride, g.SumStride, 0) { A = tiles.InputStride },
            new("k", g.MapChunk, g.BlockTiles * Lanes, g.ChannelChunk * Lanes * Lanes, 0));
        var sum = Dimensions.Simplify(new ReducedDimension("t", g.BlockTiles, Lanes, Lanes));
        return new(
            "", 0, 0, 0, 0,
            new(InstanceRole.Outer, 0, rows, columns, new(new Segment(0, 0, sum)), SumStart.Result, Epilogue.None, UnitRows: false,
                Tiles: default));
    }
}
