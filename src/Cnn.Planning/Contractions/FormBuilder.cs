namespace Cnn.Planning;

/// <summary>Finds the form of a contraction for one vector width, with everything as an argument that may be one.</summary>
internal sealed class FormBuilder
{
    private readonly ContractionPlan _plan;
    private readonly Dictionary<string, int> _arguments = new(StringComparer.Ordinal);

    private FormBuilder(ContractionPlan plan) => _plan = plan;

    /// <summary>The form, and the values of its arguments for this contraction.</summary>
    public static (ContractionForm Form, IReadOnlyDictionary<string, int> Arguments) Build(ContractionPlan plan, TilePlan tile)
    {
        var builder = new FormBuilder(plan);
        var form = builder.Form(tile, tile.Instances > 1);
        if (tile.Few is { } few) form = form with { Few = builder.Form(few, tile.Instances > 1) };
        return (form, builder._arguments);
    }

    private ContractionForm Form(TilePlan tile, bool tilesInstances)
    {
        bool needsY = _plan.AddsY || _plan.Epilogue.IsDerivative, isReduced = _plan.Instances == InstanceRole.Reduced;
        long terms = isReduced ? Terms(_plan.Segments[0]) : 0;
        int runInstances = 0;
        if (isReduced && _plan.IsCut && terms <= SummationRun.Longest)
            for (runInstances = 1; 2 * runInstances * terms <= SummationRun.Longest;) runInstances *= 2;
        bool endsRuns = _plan.IsCut && (!isReduced || terms > SummationRun.Longest);
        return new(
            tile.Width,
            _plan.Instances,
            tile.Instances,
            _plan.Instances == InstanceRole.Outer ? 0 : tilesInstances ? _plan.InstanceStride : Free("slotFloats", _plan.InstanceStride),
            _plan.Rows.Select((row, d) => Row(row, d, tile.Rows[d], needsY)).ToEquatableArray(),
            _plan.Columns.Select((column, d) => Column(column, d, d == _plan.Columns.Count - 1 ? tile.Columns : 1, needsY))
                .ToEquatableArray(),
            _plan.Segments.Select((segment, s) => Segment(segment, s, tile.Unroll, endsRuns)).ToEquatableArray(),
            _plan.Start,
            _plan.Epilogue)
        {
            UnitRows = _plan.UnitRows,
            IsLanewise = _plan.IsLanewise,
            IsSplit = _plan.IsSplit,
            AddsY = _plan.AddsY,
            CountsRows = _plan.CountsRows,
            IsCut = _plan.IsCut,
            RunInstances = runInstances,
        };
    }

    // The rows of a tile are written out, with their strides; those of a tile of one row are not.
    private FormRow Row(RowDimension row, int d, int tile, bool needsY)
    {
        string name = Invariant.Format($"r{d}");
        return new(
            Free(name + "Count", row.Extent), tile, row.Extent % tile, Stride("A", row.A), Stride("C", row.C), needsY
                ? Stride("Y", row.Y) : 0);

        KernelNumber Stride(string operand, int stride) => tile == 1 ? Free(name + operand, stride) : stride;
    }

    private FormColumn Column(ColumnDimension column, int d, int tile, bool needsY)
    {
        string name = d == _plan.Columns.Count - 1 ? "k" : Invariant.Format($"k{d}");
        return new(
            Free(name + "Count", column.Extent), tile, Free(name + "A", column.A), Free(name + "B", column.B), Free(name + "C", column.C),
            needsY ? Free(name + "Y", column.Y) : 0, _plan.Start == SumStart.Bias ? Free(name + "Bias", column.Bias) : 0);
    }

    private FormSegment Segment(Segment segment, int s, int unroll, bool endsRuns)
    {
        string suffix = s == 0 ? "" : Invariant.Format($"_{s}");
        var (loops, terms) = Split(segment.Dimensions, unroll);
        RunLoop? run = null;
        if (endsRuns)
        {
            int written = loops.Count == 0 ? terms.Count : terms.Count / loops[loops.Count - 1].Step;
            run = RunLoop.Of(loops.Select(loop => loop.Dimension.Extent).ToArray(), written) is var (loop, rounds)
                ? new RunLoop(loop, Math.Max(rounds, loops[loop].Step), loops[loop].Dimension.Extent % rounds == 0)
                : null;
        }
        var numbered = loops.Select((loop, i) =>
        {
            string name = Invariant.Format($"i{i}");
            bool isLast = i == loops.Count - 1;
            return new FormLoop(
                Free(name + "Count" + suffix, loop.Dimension.Extent), loop.Step,
                isLast ? loop.Dimension.A : Free(name + "A" + suffix, loop.Dimension.A), isLast
                    ? loop.Dimension.B : Free(name + "B" + suffix, loop.Dimension.B));
        }).ToEquatableArray();
        // Where there is no loop, terms are reached by constants.
        KernelNumber a = segment.A, b = segment.B;
        if (loops.Count > 0) (a, b) = (Free("aBegin" + suffix, segment.A), Free("bBegin" + suffix, segment.B));
        return new(a, b, numbered, terms.ToEquatableArray(), run);
    }

    // Whether there is a way at all is code; how long it is may be an argument.
    private KernelNumber Free(string name, int value)
    {
        if (value == 0) return 0;
        _arguments[name] = value;
        return KernelNumber.Of(name);
    }

    private static long Terms(Segment segment) => segment.Dimensions.Aggregate(1L, (product, dimension) => product * dimension.Extent);

    // The innermost dimensions are written out as far as the budget goes; the one where it ends is cut by a divisor, of a run as well where
    // runs are cut there.
    private static (List<(ReducedDimension Dimension, int Step)> Loops, List<FormTerm> Terms) Split(
        EquatableArray<ReducedDimension> dimensions, int budget)
    {
        List<(ReducedDimension, int)> loops = [];
        List<FormTerm> terms = [default];
        for (int d = dimensions.Count - 1; d >= 0; d--)
        {
            var dimension = dimensions[d];
            int run = terms.Count * (long)dimension.Extent > SummationRun.Longest
                ? SummationRun.Rounds(dimension.Extent, terms.Count) : dimension.Extent;
            int step = loops.Count > 0
                ? 1 : Enumerable.Range(1, Math.Min(budget, run)).Last(divisor => dimension.Extent % divisor == 0 && run % divisor == 0);
            if (loops.Count == 0 && step > 1)
            {
                var inner = terms;
                terms = Enumerable.Range(0, step)
                    .SelectMany(i => inner.Select(term => new FormTerm(term.A + i * dimension.A, term.B + i * dimension.B))).ToList();
                budget /= step;
            }
            if (step < dimension.Extent) loops.Insert(0, (dimension, step));
        }
        return (loops, terms);
    }
}
