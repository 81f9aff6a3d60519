namespace Cnn.Planning;

/// <summary>
/// The nodes that write their outputs over what they read, at inference: elementwise ones, where nobody else reads that. What a
/// concatenation holds is its branches' as well, and the image is the caller's.
/// </summary>
internal static class Overwriting
{
    /// <summary>Whether each node does.</summary>
    /// <param name="graph">The nodes.</param>
    /// <param name="isSlice">Whether a node is a part of another's tensor.</param>
    public static bool[] Of(PlanGraph graph, Func<PlanNode, bool> isSlice) => graph.Nodes.Select(node =>
    {
        graph.Work.Tick();
        if (graph.IsTraining || !node.Traits.OverwritesAtInference || isSlice(node)) return false;
        var input = graph.Nodes[node.Input];
        bool isFree = !input.IsInput && input.Traits.Join != JoinKind.Concatenation && input.Shape == node.Shape
            && graph.Readers(input).Count == 1;
        if (isFree) graph.Log?.Add("places", node.Layer.Name, $"is written over '{input.Layer.Name}', which nobody else reads");
        return isFree;
    }).ToArray();
}
