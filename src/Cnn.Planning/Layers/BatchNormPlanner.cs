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
            isPart ? positions.Of(node.Layer, "weight") : null, isPart ? positions.Find(node.Layer, "bias") : null,
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
        TensorRef from = pass.Input(node), to = pass.Sums(node);
        var addend = pass.Addend(node)?.Read();
        ParameterRef gamma = builder.Parameter(layer, "weight")!.Values, beta = builder.Parameter(layer, "bias")!.Values;
        var epilogue = pass.Stored(node, node.Activation.Forward());
        if (pass.IsTraining)
        {
            var statistics = Statistics(pass, node);
            pass.Emit(new BatchStatisticsStep(
                builder.Method(layer, "Statistics"), layer.Name, from.Read(), statistics.Write(), gamma.Read(),
                builder.Parameter(layer, "running_mean")!.Values.Update(), builder.Parameter(layer, "running_var")!.Values.Update(),
                layer.Epsilon, layer.Momentum, builder.Geometry(from).Blocks));
            pass.Emit(
                new NormalizeStep(builder.Method(layer, "Forward"), layer.Name, from.Read(), to.Write(), statistics.Read(), beta.Read(),
                epilogue)
            {
                Addend = addend,
            });
        }
        else
        {
            pass.Emit(
                new ChannelAffineStep(builder.Method(layer, "Forward"), layer.Name, from.Read(), to.Write(), gamma.Read(), beta.Read(),
                epilogue)
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
        TensorRef gradient = pass.Gradient(node), input = pass.Forward.Input(node);
        var statistics = Statistics(pass.Forward, node);
        pass.SumWeightGradients();
        pass.Emit(new NormalizationGradientStep(
            builder.Method(layer, "Gradient"), layer.Name, input.Read(), gradient.Read(), statistics.Update(),
            builder.Parameter(layer, "weight")!.Gradient.Write(), builder.Parameter(layer, "bias")!.Gradient.Write(),
            builder.Geometry(input).Blocks));
        foreach (var operand in pass.Operands(node))
            pass.Write(node, operand, to => new NormalizeBackwardStep(builder.Method(layer, "Backward"), layer.Name, input.Read(),
                gradient.Read(), to, statistics.Read()));
    }

    // A training step keeps them.
    private static SharedRef Statistics(ForwardPass pass, PlanNode node) => pass.KeptShared(node)!.Value;
}
