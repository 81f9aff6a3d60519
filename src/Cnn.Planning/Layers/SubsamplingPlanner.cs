namespace Cnn.Planning;

/// <summary>
/// Trainable pooling: x [C/16][H][W][16] → s [C/16][H'][W'][16], the sums of the windows → y = f(a s + b) with a and b [C]. The way back
/// needs s; at inference s lies where y will.
/// </summary>
internal sealed class SubsamplingPlanner : LayerPlanner<SubsamplingSpec>
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    protected override void Keep(ForwardPass pass, PlanNode node, SubsamplingSpec layer) => pass.KeepMap(node, "window sums");

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, SubsamplingSpec layer)
    {
        var builder = pass.Builder;
        var windows = pass.KeptMap(node) ?? pass.Sums(node);
        var epilogue = node.Activation.Forward();
        pass.Emit(new PoolStep(builder.Method(layer, "Sum"), layer.Name, PoolKind.Sum, layer.Window, pass.Input(node).Read(),
            windows.Write(), Winners: null));
        pass.Emit(new ChannelAffineStep(
            builder.Method(layer, "Forward"), layer.Name, windows.Read(), pass.Sums(node).Write(),
            builder.Parameter(layer, "weight")!.Values.Read(), builder.Parameter(layer, "bias")!.Values.Read(), epilogue));
        pass.Activate(node, epilogue);
    }

    // da = Σ dy s, db = Σ dy; ds = a dy, which the pixels of a window take as it is.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, SubsamplingSpec layer)
    {
        var builder = pass.Builder;
        TensorRef gradient = pass.Gradient(node), windows = pass.Forward.KeptMap(node)!.Value;
        int blocks = builder.Geometry(windows).Blocks;
        ParameterPlan scale = builder.Parameter(layer, "weight")!, bias = builder.Parameter(layer, "bias")!;
        pass.EmitWeightGradient(new ScaleGradientStep(builder.Method(layer, "CoefficientGradient"), layer.Name, windows.Read(),
            gradient.Read(), scale.Gradient.Write(), blocks));
        pass.EmitWeightGradient(new BiasGradientStep(builder.Method(layer, "BiasGradient"), layer.Name, gradient.Read(),
            bias.Gradient.Write(), blocks));
        foreach (var operand in pass.Operands(node))
        {
            var sums = builder.AddTensor("d window sums of " + layer.Name, new(node.Shape, TensorLayout.Blocked, default));
            pass.Emit(new ChannelScaleStep(builder.Method(layer, "ScaleBack"), layer.Name, gradient.Read(), sums.Write(),
                scale.Values.Read()));
            PoolPlanner.Spread(pass, node, operand, new(PoolKind.Sum, layer.Window), sums, winners: null);
        }
    }
}
