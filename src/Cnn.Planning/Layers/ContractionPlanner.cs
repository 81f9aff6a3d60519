namespace Cnn.Planning;

/// <summary>
/// What is a weighted sum, y = f(b + W x): convolutions and dense layers, forward (y), and on the way back the gradients of the input (dx),
/// of the weights (dW) and of the bias (db [K]). Each is a direct contraction, or Winograd's algorithm, or where there are few maps a
/// kernel along the rows.
/// </summary>
/// <typeparam name="TSpec">The layer.</typeparam>
internal abstract class ContractionPlanner<TSpec> : LayerPlanner<TSpec>
    where TSpec : LayerSpec
{
    /// <inheritdoc/>
    public override bool TakesActivation => true;

    /// <inheritdoc/>
    public override bool TakesNorm => true;

    /// <inheritdoc/>
    public override bool TakesAddend => true;

    /// <inheritdoc/>
    public override bool OnlyReadsGradient => true;

    /// <inheritdoc/>
    public override bool ReadsGradientLate => true;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, TSpec layer)
    {
        var choice = pass.Algorithms.Forward(node);
        // Winograd's transform back takes only the simplest activations along.
        var own = choice?.Geometry is null ? node.Activation.AfterSums(pass.IsTraining) : node.Activation.Forward();
        var epilogue = pass.Stored(node, own);
        pass.Emit(pass.Algorithms.IsPlanar(node) ? Rows(pass, node, epilogue)
            : choice?.Geometry is { } tiles ? Tiles(pass, node, choice, tiles, epilogue)
            : Direct(pass, node, choice, epilogue));
        pass.Activate(node, epilogue);
    }

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, TSpec layer)
    {
        if (pass.Algorithms.IsPlanar(node)) pass.EmitWeightGradient(RowWeightGradient(pass, node));
        else WeightGradient(pass, node);
        foreach (var operand in pass.Operands(node)) DataGradient(pass, node, operand);
    }

    /// <summary>A contraction's shape, its input and output as they lie in memory.</summary>
    protected static ConvolutionGeometry Geometry(ForwardPass pass, PlanNode node) => new(
        node.Window, node.Shape.Channels, pass.Builder.Geometry(pass.Input(node)), pass.Builder.Geometry(pass.Sums(node)),
        node.Contraction!.Groups);

    private static bool IsWorthSplitting(PassBuilder builder, PlanNode node) =>
        node.Layer.MultiplyAdds >= builder.Target.Core.LeastShared;

    private static bool HasLargeWeights(PassBuilder builder, WinogradGeometry tiles) =>
        tiles.WeightFloats >= builder.Target.SecondLevelFloats;

    private static ParameterPlan Weight(PassBuilder builder, PlanNode node) => builder.Parameter(node.Layer, "weight")!;

    // A batch norm that is part of the node has the bias.
    private static ParameterPlan? Bias(PassBuilder builder, PlanNode node) => builder.Parameter(node.Norm ?? node.Layer, "bias");

    private static RowConvolutionStep Rows(ForwardPass pass, PlanNode node, Epilogue epilogue)
    {
        var bias = Bias(pass.Builder, node);
        var shape = RowConvolutionShape.Of(Geometry(pass, node), bias is not null, epilogue, pass.Builder.Target);
        return new(
            pass.Builder.Method(node.Layer, "Forward"), node.Layer.Name, shape, pass.Input(node).Read(), pass.Output(node).Write(),
            Weight(pass.Builder, node).Values.Read(), bias?.Values.Read(), node.Layer.MultiplyAdds);
    }

    private static ContractionStep Direct(ForwardPass pass, PlanNode node, ConvolutionChoice? choice, Epilogue epilogue)
    {
        var builder = pass.Builder;
        var bias = Bias(builder, node);
        var addend = pass.Addend(node);
        TensorGeometry? other = addend is { } summand ? builder.Geometry(summand) : null;
        var parts = ForwardContraction.Build(Geometry(pass, node), bias is not null, epilogue, other, 0).ToEquatableArray();
        return new(
            builder.Method(node.Layer, "Forward"), node.Layer.Name, ContractionPurpose.Forward,
            pass.Input(node).AsOperand().Read(), Weight(builder, node).Values.AsOperand().Read(),
            pass.Sums(node).AsOperand().Sum(accumulates: false), addend?.AsOperand().Read(), bias?.Values.Read(), parts,
            node.Layer.MultiplyAdds)
        {
            IsWorthSplitting = IsWorthSplitting(builder, node),
            Reason = choice?.Reason ?? "",
        };
    }

    private static WinogradStep Tiles(ForwardPass pass, PlanNode node, ConvolutionChoice choice, WinogradGeometry tiles, Epilogue epilogue)
    {
        var bias = Bias(pass.Builder, node);
        var addend = pass.Addend(node);
        return new(
            pass.Builder.Method(node.Layer, "Forward"), node.Layer.Name, ContractionPurpose.Forward, tiles,
            pass.Input(node).Read(), Geometry(pass, node).FirstWindow, Transformed(pass, node, tiles).Read(),
            pass.Sums(node).Sum(accumulates: false), bias?.Values.Read(), addend?.Read(), epilogue, choice.IsRange, node.Layer.MultiplyAdds,
            choice.Reason)
        {
            AddsOperand = addend is not null,
            HasLargeWeights = HasLargeWeights(pass.Builder, tiles),
        };
    }

    // A model transforms its weights once, a training step each time.
    private static Operand Transformed(ForwardPass pass, PlanNode node, WinogradGeometry tiles)
    {
        var (builder, weight) = (pass.Builder, Weight(pass.Builder, node));
        if (!pass.IsTraining) return builder.Prepare(weight, tiles).AsOperand();
        var transformed = builder.AddShared(tiles.WeightFloats);
        pass.WeightSteps.Add(
            new TransformWeightsStep(builder.Method(node.Layer, "TransformWeights"), node.Layer.Name, tiles.Form, weight.Values.Read(),
                transformed.Write(), weight.Spec, IsTurned: false));
        return transformed.AsOperand();
    }

    private static RowWeightGradientStep RowWeightGradient(BackwardPass pass, PlanNode node)
    {
        var builder = pass.Builder;
        return new(
            builder.Method(node.Layer, "WeightGradient"), node.Layer.Name, node.Window, pass.Forward.Input(node).Read(),
            pass.Gradient(node).Read(), Weight(builder, node).Gradient.Write(),
            builder.Parameter(node.Layer, "bias")?.Gradient.Write(), node.Shape.Channels, node.Layer.MultiplyAdds);
    }

    private static void WeightGradient(BackwardPass pass, PlanNode node)
    {
        var (builder, layer) = (pass.Builder, node.Layer);
        TensorRef input = pass.Forward.Input(node), gradient = pass.Gradient(node);
        var g = Geometry(pass.Forward, node);
        var weight = Weight(builder, node);
        var choice = pass.Algorithms.WeightGradient(node);
        if (choice?.Geometry is { } tiles)
        {
            pass.EmitWeightGradient(new WinogradGradientStep(
                builder.Method(layer, "WeightGradient"), layer.Name, tiles, input.Read(), g.FirstWindow, gradient.Read(),
                weight.Gradient.Write(), layer.MultiplyAdds, choice.Reason)
            {
                MostInstances = pass.Graph.Spec.Batch,
            });
        }
        else
        {
            foreach (var (run, parts) in WeightGradientContraction.Build(g, builder.Geometry(gradient), 0, pass.Graph.Spec.Batch))
            {
                bool hasUnconnected = run is { IsExact: false } || weight.Spec.Table.Count > 0;
                pass.EmitWeightGradient(new ContractionStep(
                    builder.Method(layer, "WeightGradient"), layer.Name, ContractionPurpose.WeightGradient,
                    input.AsOperand().Read(), gradient.AsOperand().Read(), weight.Gradient.AsOperand().Sum(accumulates: false),
                    Y: null, Bias: null, parts, layer.MultiplyAdds)
                {
                    Unconnected = hasUnconnected ? new(run!.FirstBlock, run.BlockStep, weight.Spec.Rows) : null,
                    Reason = choice?.Reason ?? "",
                });
            }
        }
        if (builder.Parameter(layer, "bias") is { } bias)
            pass.EmitWeightGradient(new BiasGradientStep(builder.Method(layer, "BiasGradient"), layer.Name, gradient.Read(),
                bias.Gradient.Write(), g.MapBlocks));
    }

    private static void DataGradient(BackwardPass pass, PlanNode node, GradientOperand operand)
    {
        if (pass.Algorithms.IsPlanar(operand.Node))
        {
            pass.Emit(DotDataGradient(pass, node, operand));
            return;
        }
        var derivative = pass.Derivative(operand);
        var choice = pass.Algorithms.DataGradient(node);
        pass.Emit(choice?.Geometry is { } tiles
            ? TilesBack(pass, node, operand, choice, tiles, derivative)
            : DirectBack(pass, node, operand, choice, derivative));
        pass.Finish(operand, derivative.Epilogue);
    }

    private static DotDataGradientStep DotDataGradient(BackwardPass pass, PlanNode node, GradientOperand operand)
    {
        var builder = pass.Builder;
        var gradient = pass.Gradient(node);
        var shape = DotDataGradientShape.Of(
            node.Window, builder.Geometry(gradient), builder.Geometry(operand.Gradient), builder.Target.Widths);
        return new(
            builder.Method(node.Layer, "DataGradient"), node.Layer.Name, shape, gradient.Read(),
            operand.Gradient.Write(), Weight(builder, node).Values.Read(), node.Layer.MultiplyAdds);
    }

    private static WinogradStep TilesBack(
        BackwardPass pass, PlanNode node, GradientOperand operand, ConvolutionChoice choice, WinogradGeometry tiles,
        (Epilogue Epilogue, TensorRef? At) derivative)
    {
        var (builder, weight) = (pass.Builder, Weight(pass.Builder, node));
        var (gradient, turned) = (pass.Gradient(node), builder.AddShared(tiles.WeightFloats));
        pass.WeightSteps.Add(
            new TransformWeightsStep(builder.Method(node.Layer, "TurnWeights"), node.Layer.Name, tiles.Form, weight.Values.Read(),
                turned.Write(), weight.Spec, IsTurned: true));
        var dy = builder.Geometry(gradient);
        var (top, left) = WinogradChooser.GradientPadding(node.Window);
        return new(
            builder.Method(node.Layer, "DataGradient"), node.Layer.Name, ContractionPurpose.DataGradient, tiles,
            gradient.Read(), dy.Origin - top * dy.RowStride - left * dy.PixelStride, turned.AsOperand().Read(),
            operand.Gradient.Sum(accumulates: !operand.Write.IsFirst), Bias: null, derivative.At?.Read(), derivative.Epilogue,
            choice.IsRange, node.Layer.MultiplyAdds, choice.Reason)
        {
            HasLargeWeights = HasLargeWeights(builder, tiles),
        };
    }

    private static ContractionStep DirectBack(
        BackwardPass pass, PlanNode node, GradientOperand operand, ConvolutionChoice? choice,
        (Epilogue Epilogue, TensorRef? At) derivative)
    {
        var builder = pass.Builder;
        var gradient = pass.Gradient(node);
        var g = Geometry(pass.Forward, node);
        // Weights of a depth-wise convolution are read as they lie.
        var weights = g.IsDepthwise ? Weight(builder, node).Values.AsOperand() : Turned(pass, node).AsOperand();
        var parts = DataGradientContraction
            .Build(
                g, builder.Geometry(gradient), builder.Geometry(operand.Gradient), builder.Geometry(pass.Forward.Output(operand.Node)),
                operand.Write.IsFirst ? SumStart.Zero : SumStart.Result, derivative.Epilogue, 0)
            .ToEquatableArray();
        return new(
            builder.Method(node.Layer, "DataGradient"), node.Layer.Name, ContractionPurpose.DataGradient,
            gradient.AsOperand().Read(), weights.Read(), operand.Gradient.AsOperand().Sum(accumulates: !operand.Write.IsFirst),
            derivative.At?.AsOperand().Read(), Bias: null, parts, node.Layer.MultiplyAdds)
        {
            IsWorthSplitting = IsWorthSplitting(builder, node),
            Reason = choice?.Reason ?? "",
        };
    }

    private static SharedRef Turned(BackwardPass pass, PlanNode node)
    {
        var (builder, weight) = (pass.Builder, Weight(pass.Builder, node));
        var spec = weight.Spec;
        if (node.Contraction!.ReadsVector) spec = spec with { Channels = spec.Rows * spec.Columns * spec.Channels, Rows = 1, Columns = 1 };
        var turned = builder.AddShared(ParameterPlan.TurnedFloats(spec));
        pass.WeightSteps.Add(new TransposeStep(builder.Method(node.Layer, "TurnWeights"), node.Layer.Name, weight.Values.Read(),
            turned.Write(), spec));
        return turned;
    }
}
