namespace Cnn.Dsl;

/// <summary>
/// Chooses the tile of a contraction by a model of one core: two multiply-adds and two loads a cycle, and four cycles until a sum can be added to again.
/// </summary>
internal static class TileChooser
{
    // Multiply-adds written out in one method: past 8,000 accesses to locals the JIT gives up optimising, and each one makes four.
    private const int MethodBudget = 1400;

    /// <summary>Chooses for one vector width.</summary>
    /// <param name="plan">The contraction; its tiles are not looked at.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    public static TilePlan Choose(ContractionPlan plan, VectorWidth width, int instances)
    {
        var candidates =
            from rows in RowTiles(plan.Rows, plan.UnitRows)
            from instanceTile in plan.Instances == InstanceRole.Row ? InstanceTiles(instances) : [1]
            from columns in ColumnTiles(plan)
            let tile = new TilePlan(width, rows.ToEquatableArray(), instanceTile, columns, 1)
            where Fits(tile)
            select (Tile: tile, Cost: Cost(plan, tile, instances));
        var best = candidates.OrderBy(candidate => candidate.Cost).ThenByDescending(candidate => candidate.Tile.RowCount * candidate.Tile.Columns).First().Tile;
        return best with { Unroll = Unroll(plan, best) };
    }

    // Sums, one block's weights and a broadcast value must stay in registers together.
    private static bool Fits(TilePlan tile)
    {
        int vectors = tile.Width.VectorsPerBlock;
        return tile.RowCount * tile.Columns * vectors + tile.Columns * vectors + 1 <= tile.Width.Registers
            || (tile.RowCount == 1 && tile.Columns == 1);
    }

    // Cycles for one step of the sum over the whole result; only ratios matter.
    private static double Cost(ContractionPlan plan, TilePlan tile, int instances)
    {
        double cost = 1;
        for (int i = 0; i + 1 < plan.Rows.Count; i++)
            cost *= plan.Rows[i].Extent / tile.Rows[i];
        foreach (var column in plan.Columns)
            cost *= column.Extent;
        cost /= tile.Columns;

        int last = plan.Rows.Count == 0 ? 1 : plan.Rows[plan.Rows.Count - 1].Extent;
        int lastTile = plan.Rows.Count == 0 ? 1 : tile.Rows[tile.Rows.Count - 1];
        int outerRows = tile.RowCount / lastTile / tile.Instances;
        double Row(int rows) =>
            last / lastTile * Cycles(plan, rows * outerRows * lastTile, tile) + (last % lastTile == 0 ? 0 : Cycles(plan, rows * outerRows * (last % lastTile), tile));
        return plan.Instances == InstanceRole.Row
            ? cost * (instances / tile.Instances * Row(tile.Instances) + instances % tile.Instances * Row(1))
            : cost * Row(1);
    }

    private static double Cycles(ContractionPlan plan, int rows, TilePlan tile)
    {
        int columns = tile.Columns * tile.Width.VectorsPerBlock, loads = (plan.IsLanewise ? rows * columns : rows) + columns;
        return Math.Max(Math.Max(rows * columns, loads) / 2.0, 4);
    }

    private static int Unroll(ContractionPlan plan, TilePlan tile)
    {
        int sums = tile.RowCount * tile.Columns * tile.Width.VectorsPerBlock;
        int bodies = Math.Max(1, plan.Segments.Count)
            * (plan.Rows.Count > 0 && plan.Rows[plan.Rows.Count - 1].Extent % tile.Rows[tile.Rows.Count - 1] != 0 ? 2 : 1)
            * (tile.Instances > 1 ? 2 : 1);
        // About a loop's overhead worth of work in each round; more only makes the code longer.
        int body = tile.Width.Bits == 512 ? 32 : 16;
        return Math.Max(1, Math.Min(body, MethodBudget / bodies) / sums);
    }

    private static IEnumerable<int[]> RowTiles(EquatableArray<RowDimension> rows, bool firstIsCut)
    {
        IEnumerable<int[]> tiles = [[]];
        for (int i = 0; i < rows.Count; i++)
        {
            bool last = i == rows.Count - 1;
            var extents = i == 0 && firstIsCut ? [1] : last ? Enumerable.Range(1, Math.Min(28, rows[i].Extent)) : Divisors(rows[i].Extent);
            tiles = tiles.SelectMany(tile => extents.Select(extent => tile.Append(extent).ToArray())).Where(tile => tile.Aggregate(1, (a, b) => a * b) <= 28).ToArray();
        }
        return tiles;
    }

    // A tile's columns share what is read of the first operand.
    private static IEnumerable<int> ColumnTiles(ContractionPlan plan)
    {
        var last = plan.Columns[plan.Columns.Count - 1];
        return plan.Instances == InstanceRole.Reduced || plan.IsLanewise || last.A != 0 ? [1] : Divisors(last.Extent);
    }

    private static IEnumerable<int> InstanceTiles(int instances) => new[] { 1, 2, 4, 6, 8, 12, 14, 16 }.Where(tile => tile <= instances);

    private static IEnumerable<int> Divisors(int extent) => Enumerable.Range(1, Math.Min(28, extent)).Where(divisor => extent % divisor == 0);
}
