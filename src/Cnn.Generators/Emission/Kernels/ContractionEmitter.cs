using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes contractions: the kernels that layers call, and the forms of them that kernels share, which loop over tiles.</summary>
internal sealed class ContractionEmitter
{
    private readonly CodeWriter _writer;
    private readonly ContractionForm _form;
    private readonly TileEmitter _body;

    private ContractionEmitter(CodeWriter writer, ContractionForm form)
    {
        (_writer, _form) = (writer, form);
        _body = new(writer, form);
    }

    /// <summary>A kernel: which form it is for each vector width, with which numbers; and the forms that are not written yet.</summary>
    public static void Emit(KernelFiles files, KernelPlan kernel, WrittenForms forms)
    {
        var parameters = Parameters(forms[kernel.Calls[0].Form].Form);
        string[] comments = [Comment((ContractionPlan)kernel.Shape)];
        WidthDispatch.WriteChoice(files, kernel.Name, parameters, comments, [.. kernel.Calls.Select(call => call.Width)], (width, passed) =>
        {
            var call = kernel.Calls.Single(call => call.Width == width);
            string type = KernelFiles.ClassOf(width, forms[call.Form].TrainsOnly);
            string[] arguments = [passed, .. call.Arguments.Select(argument => Invariant.Format($"{argument}"))];
            return $"{type}.{call.Form}({string.Join(", ", arguments)});";
        });
        foreach (var form in forms.TakeNew(kernel)) Emit(files.NextForm(form.Form.Width), form);
    }

    private static void Emit(CodeWriter writer, FormPlan plan)
    {
        var form = plan.Form;
        if (plan.Serves.Count > 1) writer.Line($"// Serves {string.Join(", ", plan.Serves)}.");
        int vectors = form.ColumnTile * form.Width.VectorsPerBlock;
        writer.Code($"// {form.RowTile} rows x {form.ColumnTile * 16} columns are held in {form.RowTile * vectors} registers.");
        var parameters = Parameters(form).Select(parameter => parameter.Declared)
            .Concat(plan.Arguments.Select(argument => "nint " + argument));
        WidthDispatch.WriteForm(writer, plan.Name, string.Join(", ", parameters), new ContractionEmitter(writer, form).Body);
    }

    private static List<(string Declared, string Passed)> Parameters(ContractionForm form)
    {
        List<(string, string)> parameters = [("ref readonly float a", "in a"), ("ref readonly float b", "in b")];
        if (form.Start == SumStart.Bias) parameters.Add(("ref readonly float bias", "in bias"));
        parameters.Add(("ref float c", "ref c"));
        if (form.NeedsY) parameters.Add(("ref readonly float y", "in y"));
        if (form.Instances != InstanceRole.Outer) parameters.Add(("int instances", "instances"));
        if (form.Instances == InstanceRole.Reduced) parameters.Add(("int unit", "unit"));
        if (form.CountsRows) parameters.Add(("int rows", "rows"));
        if (form.IsSplit) parameters.AddRange([("int part", "part"), ("int parts", "parts")]);
        return parameters;
    }

    private static string Comment(ContractionPlan plan)
    {
        string rows = string.Join(" x ", plan.Rows.Select(row => Invariant.Format($"{row.Extent} {row.Name}")));
        string columns = string.Join(" x ", plan.Columns.Select(column => Invariant.Format($"{column.Extent} {column.Name}")));
        string sums = plan.Segments.Count == 0 ? "nothing" : string.Join(" and ", plan.Segments.Select(segment =>
            segment.Dimensions.Count == 0
                ? "1" : string.Join(" x ", segment.Dimensions.Select(d => Invariant.Format($"{d.Extent} {d.Name}")))));
        string instances = plan.Instances switch
        {
            InstanceRole.Row => "instances" + (rows.Length > 0 ? " x " + rows : ""),
            InstanceRole.Outer when rows.Length == 0 => "1",
            _ => rows.Length == 0 ? "1" : rows,
        };
        string product = plan.IsLanewise
            ? "c[row, column] = sum of a[row, k, column] * b[k, column]" : "c[row, column] = sum of a[row, k] * b[k, column]";
        if (plan.AddsY) product += " + y[row, column]";
        return Invariant.Format(
            $"{product}. Rows: {instances}. Columns: {columns}, each 16 wide. k: "
            + $"{(plan.Instances == InstanceRole.Reduced ? "instances x " : "")}{sums}.");
    }

