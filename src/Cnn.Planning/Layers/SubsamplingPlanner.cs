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
        int windows = pass.IsTraining ? pass.Kept(node) : pass.Sums(node);
        var epilogue = node.Activation.Forward();
        pass.Emit(new PoolStep(builder.Method(layer, "Sum"), layer.Name, PoolKind.Sum, layer.Window, pass.Input(node), windows, -1));
        pass.Emit(new ChannelAffineStep(
            builder.Method(layer, "Forward"), layer.Name, windows, pass.Sums(node), builder.Parameter(layer, "weight")!.Offset,
            builder.Parameter(layer, "bias")!.Offset, epilogue));
        pass.Activate(node, epilogue);
    }

    // da = Σ dy s, db = Σ dy; ds = a dy, which the pixels of a window take as it is.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, SubsamplingSpec layer)
    {
        var builder = pass.Builder;
        int gradient = pass.Gradient(node), windows = pass.Forward.Kept(node), blocks = builder.Geometry(windows).Blocks;
        int scale = builder.Parameter(layer, "weight")!.Offset, bias = builder.Parameter(layer, "bias")!.Offset;
        pass.EmitWeightGradient(new ScaleGradientStep(builder.Method(layer, "CoefficientGradient"), layer.Name, windows, gradient, scale,
            blocks));
        pass.EmitWeightGradient(new BiasGradientStep(builder.Method(layer, "BiasGradient"), layer.Name, gradient, bias, blocks));
        foreach (var operand in pass.Operands(node))
        {
            int sums = builder.AddTensor("d window sums of " + layer.Name, new(node.Shape, TensorLayout.Blocked, default));
            pass.Emit(new ChannelScaleStep(builder.Method(layer, "ScaleBack"), layer.Name, gradient, sums, scale));
            PoolPlanner.Spread(pass, node, operand, new(PoolKind.Sum, layer.Window), sums, winners: -1);
        }
    }
}
