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
/// Writes one tile of a contraction: sums in named locals, so that they stay in registers; the loops of the sum, the innermost ones written out; and the store.
/// </summary>
internal sealed class TileEmitter(CodeWriter writer, ContractionPlan plan, TilePlan tile)
{
    private readonly string _v = WidthDispatch.Alias(tile.Width);
    private readonly int _vectors = tile.Columns * tile.Width.VectorsPerBlock;

    /// <summary>Whether the store reads a fourth operand.</summary>
    public static bool NeedsY(ContractionPlan plan) => plan.AddsY || plan.Epilogue.IsDerivative();

    /// <param name="operands">References to the tile's operands.</param>
    /// <param name="rows">The tile's extent in each row dimension.</param>
    /// <param name="instances">Instances of the tile.</param>
    public void Emit(TileOperands operands, int[] rows, int instances)
    {
        var offsets = Offsets(rows, instances);
        if (plan.Start == SumStart.Bias)
            for (int v = 0; v < _vectors; v++) writer.Code($"var bias{v} = {_v}.LoadUnsafe(ref {operands.Bias}, {v * tile.Width.Floats});");
        foreach (var (row, r, v) in Sums(offsets))
        {
            // The total of a sum of several runs is in the result's place.
            if (plan.IsCut && plan.Start != SumStart.Result) writer.Line($"{_v}.StoreUnsafe({Start(operands, row, v)}, ref {Result(operands, row, v)});");
            writer.Line(Invariant.Format($"var s{r}_{v} = ") + (plan.IsCut ? _v + ".Create<float>(0f)" : Start(operands, row, v)) + ";");
        }
        Sum(operands, offsets);
        Store(operands, offsets);
        if (EpilogueEmitter.IsFunction(plan.Epilogue)) EpilogueEmitter.Apply(writer, plan.Epilogue, tile.Width, operands.C, Stored(rows, instances));
    }

    private string Start(TileOperands operands, RowOffset row, int v) => plan.Start switch
    {
        SumStart.Bias => Invariant.Format($"bias{v}"),
        SumStart.Result => $"{_v}.LoadUnsafe(ref {Result(operands, row, v)})",
        _ => _v + ".Create<float>(0f)",
    };

    private string Result(TileOperands operands, RowOffset row, int v) => At(operands.C, row.C + Column(v).C);

    private IEnumerable<(RowOffset Row, int R, int V)> Sums(IReadOnlyList<RowOffset> offsets) =>
        offsets.SelectMany((row, r) => Enumerable.Range(0, _vectors).Select(v => (row, r, v)));

    // How far a vector of the tile's columns is from the first, in each operand.
    private (int B, int C, int Y) Column(int v)
    {
        var last = plan.Columns[plan.Columns.Count - 1];
        int column = v / tile.Width.VectorsPerBlock, lane = v % tile.Width.VectorsPerBlock * tile.Width.Floats;
        return (column * last.B + lane, column * last.C + lane, column * last.Y + lane);
    }

    private void Sum(TileOperands operands, IReadOnlyList<RowOffset> offsets)
    {
        Action? endRun = plan.IsCut ? EndRun : null;
        if (plan.Instances != InstanceRole.Reduced)
        {
            for (int i = 0; i < plan.Segments.Count; i++)
            {
                if (i > 0) endRun?.Invoke();
                // Blocks, so that each segment's references can have the same names.
                using (plan.Segments.Count > 1 ? writer.Scope() : default)
                    SegmentLoops(plan.Segments[i], operands.A, operands.B, "", endRun, offsets);
            }
            return;
        }
        var segment = plan.Segments[0];
        long terms = segment.Dimensions.Aggregate(1L, (product, dimension) => product * dimension.Extent);
        using (writer.Block("for (nint n = 0; n < instances; n++)"))
        {
            if (plan.IsCut && terms <= SummationRun.Longest)
            {
                int together = 1;
                while (2 * together * terms <= SummationRun.Longest) together *= 2;
                using (writer.Block(together == 1 ? "if (n > 0)" : Invariant.Format($"if (n > 0 && (n & {together - 1}) == 0)"))) EndRun();
            }
            writer.Code($"ref float an = ref _Mem.Add(ref {operands.A}, n * {plan.InstanceStride});");
            writer.Code($"ref float bn = ref _Mem.Add(ref {operands.B}, n * {plan.InstanceStride});");
            SegmentLoops(segment, "an", "bn", "n", terms > SummationRun.Longest ? endRun : null, offsets);
        }

        void EndRun()
        {
            foreach (var (row, r, v) in Sums(offsets)) SumLoops.EndRunInMemory(writer, _v, Invariant.Format($"s{r}_{v}"), Result(operands, row, v));
        }
    }

