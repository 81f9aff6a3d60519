namespace Cnn.Planning;

/// <summary>
/// What neighbours do for one another: which nodes add a summand to what they store, and which write straight into a concatenation.
/// </summary>
internal sealed class Joins(PlanGraph graph)
{
    private readonly Additions _additions = new(graph);

    /// <summary>The place of each node in a concatenation; null for none.</summary>
    public IReadOnlyList<ConcatSlice?> Slices { get; } = ConcatSlices.Of(graph);

    /// <inheritdoc cref="Additions.Addend"/>
    public int Addend(PlanNode node) => _additions.Addend(node);

    /// <inheritdoc cref="Additions.Whole"/>
    public int Whole(PlanNode node) => _additions.Whole(node);

    /// <inheritdoc cref="Additions.Rest"/>
    public IReadOnlyList<int> Rest(PlanNode sum) => _additions.Rest(sum);
}
