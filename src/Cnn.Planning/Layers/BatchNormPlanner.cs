namespace Cnn.Planning;

/// <summary>
/// Batch norm of x [C/16][H][W][16]: y = f(γ (x − mean) / deviation + β), with γ and β [C]. While training, the batch's statistics of each
/// block of 16 channels are kept for the way back (<see cref="BatchStatisticsStep.RecordFloats"/> of them in the shared part); at inference
/// it is part of the contraction before it, or a scale and a shift.
/// </summary>
internal sealed class BatchNormPlanner : LayerPlanner<BatchNormSpec>
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    public override bool TakesAddend => true;

    /// <inheritdoc/>
    public override bool IsNormalization => true;

    /// <inheritdoc/>
    public override bool WorksInPlace => true;

    /// <inheritdoc/>
    public override bool OnlyReadsGradient => true;

    /// <inheritdoc/>
    protected override bool IsJoined(BatchNormSpec layer, PlanNode before, LayerPlace place)
    {
        if (place.IsTraining) return false;
        if (!before.CanNormalize || place.IsForked)
        {
            string reason = before.CanNormalize ? "others read that as well" : "that is no contraction, or has an activation";
            place.Log?.Add("graph", layer.Name, $"is no part of '{before.Layer.Name}': {reason}");
            return false;
        }
        before.Norm = layer;
        return true;
    }

    /// <inheritdoc/>
    protected override FoldPlan? Fold(BatchNormSpec layer, PlanNode node, ParameterPositions positions)
    {
        bool isPart = node.Norm is not null;
        return new(
            isPart ? positions.Of(node.Layer, "weight") : -1, isPart ? positions.Of(node.Layer, "bias") : -1,
            positions.Of(layer, "weight"), positions.Of(layer, "bias"),
            positions.Of(layer, "running_mean"), positions.Of(layer, "running_var"), layer.Epsilon);
    }

    /// <inheritdoc/>
    protected override void Keep(ForwardPass pass, PlanNode node, BatchNormSpec layer) =>
        pass.KeepShared(node, (long)pass.Builder.Geometry(pass.Output(node)).Blocks * BatchStatisticsStep.RecordFloats);

    // At inference a model has the running statistics in γ and β already.
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, BatchNormSpec layer)
    {
        var builder = pass.Builder;
        int from = pass.Input(node), to = pass.Sums(node), statistics = pass.Kept(node), addend = pass.Addend(node);
        int gamma = builder.Parameter(layer, "weight")!.Offset, beta = builder.Parameter(layer, "bias")!.Offset;
        var epilogue = pass.Stored(node, node.Activation.Forward());
        if (pass.IsTraining)
        {
            pass.Emit(new BatchStatisticsStep(
                builder.Method(layer, "Statistics"), layer.Name, from, statistics, gamma, builder.Parameter(layer, "running_mean")!.Offset,
                builder.Parameter(layer, "running_var")!.Offset, layer.Epsilon, layer.Momentum, builder.Geometry(from).Blocks));
            pass.Emit(new NormalizeStep(builder.Method(layer, "Forward"), layer.Name, from, to, statistics, beta, epilogue)
            {
                Addend = addend,
            });
        }
        else
        {
            pass.Emit(new ChannelAffineStep(builder.Method(layer, "Forward"), layer.Name, from, to, gamma, beta, epilogue)
            {
                Addend = addend,
            });
        }
        pass.Activate(node, epilogue);
    }

    // dγ and dβ are sums over the batch, which dx needs; dx is in place where it has the tensor of dy.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, BatchNormSpec layer)
    {
        var builder = pass.Builder;
        int gradient = pass.Gradient(node), input = pass.Forward.Input(node), statistics = pass.Forward.Kept(node);
        pass.SumWeightGradients();
        pass.Emit(new NormalizationGradientStep(
            builder.Method(layer, "Gradient"), layer.Name, input, gradient, statistics, builder.Parameter(layer, "weight")!.Offset,
            builder.Parameter(layer, "bias")!.Offset,
            builder.Geometry(input).Blocks));
        foreach (var operand in pass.Operands(node))
            pass.Write(node, operand, to => new NormalizeBackwardStep(builder.Method(layer, "Backward"), layer.Name, input, gradient, to,
                statistics));
    }
}
