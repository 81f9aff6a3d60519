namespace Cnn.Dsl;

/// <summary>Plans the forward steps, which inference and training have in common.</summary>
internal sealed class ForwardPlanner
{
    private readonly PlanGraph _graph;
    private readonly PassBuilder _builder;
    private readonly bool _isTraining;
    private readonly PlanarMaps _planar;

    public ForwardPlanner(PlanGraph graph, PassBuilder builder, bool isTraining)
    {
        (_graph, _builder, _isTraining) = (graph, builder, isTraining);
        _planar = PlanarMaps.Of(graph, isTraining);
        Outputs = graph.Nodes.Select(node => builder.AddTensor(node.Layer.Name, Geometry(node))).ToArray();
        Sums = graph.Nodes.Select(node => isTraining && node.Activation.DerivativeNeedsInput()
            ? builder.AddTensor("sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))
            : Outputs[node.Position]).ToArray();
        Statistics = graph.Nodes.Select(node => isTraining && node.Layer is BatchNormSpec
            ? builder.AddShared((long)builder.Geometry(Outputs[node.Position]).Blocks * BatchStatisticsStep.RecordFloats)
            : -1).ToArray();
        Winners = graph.Nodes.Select(node => isTraining && node.Layer is PoolSpec { Kind: PoolKind.Max }
            ? builder.AddTensor("winners of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))
            : -1).ToArray();
        WindowSums = graph.Nodes.Select(node => node.Layer is not SubsamplingSpec ? -1 : !isTraining ? Sums[node.Position]
            : builder.AddTensor("window sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))).ToArray();
    }

    /// <summary>The tensor of each node.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>
    /// Where each node's outputs are before its activation: in the output's own tensor, which the activation overwrites, unless the way back needs them.
    /// </summary>
    public IReadOnlyList<int> Sums { get; }

    /// <summary>Where each batch norm keeps its batch's statistics while training; -1 for the others.</summary>
    public IReadOnlyList<int> Statistics { get; }

    /// <summary>Where each max pooling keeps its winners while training; -1 for the others.</summary>
    public IReadOnlyList<int> Winners { get; }

    /// <summary>Where each trainable pooling keeps the sums of its windows: for the way back while training, else in the output's own tensor; -1 for other layers.</summary>
    public IReadOnlyList<int> WindowSums { get; }

    /// <summary>Whether a node's maps lie one behind the other, and its gradient's likewise.</summary>
    public bool IsPlanar(PlanNode node) => _planar.Contains(node);

    public IEnumerable<StepPlan> Steps() => _graph.Nodes.SelectMany(Steps);

    /// <summary>A contraction's shape, its input and output as they lie in memory.</summary>
    public ConvolutionGeometry Convolution(PlanNode node) =>
        new(node.Window, node.Shape.Channels, _builder.Geometry(Outputs[node.Input]), _builder.Geometry(Sums[node.Position]), (node.Layer as ConvolutionSpec)?.Groups ?? 1);

    // The first convolution reads the image as it is handed in; 16-channel blocks would waste most of their lanes on 1 or 3 channels. A depth-wise one fills them.
    private TensorGeometry Geometry(PlanNode node)
    {
        var readers = _graph.Readers(node).ToArray();
        var halo = readers.Where(reader => reader.Layer is ConvolutionSpec)
            .Aggregate(default(Halo), (union, reader) => union.Union(ConvolutionGeometry.InputHalo(reader.Window)));
        bool asHandedIn = node.Layer is InputSpec && readers.Length > 0 && readers.All(reader => reader is { IsContraction: true, IsDepthwise: false });
        var layout = _planar.Contains(node) ? TensorLayout.Planar : asHandedIn ? TensorLayout.ChannelsLast : TensorLayout.Blocked;
        return new(node.Shape, layout, halo);
    }

    private IEnumerable<StepPlan> Steps(PlanNode node)
    {
        var layer = node.Layer;
        int to = Outputs[node.Position], sums = Sums[node.Position], from = node.Inputs.Count == 0 ? -1 : Outputs[node.Input];
        switch (layer)
        {
            case InputSpec input:
                yield return new CopyImageStep(_builder.Method(layer, "Copy"), layer.Name, to)
                {
                    Mean = input.Normalization.Mean.Select(value => (float)value).ToEquatableArray(),
                    Deviation = input.Normalization.Deviation.Select(value => (float)value).ToEquatableArray(),
                    TakesBytes = input.TakesBytes,
                };
                break;
            case ConvolutionSpec or DenseSpec:
                yield return _planar.Contains(node) ? RowConvolution(node, from, to) : Contraction(node, from, sums);
                if (node.Activation != Activation.None && node.Activation.AfterSums(_isTraining) == Epilogue.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case AddSpec:
                yield return new AddStep(_builder.Method(layer, "Forward"), layer.Name, node.Inputs.Select(input => Outputs[input]).ToEquatableArray(), sums);
                if (node.Activation != Activation.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case BatchNormSpec norm:
                foreach (var step in BatchNorm(node, norm, from, sums)) yield return step;
                if (node.Activation != Activation.None && node.Activation.Forward() == Epilogue.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case ConcatSpec:
                yield return new ConcatStep(_builder.Method(layer, "Forward"), layer.Name, node.Inputs.Select(input => Outputs[input]).ToEquatableArray(), to);
                break;
            case PoolSpec pool:
                yield return new PoolStep(_builder.Method(layer, "Forward"), layer.Name, pool.Kind, pool.Window, from, to, Winners[node.Position]);
                break;
            case SubsamplingSpec pool:
                int windows = WindowSums[node.Position];
                yield return new PoolStep(_builder.Method(layer, "Sum"), layer.Name, PoolKind.Sum, pool.Window, from, windows, -1);
                yield return new ChannelAffineStep(
                    _builder.Method(layer, "Forward"), layer.Name, windows, sums, _builder.Parameter(layer, "weight")!.Offset, _builder.Parameter(layer, "bias")!.Offset,
                    node.Activation.Forward());
                if (node.Activation != Activation.None && node.Activation.Forward() == Epilogue.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case DepthPoolSpec pool:
                yield return new DepthPoolStep(_builder.Method(layer, "Forward"), layer.Name, pool.Kind, pool.Window, from, to);
                break;
            case ActivationSpec activation:
                yield return new ActivationStep(_builder.Method(layer, "Forward"), layer.Name, activation.Activation, from, to);
                break;
            case DropoutSpec dropout when _isTraining:
                yield return new DropoutStep(_builder.Method(layer, "Forward"), layer.Name, dropout.Rate, node.Position, from, to);
                break;
            case RadialBasisSpec:
                yield return new SquaredDistancesStep(_builder.Method(layer, "Forward"), layer.Name, from, to, _builder.Parameter(layer, "weight")!.Offset);
                break;
            case LocalResponseNormSpec norm:
                yield return ResponseNormPlanner.Forward(_builder, norm, from, to);
                break;
            case ZeroPadSpec pad:
                yield return new ZeroPadStep(_builder.Method(layer, "Forward"), layer.Name, pad.Top, pad.Left, pad.ChannelsBefore, from, to);
                break;
            case FlattenSpec:
                yield return new FlattenStep(_builder.Method(layer, "Forward"), layer.Name, from, to);
                break;
            default:
                throw new InvalidOperationException($"No forward step is planned for layer '{layer.Name}' ({layer.Description}).");
        }
    }

    // At inference a model has the running statistics in γ and β already.
    private IEnumerable<StepPlan> BatchNorm(PlanNode node, BatchNormSpec norm, int from, int to)
    {
        int gamma = _builder.Parameter(norm, "weight")!.Offset, beta = _builder.Parameter(norm, "bias")!.Offset;
        if (!_isTraining)
        {
            yield return new ChannelAffineStep(_builder.Method(norm, "Forward"), norm.Name, from, to, gamma, beta, node.Activation.Forward());
            yield break;
        }
        int blocks = _builder.Geometry(from).Blocks, statistics = Statistics[node.Position];
        yield return new BatchStatisticsStep(
            _builder.Method(norm, "Statistics"), norm.Name, from, statistics, gamma,
            _builder.Parameter(norm, "running_mean")!.Offset, _builder.Parameter(norm, "running_var")!.Offset, norm.Epsilon, norm.Momentum, blocks);
        yield return new NormalizeStep(_builder.Method(norm, "Forward"), norm.Name, from, to, statistics, beta, node.Activation.Forward());
    }

    private ContractionStep Contraction(PlanNode node, int from, int to)
    {
        var g = Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        var bias = _builder.Parameter((LayerSpec?)node.Norm ?? node.Layer, "bias");
        var parts = ForwardContraction.Build(g, bias is not null, node.Activation.AfterSums(_isTraining), 0).ToEquatableArray();
        return new(
            _builder.Method(node.Layer, "Forward"), node.Layer.Name, ContractionPurpose.Forward,
            new(OperandPlace.Slot, from), new(OperandPlace.Parameters, weight.Offset), new(OperandPlace.Slot, to), null, bias?.Offset ?? -1,
            parts, node.Layer.MultiplyAdds);
    }

    private RowConvolutionStep RowConvolution(PlanNode node, int from, int to)
    {
        var bias = _builder.Parameter((LayerSpec?)node.Norm ?? node.Layer, "bias");
        var shape = RowConvolutionShape.Of(Convolution(node), bias is not null, node.Activation.AfterSums(_isTraining));
        return new(_builder.Method(node.Layer, "Forward"), node.Layer.Name, shape, from, to, _builder.Parameter(node.Layer, "weight")!.Offset, bias?.Offset ?? -1, node.Layer.MultiplyAdds);
    }
}
