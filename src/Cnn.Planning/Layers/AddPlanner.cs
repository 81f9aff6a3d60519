namespace Cnn.Planning;

/// <summary>
/// y = f(Σ xᵢ), all of one shape. What can be added by those that compute the summands is (<see cref="Additions"/>); the rest is added
/// here.
/// </summary>
internal sealed class AddPlanner : LayerPlanner<AddSpec>
{
    /// <inheritdoc/>
    public override JoinKind Join => JoinKind.Sum;

    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, AddSpec layer)
    {
        var rest = pass.Rest(node);
        bool isWhole = rest.Count == 1;
        if (!isWhole)
        {
            var from = rest.Select(input => pass.Output(pass.Graph.Nodes[input]).Read()).ToEquatableArray();
            pass.Emit(new AddStep(pass.Builder.Method(layer, "Forward"), layer.Name, from, pass.Sums(node).Write()));
        }
        pass.Activate(node, isWhole ? node.Activation.Forward() : Epilogue.None);
    }

    // dxᵢ = dy for each operand, also where two are one node.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, AddSpec layer)
    {
        foreach (var operand in pass.Operands(node)) pass.HandOn(node, operand, pass.Gradient(node));
    }
}
