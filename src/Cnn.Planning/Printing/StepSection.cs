namespace Cnn.Planning;

/// <summary>
/// The steps of a pass in order: which tensors of the slot each reads and writes, by which algorithm and why, with which kernel and tiles,
/// and what it does on the side as it stores.
/// </summary>
internal static class StepSection
{
    private const string Detail = "         ";

    private const string Legend = "Steps (number, method, kind, tensors of the slot that are read -> written";

    public static IEnumerable<string> Lines(ExecutionPlan pass)
    {
        var steps = pass.Phases.SelectMany(phase => phase.Steps).ToArray();
        string[] table = TextTable.Lines(steps.Select((step, i) => Row(pass, step, i)).ToArray(), true, false, false, false).ToArray();
        yield return pass.IsSplit ? Legend + "; * several threads can work on one instance)" : Legend + ")";
        int number = 0;
        foreach (var phase in pass.Phases)
        {
            yield return $"{TextTable.Indent}{phase.Name}: {How(phase)}";
            foreach (var step in phase.Steps)
            {
                yield return table[number++];
                foreach (string line in Details(pass, step)) yield return Detail + line;
            }
        }
    }

    private static string[] Row(ExecutionPlan pass, StepPlan step, int number)
    {
        string split = pass.IsSplit && step.IsSplit ? "*" : " ", reads = Names(pass, step.Reads), writes = Names(pass, step.Writes);
        string arrow = reads.Length == 0 ? "-> " : writes.Length == 0 ? " ->" : " -> ";
        string flow = reads.Length + writes.Length == 0 ? "" : reads + arrow + writes;
        return [Invariant.Format($"{number}{split}"), step.Name, step.GetType().Name.Replace("Step", ""), flow];
    }

    private static string How(PhasePlan phase) =>
        phase.Units > 0 ? Invariant.Format($"{Invariant.Count(phase.Units)} units of work, which threads take one after the other")
        : phase.IsShared ? "all threads together over all instances, so that weights are read once"
        : "each thread with instances of its own";

    private static IEnumerable<string> Details(ExecutionPlan pass, StepPlan step)
    {
        if (AsItStores(pass, step) is { Length: > 0 } stored) yield return "as it stores: " + stored;
        if (Reason(step) is { Length: > 0 } reason) yield return "because: " + reason;
        foreach (string line in Algorithm(step)) yield return line;
    }

    private static string Names(ExecutionPlan pass, IEnumerable<TensorRef> tensors) =>
        string.Join(", ", tensors.Distinct().Select(tensor => pass.Tensor(tensor).Name));

    // What was joined with the step: the other summand, which is the second tensor that it reads, and an activation or its derivative.
    private static string AsItStores(ExecutionPlan pass, StepPlan step)
    {
        var (adds, epilogue) = step switch
        {
            ContractionStep contraction => (contraction.Parts[0].Plan.AddsY, contraction.Parts[0].Plan.Epilogue),
            WinogradStep winograd => (winograd.AddsOperand, winograd.Epilogue),
            RowConvolutionStep row => (false, row.Shape.Epilogue),
            NormalizeStep norm => (norm.Reads.Count() > 1, norm.Epilogue),
            ChannelAffineStep affine => (affine.Reads.Count() > 1, affine.Epilogue),
            PoolBackwardStep pool => (false, pool.Epilogue),
            _ => (false, Epilogue.None),
        };
        string added = adds ? "adds " + Names(pass, [step.Reads.ElementAt(1)]) : "";
        return string.Join(", ", new[] { added, Name(epilogue) }.Where(part => part.Length > 0));
    }

    private static string Name(Epilogue epilogue) => epilogue == Epilogue.None ? ""
        : epilogue.IsDerivative ? $"times the derivative of {epilogue.Activation}"
        : epilogue.ToString();

    private static string Reason(StepPlan step) => step switch
    {
        ContractionStep contraction => contraction.Reason,
        WinogradStep winograd => winograd.Reason,
        WinogradGradientStep winograd => winograd.Reason,
        _ => "",
    };

    private static IEnumerable<string> Algorithm(StepPlan step) => step switch
    {
        ContractionStep contraction =>
            contraction.Parts.GroupBy(part => part.Kernel).Select(parts => Tiles(parts.First(), parts.Count())),
        WinogradStep { Product: { } product, Geometry: var g } =>
        [
            Invariant.Format($"{g.Form}: {g.Tiles} tiles an instance, {g.BlockTiles} a block; ")
                + Invariant.Format($"{g.ChunkBlocks} of {g.MapBlocks} blocks of maps at a time"),
            Tiles(product, 1),
        ],
        WinogradGradientStep { Product: { } product, Geometry: var g } =>
        [
            Invariant.Format($"{g.Form}: {g.Tiles.Tiles} tiles an instance, {g.BlockTiles} a block; ")
                + Invariant.Format($"a unit is {g.ChannelChunk} by {g.MapChunk} blocks of channels and maps"),
            Tiles(product, 1),
        ],
        KernelStep { Kernel: { Length: > 0 } kernel } when kernel != step.Name => ["kernel " + kernel],
        _ => [],
    };

    private static string Tiles(ContractionPart part, int calls)
    {
        var tiles = part.Plan.Tiles.Select(
            tile => Invariant.Format($"{tile.RowCount}x{tile.Columns * TensorGeometry.Lanes} ({tile.Width.Bits} bits)"));
        string parts = calls > 1 ? Invariant.Format($" for {calls} parts") : "";
        return $"kernel {part.Kernel}{parts}, tiles {string.Join(", ", tiles)}";
    }
}
