namespace Cnn.Planning;

/// <summary>
/// Dropout, of any shape; it is nothing at inference. The way back draws the same numbers again, so that nothing is kept.
/// </summary>
internal sealed class DropoutPlanner : LayerPlanner<DropoutSpec>
{
    /// <inheritdoc/>
    public override OrderUse UseOfOrder => OrderUse.HandsOn;

    /// <inheritdoc/>
    public override bool KeepsShape => true;

    /// <inheritdoc/>
    public override bool WorksInPlace => true;

    /// <inheritdoc/>
    protected override bool IsJoined(DropoutSpec layer, PlanNode before, LayerPlace place) => !place.IsTraining;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, DropoutSpec layer) =>
        pass.Emit(new DropoutStep(pass.Builder.Method(layer, "Forward"), layer.Name, layer.Rate, node.Position, pass.Input(node).Read(),
            pass.Output(node).Write()));

    // dy becomes dx, in place.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, DropoutSpec layer)
    {
        var gradient = pass.Gradient(node);
        foreach (var operand in pass.Operands(node))
        {
            pass.Emit(new DropoutBackwardStep(pass.Builder.Method(layer, "Backward"), layer.Name, layer.Rate, node.Position,
                gradient.Update()));
            pass.HandOn(node, operand, gradient);
        }
    }
}
