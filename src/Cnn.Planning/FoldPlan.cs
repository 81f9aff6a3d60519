namespace Cnn.Planning;

/// <summary>
/// How a batch norm becomes part of a model: γ and β turn into the factor and the addend that its running statistics make of them, and where a convolution or dense layer
/// comes just before it, the factor goes into the weights. Tensors are named by their position among the parameters.
/// </summary>
/// <param name="Weight">The weights that are scaled; -1 where the batch norm stays a layer of its own.</param>
/// <param name="Bias">The bias that was added before; -1 for none.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Beta">β, which becomes the bias.</param>
/// <param name="Mean">The running mean.</param>
/// <param name="Variance">The running variance.</param>
/// <param name="Epsilon">What is added to the variance.</param>
public sealed record FoldPlan(int Weight, int Bias, int Gamma, int Beta, int Mean, int Variance, double Epsilon)
{
    /// <summary>The batch norms of an inference graph.</summary>
    internal static EquatableArray<FoldPlan> Of(PlanGraph graph, IReadOnlyList<ParameterPlan> parameters)
    {
        var positions = new ParameterPositions(parameters);
        var folds = new List<FoldPlan>();
        foreach (var node in graph.Nodes)
        {
            graph.Work.Tick();
            var layer = node.Norm ?? node.Layer;
            if (LayerPlanners.Of(layer).Fold(layer, node, positions) is { } fold) folds.Add(fold);
        }
        return folds.ToEquatableArray();
    }
}

/// <summary>The positions of a network's parameters.</summary>
internal sealed class ParameterPositions
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public ParameterPositions(IReadOnlyList<ParameterPlan> parameters)
    {
        for (int i = 0; i < parameters.Count; i++) _positions.Add(parameters[i].Name, i);
    }

    /// <summary>The position of a layer's parameter; -1 where it has none.</summary>
    public int Of(LayerSpec layer, string suffix) => _positions.TryGetValue(layer.Name + "." + suffix, out int position) ? position : -1;
}
