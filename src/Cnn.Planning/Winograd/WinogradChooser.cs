namespace Cnn.Planning;

/// <summary>What was chosen for a convolution, and why.</summary>
/// <param name="Geometry">The tiles; null where the direct kernel is better.</param>
/// <param name="IsRange">Whether tiles of several instances make up a block.</param>
/// <param name="Reason">For people.</param>
internal sealed record ConvolutionChoice(WinogradGeometry? Geometry, bool IsRange, string Reason);

/// <summary>What was chosen for the gradient of a convolution's weights, and why.</summary>
/// <param name="Geometry">The tiles; null where the direct kernel is better.</param>
/// <param name="Reason">For people.</param>
internal sealed record GradientChoice(WinogradGradientGeometry? Geometry, string Reason);

/// <summary>
/// Chooses between the direct kernel and Winograd's algorithm for convolutions of one group whose kernel is square, not dilated and moves
/// by one pixel. Equal convolutions are asked about once.
/// </summary>
/// <remarks>
/// The choice between the algorithms, and the form, may depend on whether a call has one instance or several, and on nothing else of the
/// batch: the slots of a plan hold for other batches. The number of tiles in a block does depend on the batch.
/// </remarks>
internal sealed class WinogradChooser(Target target)
{
    private const int Lanes = TensorGeometry.Lanes;

    // Instances that a form is chosen for, where there are several.
    private const int NominalInstances = 8;

    private const int LargestChunk = 8;

    /// <summary>Winograd's algorithm must win by more than the model can be wrong, for it costs memory and some accuracy.</summary>
    private const double Margin = 0.85;

    // Of a chunk's transformed weights, and of a block's transformed input: more has no cache that would hold it, and addresses that
    // overflow.
    private const long MostFloats = 1L << 24;

    // Multiples of what registers hold, and divisors of common maps' tiles.
    private static readonly int[] s_blocks = [1, 2, 4, 7, 8, 12, 14, 16, 20, 21, 24, 25, 28, 32, 35, 36, 42, 48, 49, 56, 64];

    private readonly WinogradCost _cost = new(target);
    private readonly Dictionary<(ConvolutionSize Size, int Instances, ConvolutionAlgorithm Algorithm), ConvolutionChoice> _choices = [];
    private readonly Dictionary<(ConvolutionSize Size, int Batch, ConvolutionAlgorithm Algorithm), GradientChoice> _gradients = [];

    /// <summary>On the way back, a kernel that is turned reaches as far before a pixel as it reached behind it.</summary>
    public static (int Top, int Left) GradientPadding(SpatialWindow window) =>
        (window.Rows - 1 - window.PadTop, window.Columns - 1 - window.PadLeft);

    /// <summary>The choice for a convolution, forward; null where there is none to make.</summary>
    /// <param name="graph">The layers.</param>
    /// <param name="node">The convolution.</param>
    /// <param name="instances">How many instances a thread is likely to get; one only where no more can come.</param>
    public ConvolutionChoice? Forward(PlanGraph graph, PlanNode node, int instances) =>
        CanBe(graph, node) ? Choose(Size(graph, node), instances, graph.Spec.Algorithm) : null;

    /// <summary>The choice for the gradient of a convolution's input; null where there is none to make.</summary>
    public ConvolutionChoice? DataGradient(PlanGraph graph, PlanNode node, int instances)
    {
        if (!CanBe(graph, node) || !graph.NeedsGradient(node.Input)) return null;
        var (top, left) = GradientPadding(node.Window);
        var x = graph.Nodes[node.Input].Shape;
        return top < 0 || left < 0
            ? null : Choose(new(node.Window.Rows, node.Shape.Channels, x.Channels, x.Height, x.Width), instances, graph.Spec.Algorithm);
    }

    /// <summary>The choice for the gradient of a convolution's weights, over the whole batch; null where there is none to make.</summary>
    public GradientChoice? WeightGradient(PlanGraph graph, PlanNode node)
    {
        if (!CanBe(graph, node)) return null;
        var key = (Size(graph, node), graph.Spec.Batch, graph.Spec.Algorithm);
        if (!_gradients.TryGetValue(key, out var choice)) _gradients.Add(key, choice = ChooseGradient(key.Item1, key.Batch, key.Algorithm));
        return choice;
    }

    private static bool CanBe(PlanGraph graph, PlanNode node) =>
        node.Contraction is { Groups: 1, HasTable: false, Window: { IsDilated: false, StrideRows: 1, StrideColumns: 1 } window }
        && window.Rows == window.Columns && WinogradForm.For(window.Rows).Any() && !node.Shape.IsVector
            && !graph.IsReadAsHandedIn(graph.Nodes[node.Input]);

    private static ConvolutionSize Size(PlanGraph graph, PlanNode node) =>
        new(node.Window.Rows, graph.Nodes[node.Input].Shape.Channels, node.Shape.Channels, node.Shape.Height, node.Shape.Width);

    private bool IsConsidered(ConvolutionSize size, ConvolutionAlgorithm algorithm) => algorithm switch
    {
        ConvolutionAlgorithm.Direct => false,
        ConvolutionAlgorithm.Winograd => true,
        _ => size.MultiplyAdds >= target.Tiles.LeastMultiplyAdds,
    };

    private static bool Wins(double share, ConvolutionAlgorithm algorithm) => algorithm == ConvolutionAlgorithm.Winograd || share < Margin;

