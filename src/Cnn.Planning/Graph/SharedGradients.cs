namespace Cnn.Planning;

/// <summary>
/// The summands that read the gradient of their sum where it is, instead of a copy. Batch norms and contractions only read it: a batch norm
/// writes the gradient of its input elsewhere. One summand may also add other readers' gradients to it, as the input of a residual block
/// does, if all batch norms that read it have had their turn by then; a contraction reads it once more, at a time that is not known, when
/// it sums the gradient of its weights.
/// </summary>
internal static class SharedGradients
{
    /// <summary>For each node, the sum whose gradient is its own; -1 for none.</summary>
    public static int[] Of(PlanGraph graph)
    {
        var sums = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        foreach (var sum in graph.Nodes.Where(node => node.Traits.Join == JoinKind.Sum))
        {
            graph.Work.Tick();
            var inputs = sum.Inputs.Where(graph.NeedsGradient).Distinct().Select(Node).ToArray();
            var readers = inputs.Where(input => OnlyReads(graph, input)).ToArray();
            foreach (var reader in readers) sums[reader.Position] = sum.Position;
            if (readers.Any(reader => reader.Traits.ReadsGradientLate)) continue;
            int end = readers.Select(reader => reader.Position).DefaultIfEmpty(int.MaxValue).Min();
            if (inputs.FirstOrDefault(
                input => !OnlyReads(graph, input) && CanOwn(graph, input, sum, end)) is { } owner) sums[owner.Position] = sum.Position;
        }
        if (graph.Log is { } log)
            foreach (var node in graph.Nodes.Where(node => sums[node.Position] >= 0))
                log.Add("gradients", node.Layer.Name, $"its gradient is that of the sum '{graph.Nodes[sums[node.Position]].Layer.Name}'");
        return sums;

        PlanNode Node(int position)
        {
            graph.Work.Tick();
            return graph.Nodes[position];
        }
    }

    /// <summary>Whether a summand leaves the gradient of its sum as it is.</summary>
    public static bool OnlyReads(PlanGraph graph, PlanNode node) =>
        node.Traits.OnlyReadsGradient && node.Activation == Activation.None && graph.GradientWriters(node) == 1;

    // The sum must hand its gradient on before anybody else does, and nobody may change it before the node that is the last to read it as
    // it is.
    private static bool CanOwn(PlanGraph graph, PlanNode node, PlanNode sum, int lastReader)
    {
        // Readers stand in their order, and as many sums as there are layers may read one node: the last two say what is asked of all.
        var readers = graph.Readers(node);
        int lastOther = readers.Count > 1 ? readers[readers.Count - 2].Position : -1;
        bool isFirst = readers[readers.Count - 1] == sum && lastOther < sum.Position && !graph.HasLoss(node);
        bool changesAtOnce = readers.Count == 1 && node.Activation != Activation.None;
        return isFirst && !changesAtOnce && node.Position < lastReader && lastOther < lastReader;
    }
}
