namespace Cnn.Planning;

/// <summary>
/// The nodes whose maps lie one behind the other (<see cref="TensorLayout.Planar"/>): convolutions with too few maps to fill a block of 16,
/// and the poolings behind them. A convolution is among them where its input's rows can be read 16 pixels at a time, where that is cheaper
/// (<see cref="RowConvolutionShape.IsCheaper"/>), and where all of its readers can read such maps; other maps are blocked.
/// </summary>
internal sealed class PlanarMaps
{
    private readonly bool[] _isPlanar;

    private PlanarMaps(bool[] isPlanar) => _isPlanar = isPlanar;

    public static PlanarMaps Of(PlanGraph graph, CoreCosts costs)
    {
        var isPlanar = new bool[graph.Nodes.Count];
        // Each convolution of the image asks.
        bool[] isOneMap = graph.Nodes.Select(node => IsOneMap(graph, node)).ToArray();
        foreach (var node in graph.Nodes)
        {
            graph.Work.Tick();
            if (node.Contraction is { Groups: 1, IsMatrix: false } convolution)
            {
                isPlanar[node.Position] = (isPlanar[node.Input] || isOneMap[node.Input])
                    && RowConvolutionShape.IsCheaper(convolution.Window, node.Shape, costs)
                    && (graph.IsTraining
                        ? CanTrain(graph, node, costs)
                            : IsReadAsPlanes(graph, node, reader => ReadsPlanes(reader) || IsReadHalved(graph, reader)));
            }
            else if (node.Pooling is not null)
            {
                isPlanar[node.Position] = isPlanar[node.Input];
            }
        }
        return new(isPlanar);
    }

    public bool Contains(PlanNode node) => _isPlanar[node.Position];

    // An image of one channel is a plane as it is handed in.
    private static bool IsOneMap(PlanGraph graph, PlanNode node) =>
        node.IsInput && node.Shape.Channels == 1 && graph.Readers(node).All(reader => reader.Broadcasts);

    // On the way back there are planar kernels for an image's convolution, a pooling that has no winners, and the one convolution that
    // reads it.
    private static bool CanTrain(PlanGraph graph, PlanNode node, CoreCosts costs) =>
        graph.Nodes[node.Input].IsInput && RowWeightGradientShape.CanHold(node.Window, node.Shape.Channels)
            && !node.Activation.DerivativeNeedsInput()
        && node.Contraction is { HasTable: false }
        && graph.Readers(node) is { Count: 1 } readers && readers[0].Pooling is not { Kind: PoolKind.Max }
            && IsReadHalved(graph, readers[0])
        && graph.Readers(readers[0]) is { Count: 1 } last && last[0].Contraction is { IsMatrix: false } convolution
        && DotDataGradientShape.IsCheaper(convolution.Window, readers[0].Shape, last[0].Shape, costs)
        && !graph.HasLoss(node);

    private static bool IsReadHalved(PlanGraph graph, PlanNode reader) => IsHalving(reader) && IsReadAsPlanes(graph, reader, ReadsPlanes);

    private static bool IsReadAsPlanes(PlanGraph graph, PlanNode node, Func<PlanNode, bool> canRead) =>
        graph.Readers(node) is { Count: > 0 } readers && readers.All(canRead) && !graph.HasLoss(node);

    // A contraction without groups broadcasts single values, wherever they lie.
    private static bool ReadsPlanes(PlanNode node) => node.Contraction is { Groups: 1 };

    // Pooling whose 2x2 windows lie side by side.
    private static bool IsHalving(PlanNode node) =>
        node.Pooling is { Window: { Rows: 2, Columns: 2, StrideRows: 2, StrideColumns: 2, IsClipped: false, IsDilated: false, PadTop: 0,
            PadLeft: 0 } };
}
