namespace Cnn.Planning;

/// <summary>How each contraction of a pass is computed, where there is a choice.</summary>
internal sealed class Algorithms
{
    private readonly PlanGraph _graph;
    private readonly WinogradChooser _winograd;
    private readonly PlanarMaps _planar;
    private readonly int _instances;

    /// <param name="graph">The layers.</param>
    /// <param name="kernels">The kernels, and what is planned for.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    public Algorithms(PlanGraph graph, KernelTable kernels, int instances)
    {
        (_graph, _winograd, _instances) = (graph, kernels.Winograd, instances);
        _planar = PlanarMaps.Of(graph, kernels.Target.Core);
        if (graph.Log is { } log) Tell(log);
    }

    /// <summary>Whether a node's maps lie one behind the other, and its gradient's likewise.</summary>
    public bool IsPlanar(PlanNode node) => _planar.Contains(node);

    /// <summary>How a contraction's outputs are computed; null where there is no choice.</summary>
    public ConvolutionChoice? Forward(PlanNode node) => Forward(node, _instances);

    /// <summary>How the gradient of a contraction's input is computed; null where there is no choice.</summary>
    public ConvolutionChoice? DataGradient(PlanNode node) => ReadsBlocks(node) ? _winograd.DataGradient(_graph, node, _instances) : null;

    /// <summary>How the gradient of a contraction's weights is computed; null where there is no choice.</summary>
    public GradientChoice? WeightGradient(PlanNode node) => ReadsBlocks(node) ? _winograd.WeightGradient(_graph, node) : null;

    /// <summary>
    /// The rows and columns of zeros that a contraction needs around its input. Tiles at the border reach past the padding.
    /// </summary>
    public Halo InputHalo(PlanNode node)
    {
        _graph.Work.Tick();
        var halo = ConvolutionGeometry.InputHalo(node.Window);
        // A plan's slots hold for other batches, too: the form depends on whether there is one.
        int[] batches = _graph.IsTraining ? [2] : [1, 2];
        foreach (int instances in batches)
            if (Forward(node, instances)?.Geometry is { } forward) halo = halo.Union(Reach(forward));
        if (_graph.IsTraining && WeightGradient(node)?.Geometry is { } gradient) halo = halo.Union(Reach(gradient.Tiles));
        return halo;

        Halo Reach(WinogradGeometry g) => WinogradGeometry.InputHalo(g.Form, g.Rows, g.Columns, _graph.Nodes[node.Input].Shape,
            node.Window.PadTop, node.Window.PadLeft);
    }

    private ConvolutionChoice? Forward(PlanNode node, int instances) =>
        ReadsBlocks(node) ? _winograd.Forward(_graph, node, instances) : null;

    private bool ReadsBlocks(PlanNode node) => !node.IsInput && !IsPlanar(node) && !IsPlanar(_graph.Nodes[node.Input]);

    private void Tell(PlanLog log)
    {
        foreach (var node in _graph.Nodes)
        {
            if (IsPlanar(node)) log.Add("few maps", node.Layer.Name,
                "its maps lie one behind the other: they are too few to fill blocks of 16");
            if (Forward(node) is { Reason.Length: > 0 } forward) log.Add(PlanLog.Algorithms, node.Layer.Name, "outputs: " + forward.Reason);
            if (!_graph.IsTraining) continue;
            if (DataGradient(node) is { Reason.Length: > 0 } data) log.Add(PlanLog.Algorithms, node.Layer.Name,
                "gradient of its input: " + data.Reason);
            if (WeightGradient(node) is { Reason.Length: > 0 } weights) log.Add(PlanLog.Algorithms, node.Layer.Name,
                "gradient of its weights: " + weights.Reason);
        }
    }
}