    private void SegmentLoops(Segment segment, string a, string b, string begun, Action? endRun, IReadOnlyList<RowOffset> offsets)
    {
        var (dimensions, unrolled) = Split(segment.Dimensions, tile.Unroll);
        int fixedA = segment.A, fixedB = segment.B;
        var loops = dimensions.Select((loop, i) => new SumLoop(Invariant.Format($"i{i}"), loop.Dimension.Extent, loop.Step)
        {
            IsUnrolled = true,
            Enter = () =>
            {
                string name = Invariant.Format($"i{i}");
                writer.Code($"ref float a{name} = ref _Mem.Add(ref {a}, {Plus(fixedA)}{name}{Times(loop.Dimension.A)});");
                writer.Code($"ref float b{name} = ref _Mem.Add(ref {b}, {Plus(fixedB)}{name}{Times(loop.Dimension.B)});");
                (a, b, fixedA, fixedB) = ("a" + name, "b" + name, 0, 0);
            },
        });
        int terms = dimensions.Count == 0 ? unrolled.Count : unrolled.Count / dimensions[dimensions.Count - 1].Step;
        SumLoops.Write(writer, loops.ToArray(), terms, begun, endRun, () =>
        {
            foreach (var (offsetA, offsetB) in unrolled) MultiplyAdd(a, b, fixedA + offsetA, fixedB + offsetB, offsets);
        });

        static string Plus(int offset) => offset == 0 ? "" : Invariant.Format($"{offset} + ");

        static string Times(int stride) => stride == 1 ? "" : Invariant.Format($" * {stride}");
    }

    private void MultiplyAdd(string a, string b, int offsetA, int offsetB, IReadOnlyList<RowOffset> offsets)
    {
        using (writer.Scope())
        {
            for (int v = 0; v < _vectors; v++)
            {
                writer.Code($"var w{v} = {_v}.LoadUnsafe(ref {At(b, offsetB + Column(v).B)});");
            }
            for (int r = 0; r < offsets.Count; r++)
            {
                if (plan.IsLanewise)
                {
                    for (int v = 0; v < _vectors; v++)
                        writer.Code($"s{r}_{v} = {_v}.MultiplyAddEstimate({_v}.LoadUnsafe(ref {At(a, offsetA + offsets[r].A + v * tile.Width.Floats)}), w{v}, s{r}_{v});");
                    continue;
                }
                string x = $"{_v}.Create<float>({At(a, offsetA + offsets[r].A)})";
                if (_vectors > 1)
                {
                    writer.Code($"var x{r} = {x};");
                    x = Invariant.Format($"x{r}");
                }
                for (int v = 0; v < _vectors; v++) writer.Code($"s{r}_{v} = {_v}.MultiplyAddEstimate({x}, w{v}, s{r}_{v});");
            }
        }
    }

    private void Store(TileOperands operands, IReadOnlyList<RowOffset> offsets)
    {
        foreach (var (row, r, v) in Sums(offsets))
        {
            string sum = Invariant.Format($"s{r}_{v}"), result = Result(operands, row, v);
            if (plan.IsCut) writer.Line($"{sum} += {_v}.LoadUnsafe(ref {result});");
            if (plan.AddsY) writer.Code($"{sum} += {_v}.LoadUnsafe(ref {At(operands.Y, row.Y + Column(v).Y)});");
            if (plan.Epilogue.IsDerivative())
            {
                writer.Code($"var y{r}_{v} = {_v}.LoadUnsafe(ref {At(operands.Y, row.Y + Column(v).Y)});");
                sum = Derivative(_v, plan.Epilogue, sum, Invariant.Format($"y{r}_{v}"));
            }
            else
            {
                sum = EpilogueEmitter.Rectified(_v, plan.Epilogue, sum);
            }
            writer.Line($"{_v}.StoreUnsafe({sum}, ref {result});");
        }
    }

