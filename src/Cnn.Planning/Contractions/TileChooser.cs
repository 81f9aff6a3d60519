namespace Cnn.Planning;

/// <summary>
/// Chooses the tile of a contraction by a model of one core (<see cref="CoreCosts"/>): multiply-adds and loads a cycle, and cycles until a
/// sum can be added to again. Weights of a matrix product that the second-level cache does not keep cost what their way from the next
/// takes. Every tile that fits the registers is weighed; of equally cheap ones the largest is taken, and of those the first.
/// </summary>
internal sealed class TileChooser
{
    // Multiply-adds written out in one method: past 8,000 accesses to locals the JIT gives up optimising, and each one makes four.
    private const int MethodBudget = 1400;

    // However many rows fit into registers, more only make the code longer.
    private const int MostRows = 28;

    // Parts of a matrix product, so that a few threads get nearly equal shares.
    private const int EnoughParts = 8;

    // Rows of the tile for counted ones that do not fill a larger tile.
    private const int FewRows = 4;

    private static readonly int[] s_instanceTiles = [1, 2, 4, 6, 8, 12, 14, 16];

    private readonly ContractionPlan _plan;
    private readonly Target _target;
    private readonly VectorWidth _width;
    private readonly int _instances;
    private readonly int _mostRows, _mostColumns, _columnExtent;
    private readonly double _columns = 1;
    private readonly bool _streamsWeights;

    // The tile at hand, of which the row dimensions are filled one by one.
    private readonly int[] _rows;

    private double _bestCost = double.PositiveInfinity;
    private int _bestSums;
    private int[] _bestRows = [];
    private int _bestInstances, _bestColumns;

    private TileChooser(ContractionPlan plan, Target target, VectorWidth width, int instances)
    {
        (_plan, _target, _width, _instances) = (plan, target, width, instances);
        _rows = new int[plan.Rows.Count];
        // What a tile of one block of columns leaves of the registers (Fits).
        _mostRows = Math.Max(1, Math.Min(MostRows, (width.Registers - 1) / width.VectorsPerBlock - 1));
        // A tile's columns share what is read of the first operand.
        var last = plan.Columns[plan.Columns.Count - 1];
        _columnExtent = plan.Instances == InstanceRole.Reduced || plan.IsLanewise || last.A != 0 ? 1 : last.Extent;
        foreach (var column in plan.Columns) _columns *= column.Extent;
        // Weights have half of the cache. Those that it does not keep come again for each tile of instances.
        _streamsWeights = plan.Instances == InstanceRole.Row
            && _columns * TensorGeometry.Lanes * plan.Segments.Sum(Steps) > target.SecondLevelFloats / 2;
        // Threads that share a matrix product share its columns.
        bool sharesColumns = plan.IsSplit && plan.Instances == InstanceRole.Row;
        _mostColumns = sharesColumns ? Math.Max(_columnExtent / EnoughParts, Math.Min(2, _columnExtent / 2)) : MostRows;
    }

    /// <summary>Chooses for one vector width.</summary>
    /// <param name="plan">The contraction; its tiles are not looked at.</param>
    /// <param name="target">What is planned for.</param>
    /// <param name="width">One of its vector widths.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    public static TilePlan Choose(ContractionPlan plan, Target target, VectorWidth width, int instances)
    {
        var best = Best(plan, target, width, instances);
        best = best with { Unroll = Unroll(plan, best) };
        var few = best.Instances > 1 ? Few(plan, target, best)
            : plan.CountsRows && best.RowCount > FewRows ? best with { Rows = new(FewRows) }
            : null;
        return best with { Few = few };
    }

    // Tiles of one instance; none where what is left of larger ones is computed in just these.
    private static TilePlan? Few(ContractionPlan plan, Target target, TilePlan best)
    {
        var few = Best(plan, target, best.Width, 1) with { Unroll = best.Unroll };
        return few == best with { Instances = 1 } ? null : few;
    }

    private static TilePlan Best(ContractionPlan plan, Target target, VectorWidth width, int instances)
    {
        var chooser = new TileChooser(plan, target, width, instances);
        chooser.WeighRows(0, 1, 1);
        return new TilePlan(width, new(chooser._bestRows), chooser._bestInstances, chooser._bestColumns, 1);
    }

