using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>References to a tile's operands; empty where there is none.</summary>
/// <param name="A">The operand whose values are broadcast, or read 16 at a time lane by lane.</param>
/// <param name="B">The operand whose values are read 16 at a time.</param>
/// <param name="C">The result.</param>
/// <param name="Y">The values at which a derivative is taken, or which are added.</param>
/// <param name="Bias">The bias of the tile's columns.</param>
internal sealed record TileOperands(string A, string B, string C, string Y, string Bias);

/// <summary>
/// Writes one tile of a contraction: sums in named locals, so that they stay in registers; the loops of the sum, the innermost ones written
/// out; and the store.
/// </summary>
internal sealed class TileEmitter(CodeWriter writer, ContractionForm form)
{
    private readonly int _vectors = form.ColumnTile * form.Width.VectorsPerBlock;
    private readonly FormColumn _column = form.Columns[form.Columns.Count - 1];

    // The tile's columns in the result and in the fourth operand.
    private ColumnReference[] _c = [], _y = [];

    // Where a column of the tile begins: an offset from a reference.
    private readonly record struct ColumnReference(string From, int Offset);

    /// <param name="operands">References to the tile's operands.</param>
    /// <param name="rows">The tile's extent in each row dimension.</param>
    /// <param name="instances">Instances of the tile.</param>
    public void Emit(TileOperands operands, int[] rows, int instances)
    {
        var offsets = Offsets(rows, instances);
        (_c, _y) = (Columns("c", operands.C, _column.C), Columns("y", operands.Y, _column.Y));
        if (form.Start == SumStart.Bias)
            writer.Statements(
                Enumerable.Range(0, _vectors)
                    .Select(v => Invariant.Format($"var bias{v} = {Load(operands.Bias, v * form.Width.Floats)};")));
        // The total of a sum of several runs is in the result's place.
        if (form.IsCut && form.Start != SumStart.Result) Begin(rows, instances);
        bool isZero = form.IsCut || form.Start == SumStart.Zero;
        writer.Declare("_F", Sums(offsets).Select(sum => $"{Name(sum.R, sum.V)} = {(isZero ? "default" : Start(sum.Row, sum.V))}"));
        Sum(operands, offsets);
        Store(offsets);
        if (EpilogueEmitter.IsFunction(form.Epilogue)) EpilogueEmitter.Apply(
            writer, form.Epilogue, operands.C, Stored(rows, instances));
    }

    // The totals, before the first run. A loop: what it takes is little beside a sum of several runs, and it is short to compile.
    private void Begin(int[] rows, int instances)
    {
        var open = new Stack<CodeWriter.Braces>();
        string place = "";
        foreach (var (extent, stride) in StoredLoop.Join([.. Rows(rows), new(instances, form.InstanceStride)]))
        {
            string name = Invariant.Format($"e{open.Count}");
            open.Push(writer.Open($"for (nint {name} = 0; {name} < {extent}; {name}++)"));
            place = Terms.Sum(place, $"{name} * {stride}");
        }
        for (int v = 0; v < _vectors; v++)
        {
            var (from, offset) = At(_c, v, 0);
            string to = place.Length == 0
                ? Terms.Operand(from, offset) : "ref " + Terms.At(from, Terms.Sum(place, Terms.Number(offset)));
            writer.Line($"_V.StoreUnsafe({Start(default, v)}, {to});");
        }
        while (open.Count > 0) open.Pop().Dispose();
    }

    // A sum's name; one for a row where a row has one vector.
    private string Name(int r, int v, string letter = "s") =>
        _vectors == 1 ? Invariant.Format($"{letter}{r}") : Invariant.Format($"{letter}{r}_{v}");

    private string Start(RowOffset row, int v) => form.Start switch
    {
        SumStart.Bias => Invariant.Format($"bias{v}"),
        SumStart.Result => Load(_c, v, row.C),
        _ => "_F.Zero",
    };

    private string StoreAt(string value, RowOffset row, int v)
    {
        var (from, offset) = At(_c, v, row.C);
        return $"_V.StoreUnsafe({value}, {Terms.Operand(from, offset)});";
    }

    private string Load(ColumnReference[] columns, int v, int offset)
    {
        var (from, at) = At(columns, v, offset);
        return Load(from, at);
    }

    private static string Load(string from, int offset) => $"_V.LoadUnsafe({Terms.Operand(from, offset)})";

    // A vector of one of the tile's columns.
    private ColumnReference At(ColumnReference[] columns, int v, int offset)
    {
        var (from, begin) = columns[v / form.Width.VectorsPerBlock];
        return new(from, begin + offset + v % form.Width.VectorsPerBlock * form.Width.Floats);
    }

