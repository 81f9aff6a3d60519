namespace Cnn.Planning;

/// <summary>
/// A function of each value, y = f(x), of any shape. After a layer that takes one along it is part of that layer; a sigmoid at the end
/// belongs to the loss.
/// </summary>
internal sealed class ActivationPlanner : LayerPlanner<ActivationSpec>
{
    /// <inheritdoc/>
    public override OrderUse UseOfOrder => OrderUse.HandsOn;

    /// <inheritdoc/>
    public override bool KeepsShape => true;

    /// <inheritdoc/>
    public override bool WorksInPlace => true;

    /// <inheritdoc/>
    protected override bool IsJoined(ActivationSpec layer, PlanNode before, LayerPlace place)
    {
        if (place.IsLoss) return true;
        if (!before.CanActivate || place.IsForked)
        {
            string reason = before.CanActivate ? "others read that as well" : "that takes no activation, or has one";
            place.Log?.Add("graph", layer.Name, $"is no part of '{before.Layer.Name}': {reason}");
            return false;
        }
        before.Activation = layer.Activation;
        return true;
    }

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, ActivationSpec layer) =>
        pass.Emit(new ActivationStep(pass.Builder.Method(layer, "Forward"), layer.Name, layer.Activation, pass.Input(node).Read(),
            pass.Output(node).Write()));

    // dy becomes dx = dy f'(x), in place; most derivatives are functions of y.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, ActivationSpec layer)
    {
        var gradient = pass.Gradient(node);
        foreach (var operand in pass.Operands(node))
        {
            var at = layer.Activation.DerivativeNeedsInput() ? pass.Forward.Input(node) : pass.Forward.Output(node);
            pass.Emit(
                new ActivationBackwardStep(
                    pass.Builder.Method(layer, "Backward"), layer.Name, layer.Activation, at.Read(), gradient.Update()));
            pass.HandOn(node, operand, gradient);
        }
    }
}