    // Outer dimensions are cut by a divisor, the last one anyhow: it may have a rest. Rounds are those of the outer dimensions.
    private void WeighRows(int dimension, int rowCount, double rounds)
    {
        if (dimension == _rows.Length)
        {
            WeighInstances(rowCount, rounds);
            return;
        }
        int extent = _plan.Rows[dimension].Extent;
        bool isCut = dimension == 0 && _plan.UnitRows, isLast = dimension == _rows.Length - 1;
        for (int tile = 1, most = isCut ? 1 : Math.Min(_mostRows / rowCount, extent); tile <= most; tile++)
        {
            if (!isLast && extent % tile != 0) continue;
            _rows[dimension] = tile;
            WeighRows(dimension + 1, rowCount * tile, isLast ? rounds : rounds * (extent / tile));
        }
    }

    private void WeighInstances(int rowCount, double rounds)
    {
        if (_plan.Instances != InstanceRole.Row)
        {
            WeighColumns(rowCount, 1, rounds);
            return;
        }
        foreach (int tile in s_instanceTiles)
            if (tile <= _instances) WeighColumns(rowCount * tile, tile, rounds);
    }

    private void WeighColumns(int rowCount, int instanceTile, double rounds)
    {
        for (int columns = 1, most = Math.Max(1, Math.Min(Math.Min(MostRows, _mostColumns), _columnExtent)); columns <= most
            && Fits(rowCount, columns); columns++)
        {
            if (_columnExtent % columns != 0) continue;
            double cost = rounds * _columns / columns * Cost(rowCount, instanceTile, columns * _width.VectorsPerBlock);
            if (cost > _bestCost || (cost == _bestCost && rowCount * columns <= _bestSums)) continue;
            (_bestCost, _bestSums, _bestRows, _bestInstances, _bestColumns) = (cost, rowCount * columns, [.. _rows], instanceTile, columns);
        }
    }

    // Sums, one block's weights and a broadcast value must stay in registers together.
    private bool Fits(int rowCount, int columns)
    {
        int vectors = columns * _width.VectorsPerBlock;
        return rowCount * vectors + vectors + 1 <= _width.Registers || (rowCount == 1 && columns == 1);
    }

    // Cycles for one step of the sum over the rows of the last dimension; only ratios matter.
    private double Cost(int rowCount, int instanceTile, int vectors)
    {
        int last = _rows.Length == 0 ? 1 : _plan.Rows[_rows.Length - 1].Extent;
        int lastTile = _rows.Length == 0 ? 1 : _rows[_rows.Length - 1];
        int outerRows = rowCount / lastTile / instanceTile;
        return _plan.Instances == InstanceRole.Row
            ? _instances / instanceTile * Row(instanceTile) + _instances % instanceTile * Row(1)
            : Row(1);

        double Row(int rows) => last / lastTile * Cycles(rows * outerRows * lastTile, vectors)
            + (last % lastTile == 0 ? 0 : Cycles(rows * outerRows * (last % lastTile), vectors));
    }

    private double Cycles(int rows, int vectors)
    {
        int loads = (_plan.IsLanewise ? rows * vectors : rows) + vectors;
        double cycles = _target.Core.Round(rows * vectors, loads);
        return _streamsWeights ? Math.Max(cycles, _target.Caches.StreamedLine * vectors / _width.VectorsPerBlock) : cycles;
    }

    private static double Steps(Segment segment) => segment.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension.Extent);

    private static int Unroll(ContractionPlan plan, TilePlan tile)
    {
        int sums = tile.RowCount * tile.Columns * tile.Width.VectorsPerBlock;
        int bodies = Math.Max(1, plan.Segments.Count)
            * (plan.Rows.Count > 0 && plan.Rows[plan.Rows.Count - 1].Extent % tile.Rows[tile.Rows.Count - 1] != 0 ? 2 : 1)
            * (tile.Instances > 1 ? 2 : 1);
        return Math.Max(1, Math.Min(tile.Width.RoundSums, MethodBudget / bodies) / sums);
    }
}