    private void Body()
    {
        var operands = new TileOperands(
            "_Mem.AsRef(in a)", "_Mem.AsRef(in b)", "c", _form.NeedsY ? "_Mem.AsRef(in y)" : "", _form.Start == SumStart.Bias
                ? "_Mem.AsRef(in bias)" : "");
        if (_form.Instances == InstanceRole.Reduced)
        {
            Unit(operands);
            return;
        }
        if (_form.Instances != InstanceRole.Row || _form.Few is not { } few)
        {
            Tiles(operands);
            return;
        }
        using (_writer.Open($"if (instances < {_form.InstanceTile})"))
            new ContractionEmitter(_writer, few).Tiles(operands);
        using (_writer.Block("else"))
            Tiles(operands);
    }

    private void Tiles(TileOperands operands)
    {
        if (_form.IsSplit) Split(operands);
        else ColumnLoop(0, operands);
    }

    // The outer loops as one, of which each thread does a stretch: columns, and the tiles of the first row dimension within them.
    private void Split(TileOperands operands)
    {
        bool hasRows = _form.Instances == InstanceRole.Outer && _form.Rows.Count > 0;
        var row = hasRows ? _form.Rows[0] : null;
        var columns = _form.Columns.Select((column, depth) => Rounds(ColumnName(depth) + "Rounds", column.Extent, column.Tile)).ToArray();
        var rows = row is null ? Product.One : Rounds("r0Rounds", row.Extent, row.Tile);
        var items = columns.Aggregate(rows, (product, rounds) => product * rounds);
        if (items.IsOne) _writer.Line("if (part > 0) return;");
        else _writer.Line($"int item = (int)({items.Long} * part / parts), end = (int)({items.Long} * (part + 1) / parts);");
        using (items.IsOne ? default : _writer.Block("for (; item < end; item++)"))
        {
            for (int depth = 0; depth < columns.Length; depth++)
            {
                if (columns[depth].IsOne) continue;
                var inner = columns.Skip(depth + 1).Aggregate(rows, (product, rounds) => product * rounds);
                string name = ColumnName(depth);
                string item = Item(inner, columns[depth], isOutermost: columns.Take(depth).All(outer => outer.IsOne));
                _writer.Line($"nint {name} = {item}{Times(_form.Columns[depth].Tile)};");
                operands = Column(name, name, _form.Columns[depth], operands);
            }
            if (row is null || rows.IsOne)
            {
                Rows(0, operands);
                return;
            }
            _writer.Line($"nint r0 = {Item(Product.One, rows, columns.All(column => column.IsOne))}{Times(row.Tile)};");
            operands = Rows("r0", "r0", row, operands);
            using (row.Rest > 0 ? _writer.Block($"if ({Fits("r0", row)})") : default)
            {
                if (_form.Rows.Count == 1) _body.Emit(operands, [row.Tile], 1);
                else Rows(1, operands);
            }
            if (row.Rest == 0) return;
            using (_writer.Block("else"))
                _body.Emit(operands, [row.Rest], 1);
        }

        static string Item(Product inner, Product rounds, bool isOutermost) =>
            (inner.IsOne ? "item" : $"item / {inner.Factor}") + (isOutermost ? "" : $" % {rounds.Factor}");

        static string Times(int tile) => tile == 1 ? "" : Invariant.Format($" * {tile}");
    }

    // How many tiles there are in a dimension; where that is no constant, it gets a name.
    private Product Rounds(string name, KernelNumber extent, int tile)
    {
        if (extent.IsConstant) return new((extent.Value + tile - 1) / tile, "");
        _writer.Line(
            tile == 1 ? $"int {name} = (int){extent};" : Invariant.Format($"int {name} = (int)(({extent} + {tile - 1}) / {tile});"));
        return new(1, name);
    }

