namespace Cnn.Planning;

/// <summary>Pooling over channels: x [C/16][H][W][16] → y [C/window/16][H][W][16]. The way back finds the winners again in x.</summary>
internal sealed class DepthPoolPlanner : LayerPlanner<DepthPoolSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, DepthPoolSpec layer) => pass.Emit(
        new DepthPoolStep(pass.Builder.Method(layer, "Forward"), layer.Name, layer.Kind, layer.Window, pass.Input(node).Read(),
            pass.Output(node).Write()));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, DepthPoolSpec layer)
    {
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new DepthPoolBackwardStep(
                pass.Builder.Method(layer, "Backward"), layer.Name, layer.Kind, layer.Window, pass.Forward.Input(node).Read(),
                pass.Gradient(node).Read(), to));
        }
    }
}
