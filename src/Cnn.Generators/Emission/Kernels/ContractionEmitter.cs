using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a contraction: the loops over its tiles, one form for each vector width.</summary>
internal sealed class ContractionEmitter
{
    private readonly CodeWriter _writer;
    private readonly ContractionPlan _plan;
    private readonly TilePlan _tile;
    private readonly TileEmitter _body;

    private ContractionEmitter(CodeWriter writer, ContractionPlan plan, TilePlan tile)
    {
        (_writer, _plan, _tile) = (writer, plan, tile);
        _body = new(writer, plan, tile);
    }

    public static void Emit(CodeWriter writer, string name, ContractionPlan plan)
    {
        Comment(writer, plan);
        WidthDispatch.Write(writer, name, Parameters(plan), width => new ContractionEmitter(writer, plan, plan.Tiles.Single(tile => tile.Width == width)).Body());
    }

    private static List<(string Declared, string Passed)> Parameters(ContractionPlan plan)
    {
        List<(string, string)> parameters = [("ref readonly float a", "in a"), ("ref readonly float b", "in b")];
        if (plan.Start == SumStart.Bias) parameters.Add(("ref readonly float bias", "in bias"));
        parameters.Add(("ref float c", "ref c"));
        if (TileEmitter.NeedsY(plan)) parameters.Add(("ref readonly float y", "in y"));
        if (plan.Instances != InstanceRole.Outer) parameters.Add(("int instances", "instances"));
        if (plan.Instances == InstanceRole.Reduced) parameters.Add(("int unit", "unit"));
        if (plan.CountsRows) parameters.Add(("int rows", "rows"));
        if (plan.IsSplit) parameters.AddRange([("int part", "part"), ("int parts", "parts")]);
        return parameters;
    }

    private static void Comment(CodeWriter writer, ContractionPlan plan)
    {
        string rows = string.Join(" x ", plan.Rows.Select(row => Invariant.Format($"{row.Extent} {row.Name}")));
        string columns = string.Join(" x ", plan.Columns.Select(column => Invariant.Format($"{column.Extent} {column.Name}")));
        string sums = plan.Segments.Count == 0 ? "nothing" : string.Join(" and ", plan.Segments.Select(segment =>
            segment.Dimensions.Count == 0 ? "1" : string.Join(" x ", segment.Dimensions.Select(d => Invariant.Format($"{d.Extent} {d.Name}")))));
        string instances = plan.Instances switch
        {
            InstanceRole.Row => "instances" + (rows.Length > 0 ? " x " + rows : ""),
            InstanceRole.Outer when rows.Length == 0 => "1",
            _ => rows.Length == 0 ? "1" : rows,
        };
        string product = plan.IsLanewise ? "c[row, column] = sum of a[row, k, column] * b[k, column]" : "c[row, column] = sum of a[row, k] * b[k, column]";
        if (plan.AddsY) product += " + y[row, column]";
        writer.Code($"// {product}. Rows: {instances}. Columns: {columns}, each 16 wide. k: {(plan.Instances == InstanceRole.Reduced ? "instances x " : "")}{sums}.");
        foreach (var tile in plan.Tiles)
            writer.Code($"// {tile.Width.Bits} bits: {tile.RowCount} rows x {tile.Columns * 16} columns are held in {tile.RowCount * tile.Columns * tile.Width.VectorsPerBlock} registers.");
    }

    private void Body()
    {
        if (_plan.Instances == InstanceRole.Reduced)
        {
            Unit();
            return;
        }
        var operands = new TileOperands(
            "_Mem.AsRef(in a)", "_Mem.AsRef(in b)", "c", TileEmitter.NeedsY(_plan) ? "_Mem.AsRef(in y)" : "", _plan.Start == SumStart.Bias ? "_Mem.AsRef(in bias)" : "");
        if (_plan.Instances != InstanceRole.Row || _tile.Few is not { } few)
        {
            Tiles(operands);
            return;
        }
        using (_writer.Open($"if (instances < {_tile.Instances})"))
            new ContractionEmitter(_writer, _plan, few).Tiles(operands);
        using (_writer.Block("else"))
            Tiles(operands);
    }

    private void Tiles(TileOperands operands)
    {
        if (_plan.IsSplit) Split(operands);
        else ColumnLoop(0, operands);
    }