    /// <summary>A gradient times the derivative of an activation whose output is known.</summary>
    public static string Derivative(string v, Epilogue epilogue, string gradient, string output) => epilogue switch
    {
        Epilogue.ReluDerivative => $"{v}.ConditionalSelect({v}.GreaterThan({output}, {v}.Create<float>(0f)), {gradient}, {v}.Create<float>(0f))",
        Epilogue.LeakyReluDerivative => $"{v}.ConditionalSelect({v}.GreaterThan({output}, {v}.Create<float>(0f)), {gradient}, {gradient} * {v}.Create<float>(0.01f))",
        Epilogue.EluDerivative => $"{gradient} * {v}.Min({v}.Create<float>(1f), {output} + {v}.Create<float>(1f))",
        // y = 1.7159 tanh(2x / 3) has the derivative 2 / (3 * 1.7159) (1.7159 - y)(1.7159 + y).
        Epilogue.ScaledTanhDerivative =>
            $"{gradient} * ({v}.Create<float>(0.38852303f) * ({v}.Create<float>(1.7159f) - {output}) * ({v}.Create<float>(1.7159f) + {output}))",
        Epilogue.TanhDerivative => $"{gradient} * ({v}.Create<float>(1f) - {output} * {output})",
        Epilogue.SigmoidDerivative => $"{gradient} * ({output} * ({v}.Create<float>(1f) - {output}))",
        _ => gradient,
    };

    private static string At(string reference, int offset) => offset == 0 ? reference : Invariant.Format($"_Mem.Add(ref {reference}, {offset})");

    // The loops over what a tile has stored, the outermost first.
    private IEnumerable<StoredLoop> Stored(int[] rows, int instances) =>
    [
        .. rows.Select((extent, d) => new StoredLoop(extent, plan.Rows[d].C)),
        new(instances, plan.InstanceStride),
        new(tile.Columns, plan.Columns[plan.Columns.Count - 1].C),
        new(tile.Width.VectorsPerBlock, tile.Width.Floats),
    ];

    private readonly record struct RowOffset(int A, int C, int Y);

    private List<RowOffset> Offsets(int[] rows, int instances)
    {
        List<RowOffset> offsets = [default];
        for (int d = 0; d < rows.Length; d++)
        {
            var row = plan.Rows[d];
            offsets = offsets.SelectMany(o => Enumerable.Range(0, rows[d]).Select(i => new RowOffset(o.A + i * row.A, o.C + i * row.C, o.Y + i * row.Y))).ToList();
        }
        int stride = plan.InstanceStride;
        return offsets.SelectMany(o => Enumerable.Range(0, instances).Select(n => new RowOffset(o.A + n * stride, o.C + n * stride, o.Y + n * stride))).ToList();
    }

    // The innermost dimensions are written out as far as the budget goes; the one where it ends is cut by a divisor, of a run as well where runs are cut there.
    private static (List<(ReducedDimension Dimension, int Step)> Loops, List<(int A, int B)> Unrolled) Split(EquatableArray<ReducedDimension> dimensions, int budget)
    {
        List<(ReducedDimension, int)> loops = [];
        List<(int A, int B)> unrolled = [(0, 0)];
        for (int d = dimensions.Count - 1; d >= 0; d--)
        {
            var dimension = dimensions[d];
            int run = unrolled.Count * (long)dimension.Extent > SummationRun.Longest ? SummationRun.Rounds(dimension.Extent, unrolled.Count) : dimension.Extent;
            int step = loops.Count > 0 ? 1 : Enumerable.Range(1, Math.Min(budget, run)).Last(divisor => dimension.Extent % divisor == 0 && run % divisor == 0);
            if (loops.Count == 0 && step > 1)
            {
                var inner = unrolled;
                unrolled = Enumerable.Range(0, step).SelectMany(i => inner.Select(o => (o.A + i * dimension.A, o.B + i * dimension.B))).ToList();
                budget /= step;
            }
            if (step < dimension.Extent) loops.Insert(0, (dimension, step));
        }
        return (loops, unrolled);
    }
}
