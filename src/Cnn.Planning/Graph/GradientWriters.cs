namespace Cnn.Planning;

/// <summary>One reader's turn, or a loss's, to write the gradient of a tensor.</summary>
/// <param name="IsFirst">Whether nobody wrote before: then it is written over, else added to.</param>
/// <param name="IsLast">Whether nobody writes after: then the gradient is whole.</param>
internal readonly record struct GradientWrite(bool IsFirst, bool IsLast);

/// <summary>
/// Counts, for each tensor, the losses and readers that have handed their gradients back: losses first, then readers in the order of the
/// way back.
/// </summary>
internal sealed class GradientWriters(PlanGraph graph)
{
    private readonly int[] _written = new int[graph.Nodes.Count];

    public GradientWrite Next(PlanNode node)
    {
        int written = _written[node.Position]++;
        return new(written == 0, written == graph.GradientWriters(node) - 1);
    }
}