    // A product of a constant and of names.
    private readonly record struct Product(int Constant, string Names)
    {
        public static Product One { get; } = new(1, "");

        public bool IsOne => Constant == 1 && Names.Length == 0;

        public string Long => Names.Length == 0 ? Invariant.Format($"{Constant}L") : $"(long){Factor}";

        public string Factor => Names.Length == 0 || (Constant == 1 && !Names.Contains(' ')) ? ToString() : $"({ToString()})";

        public static Product operator *(Product one, Product other) =>
            new(one.Constant * other.Constant, string.Join(" * ", new[] { one.Names, other.Names }.Where(names => names.Length > 0)));

        public override string ToString() =>
            Names.Length == 0 ? Invariant.Format($"{Constant}") : Constant == 1 ? Names : Invariant.Format($"{Constant} * {Names}");
    }

    // Units of work name their column, and the first row dimension where that is cut, too.
    private void Unit(TileOperands operands)
    {
        var inner = _form.UnitRows ? Of(_form.Rows[0].Extent) : Product.One;
        for (int depth = _form.Columns.Count - 1; depth >= 0; inner *= Of(_form.Columns[depth--].Extent))
        {
            var column = _form.Columns[depth];
            if (Of(column.Extent).IsOne) continue;
            string name = ColumnName(depth);
            _writer.Line($"nint {name} = {(inner.IsOne ? "unit" : $"unit / {inner.Factor}")}{(depth == 0 ? "" : $" % {column.Extent}")};");
            operands = Column(name, name, column, operands);
        }
        if (!_form.UnitRows)
        {
            Rows(0, operands);
            return;
        }
        _writer.Line($"nint r0 = unit % {_form.Rows[0].Extent};");
        Rows(1, Rows("r0", "r0", _form.Rows[0], operands));

        static Product Of(KernelNumber extent) => extent.IsConstant ? new(extent.Value, "") : new(1, extent.ToString());
    }

    private void ColumnLoop(int depth, TileOperands operands)
    {
        var column = _form.Columns[depth];
        bool last = depth == _form.Columns.Count - 1;
        string name = ColumnName(depth);
        using (Loop(name, column.IsOneRound, $"{name} < {column.Extent}", column.Tile, out string at))
        {
            operands = Column(name, at, column, operands);
            if (last) Rows(0, operands);
            else ColumnLoop(depth + 1, operands);
        }
    }

    private string ColumnName(int depth) => depth == _form.Columns.Count - 1 ? "k" : Invariant.Format($"k{depth}");

    private TileOperands Column(string name, string at, FormColumn column, TileOperands operands) => new(
        column.A == 0 ? operands.A : Reference("a" + name, operands.A, at, column.A),
        Reference("b" + name, operands.B, at, column.B),
        Reference("c" + name, operands.C, at, column.C),
        Reference("y" + name, operands.Y, at, column.Y),
        column.Bias == 0 ? operands.Bias : Reference("bias" + name, operands.Bias, at, column.Bias));

    private void Rows(int depth, TileOperands operands)
    {
        int[] tile = [.. _form.Rows.Select(row => row.Tile)];
        if (_form.Instances == InstanceRole.Row)
        {
            InstanceRows(operands);
            return;
        }
        if (depth == tile.Length)
        {
            _body.Emit(operands, tile, 1);
            return;
        }
        if (_form.CountsRows)
        {
            CountedRows(operands);
            return;
        }
        var row = _form.Rows[depth];
        string name = Invariant.Format($"r{depth}");
        bool isOneRound = row.Extent.IsConstant && row.Extent.Value - row.Rest == row.Tile;
        // Names of the rest would clash with those of a main part that needs no loop.
        using (row.Rest > 0 && isOneRound ? _writer.Scope() : default)
        using (Loop(name, isOneRound, Fits(name, row), row.Tile, out string at))
        {
            var inner = Rows(name, at, row, operands);
            if (depth == tile.Length - 1) _body.Emit(inner, tile, 1);
            else Rows(depth + 1, inner);
        }
        if (row.Rest == 0) return;
        using (_writer.Scope())
            _body.Emit(
                Rows(name, row.Extent.IsConstant ? Minus(row.Extent, row.Rest) : $"({Minus(row.Extent, row.Rest)})", row, operands),
                [.. tile.Take(depth), row.Rest], 1);
    }