    private ColumnReference[] Columns(string name, string first, KernelNumber stride) =>
        first.Length == 0 ? [] : [.. Enumerable.Range(0, form.ColumnTile).Select(column =>
    {
        if (column == 0 || stride.IsConstant) return new ColumnReference(first, column * stride.Value);
        string reference = Invariant.Format($"{name}_{column}");
        writer.Line($"ref float {reference} = ref _Mem.Add(ref {first}, {(column == 1 ? "" : Invariant.Format($"{column} * "))}{stride});");
        return new ColumnReference(reference, 0);
    })];

    private IEnumerable<(RowOffset Row, int R, int V)> Sums(IReadOnlyList<RowOffset> offsets) =>
        offsets.SelectMany((row, r) => Enumerable.Range(0, _vectors).Select(v => (row, r, v)));

    private void Sum(TileOperands operands, IReadOnlyList<RowOffset> offsets)
    {
        if (form.Instances != InstanceRole.Reduced)
        {
            for (int i = 0; i < form.Segments.Count; i++)
            {
                if (i > 0 && form.IsCut) EndRun();
                // Blocks, so that each segment's references can have the same names.
                using (form.Segments.Count > 1 ? writer.Scope() : default)
                    SegmentLoops(form.Segments[i], operands.A, operands.B, "", EndRun, offsets);
            }
            return;
        }
        using (writer.Block("for (nint n = 0; n < instances; n++)"))
        {
            if (form.RunInstances > 0)
            {
                using (writer.Block(
                    form.RunInstances == 1
                        ? "if (n > 0)" : Invariant.Format($"if (n > 0 && (n & {form.RunInstances - 1}) == 0)"))) EndRun();
            }
            writer.Code($"ref float an = ref _Mem.Add(ref {operands.A}, n * {form.InstanceStride});");
            writer.Code($"ref float bn = ref _Mem.Add(ref {operands.B}, n * {form.InstanceStride});");
            SegmentLoops(form.Segments[0], "an", "bn", "n", EndRun, offsets);
        }

        void EndRun() => writer.Statements(Sums(offsets).Select(sum =>
        {
            var (total, offset) = At(_c, sum.V, sum.Row.C);
            return SumLoops.EndRunInMemory(form.Width, Name(sum.R, sum.V), total, offset);
        }));
    }

    private void SegmentLoops(FormSegment segment, string a, string b, string begun, Action endRun, IReadOnlyList<RowOffset> offsets)
    {
        KernelNumber fixedA = segment.A, fixedB = segment.B;
        var loops = segment.Loops.Select((loop, i) => new SumLoop(Invariant.Format($"i{i}"), loop.Extent.Value, loop.Step)
        {
            IsUnrolled = true,
            End = loop.Extent.ToString(),
            Enter = () =>
            {
                string name = Invariant.Format($"i{i}");
                writer.Line($"ref float a{name} = ref _Mem.Add(ref {a}, {Plus(fixedA)}{name}{Times(loop.A)});");
                writer.Line($"ref float b{name} = ref _Mem.Add(ref {b}, {Plus(fixedB)}{name}{Times(loop.B)});");
                (a, b, fixedA, fixedB) = ("a" + name, "b" + name, 0, 0);
            },
        });
        SumLoops.Write(writer, loops.ToArray(), segment.Run, begun, endRun, () =>
        {
            var columns = Columns("b", b, _column.B);
            foreach (var term in segment.Terms)
            {
                // Blocks, so that each term's values can have the same names.
                using (segment.Terms.Count > 1 || segment.Loops.Count == 0 ? writer.Scope() : default)
                    MultiplyAdd(a, columns, fixedA.Value + term.A, fixedB.Value + term.B, offsets);
            }
        });

        static string Plus(KernelNumber offset) => offset == 0 ? "" : $"{offset} + ";

        static string Times(KernelNumber stride) => stride == 1 ? "" : $" * {stride}";
    }

    private void MultiplyAdd(string a, ColumnReference[] columns, int offsetA, int offsetB, IReadOnlyList<RowOffset> offsets)
    {
        if (form.FetchesNextRun(offsets.Count))
        {
            writer.Statements(columns.Select(column =>
                $"_Tensors.Fetch(in {Terms.At(column.From, column.Offset + offsetB + ContractionForm.NextRun)});"));
        }
        writer.Statements(Enumerable.Range(0, _vectors).Select(v => Invariant.Format($"var w{v} = {Load(columns, v, offsetB)};")));
        for (int r = 0; r < offsets.Count; r++)
        {
            int row = r, offset = offsetA + offsets[r].A;
            if (form.IsLanewise)
            {
                writer.Statements(Enumerable.Range(0, _vectors).Select(v => Sum(v, Load(a, offset + v * form.Width.Floats))));
                continue;
            }
            string x = $"_V.Create<float>({Terms.At(a, offset)})";
            if (_vectors == 1) writer.Line(Sum(0, x));
            else writer.Statements(
                [Invariant.Format($"var x{r} = {x};"), .. Enumerable.Range(0, _vectors).Select(v => Sum(v, Invariant.Format($"x{r}")))]);

            string Sum(int v, string value) => Invariant.Format($"{Name(row, v)} = _V.MultiplyAddEstimate({value}, w{v}, {Name(row, v)});");
        }
    }

