namespace Cnn.Planning;

/// <summary>
/// The sums that need no pass of their own. Of two summands, the one that is computed last adds the other to its result as it stores the
/// result, if it is a contraction or a batch norm that nothing but the sum reads. Of more than two summands, each such summand adds the
/// partial sum of the summands before it. Summands that cannot add are left to a step that sums them.
/// </summary>
internal sealed class Additions
{
    private readonly int[] _addends;
    private readonly int[] _wholes;
    private readonly Dictionary<int, IReadOnlyList<int>> _rests = [];

    public Additions(PlanGraph graph)
    {
        _addends = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        _wholes = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        foreach (var node in graph.Nodes.Where(node => node.Traits.Join == JoinKind.Sum)) Join(graph, node);
    }

    /// <summary>The node whose outputs a node adds to its own; -1 for none.</summary>
    public int Addend(PlanNode node) => _addends[node.Position];

    /// <summary>The sum that is whole with a node's addition, so that the node writes it; -1 for none.</summary>
    public int Whole(PlanNode node) => _wholes[node.Position];

    /// <summary>The nodes that are left for a sum to add; one where it has nothing to do.</summary>
    public IReadOnlyList<int> Rest(PlanNode sum) => _rests[sum.Position];

    private void Join(PlanGraph graph, PlanNode sum)
    {
        var rest = new List<int>();
        int last = -1;
        // In the order in which they are computed, so that what is added is there.
        foreach (int position in sum.Inputs.OrderBy(position => position))
        {
            graph.Work.Tick();
            var node = graph.Nodes[position];
            if (last >= 0 && CanAdd(graph, node))
            {
                _addends[position] = last;
                graph.Log?.Add("sums", sum.Layer.Name, $"'{node.Layer.Name}' adds '{graph.Nodes[last].Layer.Name}' to what it stores");
            }
            else if (last >= 0)
            {
                rest.Add(last);
                graph.Log?.Add(
                    "sums", sum.Layer.Name, $"'{node.Layer.Name}' does not add '{graph.Nodes[last].Layer.Name}': {WhyNot(graph, node)}");
            }
            last = position;
        }
        rest.Add(last);
        if (rest.Count == 1) _wholes[last] = sum.Position;
        _rests.Add(sum.Position, rest);
    }

    private static bool CanAdd(PlanGraph graph, PlanNode node) =>
        node.Traits.TakesAddend && node.Activation == Activation.None && graph.GradientWriters(node) == 1;

    private static string WhyNot(PlanGraph graph, PlanNode node) =>
        !node.Traits.TakesAddend ? "it is neither a contraction nor a batch norm"
        : node.Activation != Activation.None ? "it has an activation of its own"
        : "others read it, too";
}