    // The outer loops as one, of which each thread does a stretch: columns, and the tiles of the first row dimension within them.
    private void Split(TileOperands operands)
    {
        bool hasRows = _plan.Instances == InstanceRole.Outer && _plan.Rows.Count > 0;
        int tile = hasRows ? _tile.Rows[0] : 1, rows = hasRows ? (_plan.Rows[0].Extent + tile - 1) / tile : 1;
        int items = rows * ColumnRounds(0);
        if (items == 1) _writer.Line("if (part > 0) return;");
        else _writer.Code($"int item = (int)({items}L * part / parts), end = (int)({items}L * (part + 1) / parts);");
        using (items == 1 ? default : _writer.Block("for (; item < end; item++)"))
        {
            for (int depth = 0; depth < _plan.Columns.Count; depth++)
            {
                int rounds = ColumnRounds(depth), inner = rows * ColumnRounds(depth + 1), step = depth == _plan.Columns.Count - 1 ? _tile.Columns : 1;
                if (rounds == ColumnRounds(depth + 1)) continue;
                string name = ColumnName(depth);
                _writer.Line($"nint {name} = {Item(inner, rounds * rows / inner)}{(step == 1 ? "" : Invariant.Format($" * {step}"))};");
                operands = Column(name, name, _plan.Columns[depth], operands);
            }
            if (rows == 1)
            {
                Rows(0, operands);
                return;
            }
            _writer.Line($"nint r0 = {Item(1, rows)}{(tile == 1 ? "" : Invariant.Format($" * {tile}"))};");
            operands = Rows("r0", "r0", _plan.Rows[0], operands);
            int whole = _plan.Rows[0].Extent / tile * tile;
            using (whole < _plan.Rows[0].Extent ? _writer.Open($"if (r0 < {whole})") : default)
            {
                if (_plan.Rows.Count == 1) _body.Emit(operands, _tile.Rows.ToArray(), 1);
                else Rows(1, operands);
            }
            if (whole == _plan.Rows[0].Extent) return;
            using (_writer.Block("else"))
                _body.Emit(operands, [_plan.Rows[0].Extent - whole], 1);
        }

        string Item(int inner, int rounds) =>
            (inner == 1 ? "item" : Invariant.Format($"item / {inner}")) + (inner * rounds == items ? "" : Invariant.Format($" % {rounds}"));
    }

    // How many rounds the column loops from a depth on make.
    private int ColumnRounds(int depth)
    {
        int rounds = 1;
        for (int d = depth; d < _plan.Columns.Count; d++) rounds *= d == _plan.Columns.Count - 1 ? _plan.Columns[d].Extent / _tile.Columns : _plan.Columns[d].Extent;
        return rounds;
    }

    // Units of work name their column, and the first row dimension where that is cut, too.
    private void Unit()
    {
        var operands = new TileOperands("_Mem.AsRef(in a)", "_Mem.AsRef(in b)", "c", "", "");
        int inner = _plan.UnitRows ? _plan.Rows[0].Extent : 1;
        for (int depth = _plan.Columns.Count - 1; depth >= 0; inner *= _plan.Columns[depth--].Extent)
        {
            var column = _plan.Columns[depth];
            if (column.Extent == 1) continue;
            string name = ColumnName(depth), at = inner == 1 ? "unit" : Invariant.Format($"unit / {inner}");
            _writer.Line($"nint {name} = {at}{(depth == 0 ? "" : Invariant.Format($" % {column.Extent}"))};");
            operands = Column(name, name, column, operands);
        }
        if (!_plan.UnitRows)
        {
            Rows(0, operands);
            return;
        }
        _writer.Code($"nint r0 = unit % {_plan.Rows[0].Extent};");
        Rows(1, Rows("r0", "r0", _plan.Rows[0], operands));
    }

    private void ColumnLoop(int depth, TileOperands operands)
    {
        var column = _plan.Columns[depth];
        bool last = depth == _plan.Columns.Count - 1;
        string name = ColumnName(depth);
        using (Loop(name, column.Extent, last ? _tile.Columns : 1, out string at))
        {
            operands = Column(name, at, column, operands);
            if (last) Rows(0, operands);
            else ColumnLoop(depth + 1, operands);
        }
    }

    private string ColumnName(int depth) => depth == _plan.Columns.Count - 1 ? "k" : Invariant.Format($"k{depth}");

    private TileOperands Column(string name, string at, ColumnDimension column, TileOperands operands) => new(
        column.A == 0 ? operands.A : Reference("a" + name, operands.A, at, column.A),
        Reference("b" + name, operands.B, at, column.B),
        Reference("c" + name, operands.C, at, column.C),
        Reference("y" + name, operands.Y, at, column.Y),
        column.Bias == 0 ? operands.Bias : Reference("bias" + name, operands.Bias, at, column.Bias));

