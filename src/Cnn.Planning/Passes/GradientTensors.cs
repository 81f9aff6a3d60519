namespace Cnn.Planning;

/// <summary>
/// Where the gradient of each node's output lies. Nodes whose gradients are one and the same, at different times or at the same, share a
/// tensor.
/// </summary>
internal sealed class GradientTensors
{
    private readonly PlanGraph _graph;
    // For each node, one with which it shares its tensor: itself at the end of the chain; -1 where there is no gradient.
    private readonly int[] _with;

    private readonly IReadOnlyList<ConcatSlice?> _slices;

    private GradientTensors(PlanGraph graph, IReadOnlyList<ConcatSlice?> slices)
    {
        (_graph, _slices) = (graph, slices);
        _with = graph.Nodes.Select(node => graph.NeedsGradient(node.Position) || graph.HasLoss(node) ? node.Position : -1).ToArray();
    }

    /// <summary>Adds the tensors: for each node the one of its gradient; null for none.</summary>
    /// <param name="graph">The layers.</param>
    /// <param name="slices">The place of each node in a concatenation.</param>
    /// <param name="builder">Where they are added.</param>
    /// <param name="geometry">The gradient of a node's output, with what its backward needs around it.</param>
    public static TensorRef?[] Add(
        PlanGraph graph, IReadOnlyList<ConcatSlice?> slices, PassBuilder builder, Func<PlanNode, TensorGeometry> geometry)
    {
        var gradients = new GradientTensors(graph, slices);
        gradients.Share();
        return gradients.Add(builder, geometry);
    }

    private void Share()
    {
        int[] sums = SharedGradients.Of(_graph);
        foreach (var node in _graph.Nodes.Where(node => _with[node.Position] >= 0))
        {
            _graph.Work.Tick();
            if (sums[node.Position] >= 0) Join(node.Position, sums[node.Position]);
            // What works in place on the gradient makes its input's of it; a batch norm that reads what others read as well must not.
            bool leavesItsOwn = sums[node.Position] >= 0 && SharedGradients.OnlyReads(_graph, node);
            if (node.Traits.WorksInPlace && !leavesItsOwn && _with[node.Input] >= 0
                && _graph.GradientWriters(_graph.Nodes[node.Input]) == 1) Join(node.Position, node.Input);
        }
    }

    private TensorRef?[] Add(PassBuilder builder, Func<PlanNode, TensorGeometry> geometry)
    {
        var (tensors, gradients) = (new Dictionary<int, TensorRef>(), new TensorRef?[_with.Length]);
        var halos = _graph.Nodes.Where(node => _with[node.Position] >= 0)
            .ToLookup(node => Owner(node.Position), node => geometry(node).Halo);
        for (int i = 0; i < gradients.Length; i++)
        {
            _graph.Work.Tick();
            if (_with[i] < 0) continue;
            var node = _graph.Nodes[i];
            if (!tensors.TryGetValue(Owner(i), out var tensor))
                tensors.Add(
                    Owner(i),
                    tensor = builder.AddTensor(
                        "d " + node.Layer.Name,
                        new(node.Shape, geometry(node).Layout, halos[Owner(i)].Aggregate((one, other) => one.Union(other)))));
            gradients[i] = tensor;
        }
        builder.MakeSlices(Slices(gradients));
        return gradients;
    }

    // The gradient of what is concatenated and read by nothing else is a part of the concatenation's.
    private IEnumerable<(TensorRef Tensor, TensorRef Parent, int FirstBlock)> Slices(TensorRef?[] gradients)
    {
        foreach (var node in _graph.Nodes)
        {
            if (_slices[node.Position] is not { } slice || gradients[node.Position] is not { } gradient
                || _graph.GradientWriters(node) > 1) continue;
            yield return (gradient, gradients[slice.Concat.Position]!.Value, slice.FirstBlock);
        }
    }

    private void Join(int node, int other) => _with[Owner(node)] = Owner(other);

    private int Owner(int node)
    {
        // Sums of sums make a chain as long as the network: whoever follows it shortens it.
        while (_with[node] != node)
        {
            _graph.Work.Tick();
            node = _with[node] = _with[_with[node]];
        }
        return node;
    }
}
