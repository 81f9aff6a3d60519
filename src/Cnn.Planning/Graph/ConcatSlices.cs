namespace Cnn.Planning;

/// <summary>A place in a concatenation: whole blocks of 16 channels of its map.</summary>
/// <param name="Concat">The concatenation's node.</param>
/// <param name="FirstBlock">The first of the blocks.</param>
internal readonly record struct ConcatSlice(PlanNode Concat, int FirstBlock);

/// <summary>
/// Which nodes write straight into a concatenation, so that nothing is copied: those whose channels begin with a block of it, and end with
/// one or with its last channel. A node has one place; where it is concatenated again, it is copied.
/// </summary>
internal static class ConcatSlices
{
    /// <summary>The place of each node; null where its channels share a block with others', or where it is in no concatenation.</summary>
    public static ConcatSlice?[] Of(PlanGraph graph)
    {
        var slices = new ConcatSlice?[graph.Nodes.Count];
        foreach (var concat in graph.Nodes.Where(node => node.Traits.Join == JoinKind.Concatenation))
        {
            int channel = 0;
            for (int i = 0; i < concat.Inputs.Count; i++)
            {
                graph.Work.Tick();
                int input = concat.Inputs[i], channels = graph.Nodes[input].Shape.Channels;
                bool isWhole = channel % TensorGeometry.Lanes == 0
                    && (channels % TensorGeometry.Lanes == 0 || i == concat.Inputs.Count - 1);
                string? refusal = !isWhole ? "its channels share a block of 16 with others'"
                    : slices[input] is not null ? "it has a place already"
                    : IsContiguous(graph, concat) || IsContiguous(graph, graph.Nodes[input])
                        ? "a loss or the output reads floats side by side"
                    : null;
                if (refusal is null) slices[input] = new(concat, channel / TensorGeometry.Lanes);
                graph.Log?.Add(
                    "slices", concat.Layer.Name,
                    refusal is null
                        ? $"'{graph.Nodes[input].Layer.Name}' writes straight into it"
                            : $"'{graph.Nodes[input].Layer.Name}' is copied: {refusal}");
                channel += channels;
            }
        }
        return slices;
    }

    // A vector of which a loss is taken, or the output, is read as floats side by side: nobody's halo may lie in it.
    private static bool IsContiguous(PlanGraph graph, PlanNode node) => node.Shape.IsVector && graph.HasLoss(node);

    /// <summary>The first channels of a concatenation's inputs.</summary>
    public static IReadOnlyList<int> FirstChannels(PlanGraph graph, PlanNode concat)
    {
        int channel = 0;
        return concat.Inputs.Select(input => (channel += graph.Nodes[input].Shape.Channels) - graph.Nodes[input].Shape.Channels).ToArray();
    }
}