    private static string Reason(WinogradForm form, double share, ConvolutionAlgorithm algorithm)
    {
        string comparison = Invariant.Format($"{form} is estimated at {share:F2} of the direct kernel's time");
        return comparison
            + (algorithm == ConvolutionAlgorithm.Winograd ? ", and the network asks for it." : Wins(share, algorithm)
                ? "." : ": not enough.");
    }

    private ConvolutionChoice Choose(ConvolutionSize size, int instances, ConvolutionAlgorithm algorithm)
    {
        if (!_choices.TryGetValue((size, instances, algorithm), out var choice))
            _choices.Add((size, instances, algorithm), choice = ChooseForm(size, instances, algorithm));
        return choice;
    }

    private ConvolutionChoice ChooseForm(ConvolutionSize size, int instances, ConvolutionAlgorithm algorithm)
    {
        if (!IsConsidered(size, algorithm)) return new(null, false, "");
        int nominal = instances == 1 ? 1 : NominalInstances;
        var (form, cost) = WinogradForm.For(size.Kernel).Select(form => (Form: form, Best(size, form, nominal).Cost))
            .OrderBy(candidate => candidate.Cost).First();
        if (double.IsPositiveInfinity(cost)) return new(null, false, "");
        double share = cost / _cost.Direct(size);
        string reason = Reason(form, share, algorithm);
        if (!Wins(share, algorithm)) return new(null, false, reason);
        var (geometry, isRange, _) = Best(size, form, instances);
        return new(geometry, isRange, reason);
    }

    // No geometry where even one tile takes more than there is.
    private (WinogradGeometry? Geometry, bool IsRange, double Cost) Best(ConvolutionSize size, WinogradForm form, int instances)
    {
        WinogradGeometry? best = null;
        bool bestIsRange = false;
        double bestCost = double.PositiveInfinity;
        foreach (int chunk in Chunks(size.MapBlocks).Where(chunk => (long)form.Products * chunk * Lanes * size.Channels <= MostFloats))
        {
            foreach (bool isRange in instances > 1 ? new[] { false, true } : [false])
            {
                long tiles = (long)form.Tiles(size.Rows) * form.Tiles(size.Columns) * (isRange ? instances : 1);
                foreach (int block in s_blocks.Where(block => block == 1 || block <= tiles))
                {
                    if ((long)form.Products * Lanes * size.ChannelBlocks * block > MostFloats) break;
                    var geometry = new WinogradGeometry(form, size.Channels, size.Maps, size.Rows, size.Columns, block, chunk);
                    double cost = _cost.Of(geometry, tiles, isRange, isShared: instances == 1) / (isRange ? instances : 1);
                    if (cost >= bestCost) continue;
                    (best, bestIsRange, bestCost) = (geometry, isRange, cost);
                }
            }
        }
        return (best, bestIsRange, bestCost);
    }

    private GradientChoice ChooseGradient(ConvolutionSize size, int batch, ConvolutionAlgorithm algorithm)
    {
        if (!IsConsidered(size, algorithm)) return new(null, "");
        var (form, cost) = WinogradForm.For(size.Kernel).Select(form => (Form: form, BestGradient(size, form, NominalInstances).Cost))
            .OrderBy(candidate => candidate.Cost).First();
        double share = cost / (NominalInstances * _cost.Direct(size));
        string reason = Reason(form, share, algorithm);
        return new(Wins(share, algorithm) ? BestGradient(size, form, batch).Geometry : null, reason);
    }

    private (WinogradGradientGeometry Geometry, double Cost) BestGradient(ConvolutionSize size, WinogradForm form, int batch)
    {
        WinogradGradientGeometry? best = null;
        double bestCost = double.PositiveInfinity;
        long tiles = (long)form.Tiles(size.Rows) * form.Tiles(size.Columns) * batch;
        foreach (int channelChunk in Chunks(size.ChannelBlocks))
        {
            foreach (int mapChunk in Chunks(size.MapBlocks))
            {
                foreach (int block in s_blocks.Where(block => block == 1 || block <= tiles))
                {
                    var geometry = new WinogradGradientGeometry(
                        form, size.Channels, size.Maps, size.Rows, size.Columns, block, channelChunk, mapChunk);
                    double cost = _cost.Of(geometry, tiles);
                    if (cost < bestCost) (best, bestCost) = (geometry, cost);
                }
            }
        }
        return (best!, bestCost);
    }

    // Many maps a chunk mean fewer passes over the transformed input, few mean that products stay in the cache.
    private static IEnumerable<int> Chunks(int blocks)
    {
        for (int chunk = 1; chunk <= Math.Min(blocks, LargestChunk); chunk++)
            if (blocks % chunk == 0) yield return chunk;
    }
}

/// <summary>What a convolution's cost depends on.</summary>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Channels">Channels that are read.</param>
/// <param name="Maps">Maps that are written.</param>
/// <param name="Rows">Rows of the output.</param>
/// <param name="Columns">Columns of the output.</param>
internal readonly record struct ConvolutionSize(int Kernel, int Channels, int Maps, int Rows, int Columns)
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>Blocks of 16 channels.</summary>
    public int ChannelBlocks => (Channels + Lanes - 1) / Lanes;

    /// <summary>Blocks of 16 maps.</summary>
    public int MapBlocks => (Maps + Lanes - 1) / Lanes;

    /// <summary>Multiply-adds of one instance, directly.</summary>
    public long MultiplyAdds => (long)Kernel * Kernel * Channels * Maps * Rows * Columns;
}
