namespace Cnn.Planning;

/// <summary>
/// What neighbours do for one another: which nodes add a summand to what they store, and which write straight into a concatenation.
/// </summary>
internal sealed class Joins
{
    private readonly Additions _additions;
    private readonly bool[] _overwriting;

    public Joins(PlanGraph graph)
    {
        _additions = new(graph);
        Slices = ConcatSlices.Of(graph);
        _overwriting = Overwriting.Of(graph, node => Slices[node.Position] is not null);
    }

    /// <summary>The place of each node in a concatenation; null for none.</summary>
    public IReadOnlyList<ConcatSlice?> Slices { get; }

    /// <summary>Whether a node's outputs lie where those of the node that it reads were.</summary>
    public bool Overwrites(PlanNode node) => _overwriting[node.Position];

    /// <inheritdoc cref="Additions.Addend"/>
    public int Addend(PlanNode node) => _additions.Addend(node);

    /// <inheritdoc cref="Additions.Whole"/>
    public int Whole(PlanNode node) => _additions.Whole(node);

    /// <inheritdoc cref="Additions.Rest"/>
    public IReadOnlyList<int> Rest(PlanNode sum) => _additions.Rest(sum);
}
