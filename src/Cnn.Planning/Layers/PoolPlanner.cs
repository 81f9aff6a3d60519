namespace Cnn.Planning;

/// <summary>
/// Pooling over rows and columns: x [C/16][H][W][16] → y [C/16][H'][W'][16], or both planar. Max pooling keeps for the way back which pixel
/// of each window won, [C/16][H'][W'][16].
/// </summary>
internal sealed class PoolPlanner : LayerPlanner<PoolSpec>
{
    /// <summary>
    /// Spreads the gradient of windows over their pixels. Where nobody else writes the operand's gradient, it passes through the operand's
    /// activation as it is stored.
    /// </summary>
    /// <param name="pass">The way back.</param>
    /// <param name="node">The pooling.</param>
    /// <param name="operand">What it reads.</param>
    /// <param name="pooling">What the windows are.</param>
    /// <param name="gradient">The gradient of the windows.</param>
    /// <param name="winners">Which pixel of each window won; -1 where all share the gradient.</param>
    public static void Spread(
        BackwardPass pass, PlanNode node, GradientOperand operand, Pooling pooling, TensorRef gradient, TensorRef? winners)
    {
        if (operand.Write is not { IsFirst: true, IsLast: true })
        {
            pass.Write(node, operand, to => Step(to, Epilogue.None, null));
            return;
        }
        var (derivative, at) = pass.Derivative(operand);
        pass.Emit(Step(operand.Gradient.Write(), derivative, at));
        pass.Finish(operand, derivative);

        PoolBackwardStep Step(Write<TensorRef> to, Epilogue derivative, TensorRef? at) =>
            new(pass.Builder.Method(node.Layer, "Backward"), node.Layer.Name, pooling.Kind, pooling.Window, gradient.Read(), to,
                winners?.Read(), derivative, at?.Read());
    }

    /// <inheritdoc/>
    protected override Pooling? PoolingOf(PoolSpec layer) => new(layer.Kind, layer.Window);

    /// <inheritdoc/>
    protected override void Keep(ForwardPass pass, PlanNode node, PoolSpec layer)
    {
        if (layer.Kind == PoolKind.Max) pass.KeepMap(node, "winners");
    }

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, PoolSpec layer) => pass.Emit(
        new PoolStep(pass.Builder.Method(layer, "Forward"), layer.Name, layer.Kind, layer.Window, pass.Input(node).Read(),
            pass.Output(node).Write(), pass.KeptMap(node)?.Write()));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, PoolSpec layer)
    {
        foreach (var operand in pass.Operands(node))
            Spread(pass, node, operand, new(layer.Kind, layer.Window), pass.Gradient(node), pass.Forward.KeptMap(node));
    }
}
