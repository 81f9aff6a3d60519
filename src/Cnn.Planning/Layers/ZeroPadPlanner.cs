namespace Cnn.Planning;

/// <summary>x [C/16][H][W][16] with zeros around it, y [C'/16][H'][W'][16].</summary>
internal sealed class ZeroPadPlanner : LayerPlanner<ZeroPadSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, ZeroPadSpec layer) => pass.Emit(new ZeroPadStep(
        pass.Builder.Method(layer, "Forward"), layer.Name, layer.Top, layer.Left, layer.ChannelsBefore, pass.Input(node).Read(),
        pass.Output(node).Write()));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, ZeroPadSpec layer)
    {
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new ZeroPadBackwardStep(
                pass.Builder.Method(layer, "Backward"), layer.Name, layer.Top, layer.Left, layer.ChannelsBefore,
                pass.Gradient(node).Read(), to));
        }
    }
}