    private void Store(IReadOnlyList<RowOffset> offsets)
    {
        writer.Statements(Sums(offsets).SelectMany(at =>
        {
            var (row, r, v) = at;
            var statements = new List<string>();
            string sum = Name(r, v), whole = sum;
            if (form is { IsCut: true, NeedsY: false } && EpilogueEmitter.StoresSums(form.Epilogue))
            {
                var (total, offset) = At(_c, v, row.C);
                statements.Add(SumLoops.EndInMemory(form.Width, sum, total, offset));
                return statements;
            }
            if (form.IsCut) whole += " + " + Load(_c, v, row.C);
            if (form.AddsY) whole += " + " + Load(_y, v, row.Y);
            // What an epilogue reads more than once, or multiplies, has a name.
            if (form.Epilogue.Activation is Activation.None or Activation.Relu || EpilogueEmitter.IsFunction(form.Epilogue))
                sum = whole;
            else if (whole.Length > sum.Length) statements.Add($"{sum} = {whole};");
            if (form.Epilogue.IsDerivative)
            {
                string y = Name(r, v, "y");
                statements.Add($"var {y} = {Load(_y, v, row.Y)};");
                sum = Derivative(form.Epilogue, sum, y);
            }
            else
            {
                sum = EpilogueEmitter.Rectified(form.Epilogue, sum);
            }
            statements.Add(StoreAt(sum, row, v));
            return statements;
        }));
    }

    /// <summary>A gradient times the derivative of an activation whose output is known.</summary>
    public static string Derivative(Epilogue epilogue, string gradient, string output) => epilogue.Activation switch
    {
        Activation.Relu =>
            $"_V.ConditionalSelect(_V.GreaterThan({output}, _F.Zero), {gradient}, _F.Zero)",
        Activation.LeakyRelu =>
            $"_V.ConditionalSelect(_V.GreaterThan({output}, _F.Zero), {gradient}, {gradient} * _V.Create<float>(0.01f))",
        Activation.Elu => $"{gradient} * _V.Min(_F.One, {output} + _F.One)",
        // y = 1.7159 tanh(2x / 3) has the derivative 2 / (3 * 1.7159) (1.7159 - y)(1.7159 + y).
        Activation.ScaledTanh =>
            $"{gradient} * (_V.Create<float>(0.38852303f) * (_V.Create<float>(1.7159f) - {output}) * (_V.Create<float>(1.7159f) + "
                + $"{output}))",
        Activation.Tanh => $"{gradient} * (_F.One - {output} * {output})",
        Activation.Sigmoid => $"{gradient} * ({output} * (_F.One - {output}))",
        _ => gradient,
    };

    // The loops over what a tile has stored, the outermost first.
    private IEnumerable<StoredLoop> Stored(int[] rows, int instances) =>
    [
        .. Rows(rows),
        new(instances, form.InstanceStride),
        new(form.ColumnTile, _column.C),
        new(form.Width.VectorsPerBlock, form.Width.Floats),
    ];

    private IEnumerable<StoredLoop> Rows(int[] rows) => rows.Select((extent, d) => new StoredLoop(extent, form.Rows[d].C));

    private readonly record struct RowOffset(int A, int C, int Y);

    // Where a tile has one row, its stride may be an argument, but is not asked for.
    private List<RowOffset> Offsets(int[] rows, int instances)
    {
        List<RowOffset> offsets = [default];
        for (int d = 0; d < rows.Length; d++)
        {
            var row = form.Rows[d];
            offsets = offsets
                .SelectMany(
                    o => Enumerable.Range(0, rows[d])
                        .Select(i => new RowOffset(o.A + i * row.A.Value, o.C + i * row.C.Value, o.Y + i * row.Y.Value)))
                .ToList();
        }
        int stride = form.InstanceStride.Value;
        return offsets.SelectMany(
            o => Enumerable.Range(0, instances).Select(n => new RowOffset(o.A + n * stride, o.C + n * stride, o.Y + n * stride))).ToList();
    }
}
