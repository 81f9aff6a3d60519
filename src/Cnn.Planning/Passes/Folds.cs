namespace Cnn.Planning;

/// <summary>Finds the batch norms that become part of a model.</summary>
internal static class Folds
{
    /// <summary>The batch norms of an inference graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="planners">The planner of a layer.</param>
    /// <param name="parameters">The network's parameters.</param>
    public static EquatableArray<FoldPlan> Of(
        PlanGraph graph, Func<LayerSpec, LayerPlanner> planners, IReadOnlyList<ParameterPlan> parameters)
    {
        var positions = new ParameterPositions(parameters);
        var folds = new List<FoldPlan>();
        foreach (var node in graph.Nodes)
        {
            graph.Work.Tick();
            var layer = node.Norm ?? node.Layer;
            if (planners(layer).Fold(layer, node, positions) is { } fold) folds.Add(fold);
        }
        return folds.ToEquatableArray();
    }
}
