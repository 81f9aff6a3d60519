using Cnn.Dsl;

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

    public static void Emit(CodeWriter writer, KernelPlan kernel)
    {
        var plan = kernel.Contraction;
        Comment(writer, plan);
        WidthDispatch.Write(writer, kernel.Name, Parameters(plan), width => new ContractionEmitter(writer, plan, plan.Tiles.Single(tile => tile.Width == width)).Columns(0));
    }

    private static List<(string Declared, string Passed)> Parameters(ContractionPlan plan)
    {
        List<(string, string)> parameters = [("ref readonly float a", "in a"), ("ref readonly float b", "in b")];
        if (plan.HasBias) parameters.Add(("ref readonly float bias", "in bias"));
        parameters.Add(("ref float c", "ref c"));
        if (TileEmitter.NeedsY(plan)) parameters.Add(("ref readonly float y", "in y"));
        if (plan.Instances != InstanceRole.Outer) parameters.Add(("int instances", "instances"));
        if (plan.Instances == InstanceRole.Reduced) parameters.Add(("int unit", "unit"));
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
        writer.Code($"// c[row, column] = sum of a[row, k] * b[k, column]. Rows: {instances}. Columns: {columns}, each 16 wide. k: {(plan.Instances == InstanceRole.Reduced ? "instances x " : "")}{sums}.");
        foreach (var tile in plan.Tiles)
            writer.Code($"// {tile.Width.Bits} bits: {tile.RowCount} rows x {tile.Columns * 16} columns are held in {tile.RowCount * tile.Columns * tile.Width.VectorsPerBlock} registers.");
    }

    // Units of work name their column, and the first row dimension where that is cut, too.
    private void Columns(int depth)
    {
        if (_plan.Instances == InstanceRole.Reduced)
        {
            var column = _plan.Columns[0];
            string k = _plan.UnitRows ? Invariant.Format($"unit / {_plan.Rows[0].Extent}") : "unit";
            _writer.Code($"nint k = {k};");
            _writer.Code($"ref float bk = ref Mem.Add(ref Mem.AsRef(in b), k * {column.B});");
            _writer.Code($"ref float ck = ref Mem.Add(ref c, k * {column.C});");
            if (!_plan.UnitRows)
            {
                Rows(0, "Mem.AsRef(in a)", "ck", "");
                return;
            }
            var row = _plan.Rows[0];
            _writer.Code($"nint r = unit % {row.Extent};");
            _writer.Code($"ref float ar = ref Mem.Add(ref Mem.AsRef(in a), r * {row.A});");
            _writer.Code($"ref float cr = ref Mem.Add(ref ck, r * {row.C});");
            Rows(1, "ar", "cr", "");
            return;
        }
        ColumnLoop(depth, "Mem.AsRef(in b)", "c", TileEmitter.NeedsY(_plan) ? "Mem.AsRef(in y)" : "", "Mem.AsRef(in bias)");
    }

    private void ColumnLoop(int depth, string b, string c, string y, string bias)
    {
        var column = _plan.Columns[depth];
        bool last = depth == _plan.Columns.Count - 1;
        int step = last ? _tile.Columns : 1;
        string name = last ? "k" : Invariant.Format($"k{depth}");
        using (Loop(name, column.Extent, step))
        {
            string at = column.Extent == step ? "0" : name;
            _writer.Code($"ref float b{name} = ref Mem.Add(ref {b}, {at} * {column.B});");
            _writer.Code($"ref float c{name} = ref Mem.Add(ref {c}, {at} * {column.C});");
            if (y.Length > 0) _writer.Code($"ref float y{name} = ref Mem.Add(ref {y}, {at} * {column.Y});");
            string nextY = y.Length > 0 ? "y" + name : "";
            if (!last)
            {
                ColumnLoop(depth + 1, "b" + name, "c" + name, nextY, bias);
                return;
            }
            if (_plan.HasBias) _writer.Code($"ref float biask = ref Mem.Add(ref {bias}, {at} * 16);");
            Rows(0, "Mem.AsRef(in a)", "c" + name, nextY);
        }
    }

    private void Rows(int depth, string a, string c, string y)
    {
        if (_plan.Instances == InstanceRole.Row)
        {
            InstanceRows(a, c, y);
            return;
        }
        if (depth == _plan.Rows.Count)
        {
            _body.Emit(a, c, y, _tile.Rows.ToArray(), 1);
            return;
        }
        var row = _plan.Rows[depth];
        int step = _tile.Rows[depth], whole = row.Extent / step * step;
        string name = Invariant.Format($"r{depth}");
        bool last = depth == _plan.Rows.Count - 1;
        using (Loop(name, whole, step))
        {
            string at = whole == step ? "0" : name;
            var (an, cn, yn) = RowReferences(name, at, row, a, c, y);
            if (last) _body.Emit(an, cn, yn, _tile.Rows.ToArray(), 1);
            else Rows(depth + 1, an, cn, yn);
        }
        if (whole == row.Extent) return;
        using (_writer.Scope())
        {
            var (an, cn, yn) = RowReferences(name, Invariant.Format($"{whole}"), row, a, c, y);
            _body.Emit(an, cn, yn, [.. _tile.Rows.Take(depth), row.Extent - whole], 1);
        }
    }

    private void InstanceRows(string a, string c, string y)
    {
        var row = new RowDimension("n", 0, _plan.InstanceStride, _plan.InstanceStride, _plan.InstanceStride);
        _writer.Line("nint n = 0;");
        if (_tile.Instances > 1)
        {
            using (_writer.Open($"for (; n <= instances - {_tile.Instances}; n += {_tile.Instances})"))
            {
                var (an, cn, yn) = RowReferences("n", "n", row, a, c, y);
                _body.Emit(an, cn, yn, [], _tile.Instances);
            }
        }
        using (_writer.Open($"for (; n < instances; n++)"))
        {
            var (an, cn, yn) = RowReferences("n", "n", row, a, c, y);
            _body.Emit(an, cn, yn, [], 1);
        }
    }

    private (string A, string C, string Y) RowReferences(string name, string at, RowDimension row, string a, string c, string y)
    {
        _writer.Code($"ref float a{name} = ref Mem.Add(ref {a}, {at} * {row.A});");
        _writer.Code($"ref float c{name} = ref Mem.Add(ref {c}, {at} * {row.C});");
        if (y.Length > 0) _writer.Code($"ref float y{name} = ref Mem.Add(ref {y}, {at} * {row.Y});");
        return ("a" + name, "c" + name, y.Length > 0 ? "y" + name : "");
    }

    // A loop of one round is a mere scope: its variable would be zero.
    private CodeWriter.Braces Loop(string name, int extent, int step) => extent <= step
        ? _writer.Scope()
        : step == 1 ? _writer.Open($"for (nint {name} = 0; {name} < {extent}; {name}++)") : _writer.Open($"for (nint {name} = 0; {name} < {extent}; {name} += {step})");
}