    private void Rows(int depth, TileOperands operands)
    {
        if (_plan.Instances == InstanceRole.Row)
        {
            InstanceRows(operands);
            return;
        }
        if (depth == _plan.Rows.Count)
        {
            _body.Emit(operands, _tile.Rows.ToArray(), 1);
            return;
        }
        if (_plan.CountsRows)
        {
            CountedRows(operands);
            return;
        }
        var row = _plan.Rows[depth];
        int step = _tile.Rows[depth], whole = row.Extent / step * step;
        string name = Invariant.Format($"r{depth}");
        bool hasRest = whole < row.Extent;
        // Names of the rest would clash with those of a main part that needs no loop.
        using (hasRest && whole == step ? _writer.Scope() : default)
        using (Loop(name, whole, step, out string at))
        {
            var inner = Rows(name, at, row, operands);
            if (depth == _plan.Rows.Count - 1) _body.Emit(inner, _tile.Rows.ToArray(), 1);
            else Rows(depth + 1, inner);
        }
        if (!hasRest) return;
        using (_writer.Scope())
            _body.Emit(Rows(name, Invariant.Format($"{whole}"), row, operands), [.. _tile.Rows.Take(depth), row.Extent - whole], 1);
    }

    // Tiles as long as there are rows to fill them; then what is left where all rows are there, or smaller tiles, of which the last ends with the last place and computes some
    // rows again.
    private void CountedRows(TileOperands operands)
    {
        var row = _plan.Rows[0];
        int step = _tile.Rows[0];
        var last = _tile;
        _writer.Line("nint r0 = 0;");
        if (_tile.Few is { } few)
        {
            using (_writer.Open($"for (; r0 <= rows - {step}; r0 += {step})"))
                _body.Emit(Rows("r0", "r0", row, operands), [step], 1);
            int rest = row.Extent % step;
            (last, step) = (few, few.Rows[0]);
            if (rest % step > 0)
            {
                using (_writer.Open($"if (rows - r0 == {rest})"))
                {
                    _body.Emit(Rows("r0", "r0", row, operands), [rest], 1);
                    _writer.Code($"r0 += {rest};");
                }
            }
        }
        using (_writer.Open($"for (; r0 < rows; r0 += {step})"))
        {
            _writer.Code($"nint at = global::System.Math.Min(r0, {row.Extent - step});");
            new TileEmitter(_writer, _plan, last).Emit(Rows("r0", "at", row, operands), [step], 1);
        }
    }

    private void InstanceRows(TileOperands operands)
    {
        var row = new RowDimension("n", 0, _plan.InstanceStride, _plan.InstanceStride, _plan.InstanceStride);
        if (_tile.Instances == 1)
        {
            using (_writer.Block("for (nint n = 0; n < instances; n++)"))
                _body.Emit(Rows("n", "n", row, operands), [], 1);
            return;
        }
        _writer.Line("nint n = 0;");
        using (_writer.Open($"for (; n <= instances - {_tile.Instances}; n += {_tile.Instances})"))
            _body.Emit(Rows("n", "n", row, operands), [], _tile.Instances);
        using (_writer.Block("for (; n < instances; n++)"))
            _body.Emit(Rows("n", "n", row, operands), [], 1);
    }

    private TileOperands Rows(string name, string at, RowDimension row, TileOperands operands) => operands with
    {
        A = Reference("a" + name, operands.A, at, row.A),
        C = Reference("c" + name, operands.C, at, row.C),
        Y = Reference("y" + name, operands.Y, at, row.Y),
    };

    // A reference some way into another; the other one itself where there is no way, and nothing where there is no operand.
    private string Reference(string name, string from, string at, int stride)
    {
        if (from.Length == 0 || at == "0") return from;
        _writer.Line(Invariant.Format($"ref float {name} = ref _Mem.Add(ref {from}, {at}") + (stride == 1 ? "" : Invariant.Format($" * {stride}")) + ");");
        return name;
    }

    // A loop of one round is none.
    private CodeWriter.Braces Loop(string name, int extent, int step, out string at)
    {
        at = extent <= step ? "0" : name;
        if (extent <= step) return default;
        return step == 1 ? _writer.Open($"for (nint {name} = 0; {name} < {extent}; {name}++)") : _writer.Open($"for (nint {name} = 0; {name} < {extent}; {name} += {step})");
    }
}
