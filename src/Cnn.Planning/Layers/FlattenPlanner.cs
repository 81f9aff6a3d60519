namespace Cnn.Planning;

/// <summary>x [H][W][C] as y [H W C]. Where nobody asks for the order of the elements, it is nothing at all.</summary>
internal sealed class FlattenPlanner : LayerPlanner<FlattenSpec>
{
    /// <inheritdoc/>
    public override OrderUse UseOfOrder => OrderUse.HandsOn;

    /// <inheritdoc/>
    protected override bool IsJoined(FlattenSpec layer, PlanNode before, LayerPlace place) => layer.Input.IsVector || !place.OrderMatters;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, FlattenSpec layer) =>
        pass.Emit(new FlattenStep(pass.Builder.Method(layer, "Forward"), layer.Name, pass.Input(node).Read(),
            pass.Output(node).Write()));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, FlattenSpec layer)
    {
        foreach (var operand in pass.Operands(node))
            pass.Write(
                node, operand, to => new UnflattenStep(pass.Builder.Method(layer, "Backward"), layer.Name, pass.Gradient(node).Read(),
                to));
    }
}