    // Tiles as long as there are rows to fill them; then what is left where all rows are there, or smaller tiles, of which the last ends
    // with the last place and computes some rows again.
    private void CountedRows(TileOperands operands)
    {
        var row = _form.Rows[0];
        int step = row.Tile;
        var last = _form;
        _writer.Line("nint r0 = 0;");
        if (_form.Few is { } few)
        {
            using (_writer.Open($"for (; r0 <= rows - {step}; r0 += {step})"))
                _body.Emit(Rows("r0", "r0", row, operands), [step], 1);
            (last, step) = (few, few.Rows[0].Tile);
            if (row.Rest % step > 0)
            {
                using (_writer.Open($"if (rows - r0 == {row.Rest})"))
                {
                    _body.Emit(Rows("r0", "r0", row, operands), [row.Rest], 1);
                    _writer.Code($"r0 += {row.Rest};");
                }
            }
        }
        using (_writer.Open($"for (; r0 < rows; r0 += {step})"))
        {
            _writer.Line($"nint at = global::System.Math.Min(r0, {Minus(row.Extent, step)});");
            new TileEmitter(_writer, last).Emit(Rows("r0", "at", row, operands), [step], 1);
        }
    }

    private void InstanceRows(TileOperands operands)
    {
        var row = new FormRow(0, 1, 0, _form.InstanceStride, _form.InstanceStride, _form.InstanceStride);
        if (_form.InstanceTile == 1)
        {
            using (_writer.Block("for (nint n = 0; n < instances; n++)"))
                _body.Emit(Rows("n", "n", row, operands), [], 1);
            return;
        }
        _writer.Line("nint n = 0;");
        using (_writer.Open($"for (; n <= instances - {_form.InstanceTile}; n += {_form.InstanceTile})"))
            _body.Emit(Rows("n", "n", row, operands), [], _form.InstanceTile);
        using (_writer.Block("for (; n < instances; n++)"))
            _body.Emit(Rows("n", "n", row, operands), [], 1);
    }

    private TileOperands Rows(string name, string at, FormRow row, TileOperands operands) => operands with
    {
        A = Reference("a" + name, operands.A, at, row.A),
        C = Reference("c" + name, operands.C, at, row.C),
        Y = Reference("y" + name, operands.Y, at, row.Y),
    };

    // A reference some way into another; the other one itself where there is no way, and nothing where there is no operand.
    private string Reference(string name, string from, string at, KernelNumber stride)
    {
        if (from.Length == 0 || at == "0") return from;
        _writer.Line($"ref float {name} = ref _Mem.Add(ref {from}, {at}{(stride == 1 ? "" : $" * {stride}")});");
        return name;
    }

    // Whether a tile of rows begins here, not the rest.
    private static string Fits(string name, FormRow row) =>
        row.Extent.IsConstant || row.Rest == 0
            ? $"{name} < {Minus(row.Extent, row.Rest)}" : Invariant.Format($"{name} <= {row.Extent} - {row.Tile}");

    private static string Minus(KernelNumber number, int less) =>
        number.IsConstant ? Invariant.Format($"{number.Value - less}") : less == 0
            ? number.ToString() : Invariant.Format($"{number} - {less}");

    // A loop of one round is none.
    private CodeWriter.Braces Loop(string name, bool isOneRound, string condition, int step, out string at)
    {
        at = isOneRound ? "0" : name;
        return isOneRound
            ? default
                : _writer.Block($"for (nint {name} = 0; {condition}; {(step == 1 ? name + "++" : Invariant.Format($"{name} += {step}"))})");
    }
}
