namespace Cnn.Planning;

/// <summary>Plans the forward steps, which inference and training have in common.</summary>
internal sealed class ForwardPlanner
{
    private readonly PlanGraph _graph;
    private readonly PassBuilder _builder;
    private readonly bool _isTraining;
    private readonly ConvolutionChoice?[] _choices;
    private readonly Additions _additions;
    private readonly ConcatSlice?[] _slices;
    private readonly PlanarMaps _planar;

    /// <param name="graph">The layers.</param>
    /// <param name="builder">The pass.</param>
    /// <param name="isTraining">Training or inference.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    public ForwardPlanner(PlanGraph graph, PassBuilder builder, bool isTraining, int instances)
    {
        (_graph, _builder, _isTraining) = (graph, builder, isTraining);
        _planar = PlanarMaps.Of(graph, isTraining);
        _choices = graph.Nodes.Select(node => Winograd(node, instances)).ToArray();
        _additions = new(graph);
        int[] outputs = graph.Nodes.Select(node => _additions.Whole(node) >= 0 ? -1 : builder.AddTensor(node.Layer.Name, Geometry(node))).ToArray();
        int[] sums = graph.Nodes.Select(node => isTraining && node.Activation.DerivativeNeedsInput()
            ? builder.AddTensor("sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))
            : outputs[node.Position]).ToArray();
        foreach (var node in graph.Nodes.Where(node => _additions.Whole(node) >= 0))
            outputs[node.Position] = sums[node.Position] = sums[_additions.Whole(node)];
        (Outputs, Sums) = (outputs, sums);
        _slices = ConcatSlices.Of(graph);
        builder.MakeSlices(graph.Nodes.Where(node => _slices[node.Position] is not null)
            .Select(node => (outputs[node.Position], outputs[_slices[node.Position]!.Value.Concat.Position], _slices[node.Position]!.Value.FirstBlock)));
        Statistics = graph.Nodes.Select(node => isTraining && node.Layer is BatchNormSpec
            ? builder.AddShared((long)builder.Geometry(Outputs[node.Position]).Blocks * BatchStatisticsStep.RecordFloats)
            : -1).ToArray();
        Winners = graph.Nodes.Select(node => isTraining && node.Layer is PoolSpec { Kind: PoolKind.Max }
            ? builder.AddTensor("winners of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))
            : -1).ToArray();
        WindowSums = graph.Nodes.Select(node => node.Layer is not SubsamplingSpec ? -1 : !isTraining ? Sums[node.Position]
            : builder.AddTensor("window sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))).ToArray();
    }

    /// <summary>The tensor of each node; of one that writes a sum, the sum's.</summary>
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

    /// <summary>What a training step does to the weights before anything else; complete once the steps are.</summary>
    public List<StepPlan> WeightSteps { get; } = [];

    /// <summary>Whether a node's maps lie one behind the other, and its gradient's likewise.</summary>
    public bool IsPlanar(PlanNode node) => _planar.Contains(node);

    public IEnumerable<StepPlan> Steps() => _graph.Nodes.SelectMany(Steps);

    /// <summary>A contraction's shape, its input and output as they lie in memory.</summary>
    public ConvolutionGeometry Convolution(PlanNode node) =>
        new(node.Window, node.Shape.Channels, _builder.Geometry(Outputs[node.Input]), _builder.Geometry(Sums[node.Position]), (node.Layer as ConvolutionSpec)?.Groups ?? 1);

    private TensorGeometry Geometry(PlanNode node)
    {
        _graph.Work.Tick();
        var halo = _graph.Readers(node).Where(reader => reader.Layer is ConvolutionSpec)
            .Aggregate(default(Halo), (union, reader) => union.Union(InputHalo(reader)));
        bool asHandedIn = _graph.IsReadAsHandedIn(node);
        var layout = _planar.Contains(node) ? TensorLayout.Planar : asHandedIn ? TensorLayout.ChannelsLast : TensorLayout.Blocked;
        return new(node.Shape, layout, halo);
    }

    /// <summary>How the gradient of a convolution's input is computed; null where there is no choice.</summary>
    public ConvolutionChoice? WinogradDataGradient(PlanNode node, int instances) => ReadsBlocks(node) ? _builder.Winograd.DataGradient(_graph, node, instances) : null;

    /// <summary>How the gradient of a convolution's weights is computed; null where there is no choice.</summary>
    public GradientChoice? WinogradWeightGradient(PlanNode node) => ReadsBlocks(node) ? _builder.Winograd.WeightGradient(_graph, node) : null;

    private ConvolutionChoice? Winograd(PlanNode node, int instances) => ReadsBlocks(node) ? _builder.Winograd.Forward(_graph, node, instances) : null;

    private bool ReadsBlocks(PlanNode node) => node.Inputs.Count > 0 && !_planar.Contains(node) && !_planar.Contains(_graph.Nodes[node.Input]);

    // Tiles at the border reach past the padding.
    private Halo InputHalo(PlanNode reader)
    {
        _graph.Work.Tick();
        var halo = ConvolutionGeometry.InputHalo(reader.Window);
        // A plan's slots hold for other batches, too: the form depends on whether there is one.
        int[] batches = _isTraining ? [2] : [1, 2];
        foreach (int instances in batches)
            if (Winograd(reader, instances)?.Geometry is { } forward) halo = halo.Union(Reach(forward));
        if (_isTraining && WinogradWeightGradient(reader)?.Geometry is { } gradient) halo = halo.Union(Reach(gradient.Tiles));
        return halo;

        Halo Reach(WinogradGeometry g) => WinogradGeometry.InputHalo(g.Form, g.Rows, g.Columns, _graph.Nodes[reader.Input].Shape, reader.Window.PadTop, reader.Window.PadLeft);
    }

    private IEnumerable<StepPlan> Steps(PlanNode node)
    {
        _graph.Work.Tick();
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
                if (node.Activation != Activation.None && Stored(node) == Epilogue.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case AddSpec:
                var rest = _additions.Rest(node);
                if (rest.Count > 1) yield return new AddStep(_builder.Method(layer, "Forward"), layer.Name, rest.Select(input => Outputs[input]).ToEquatableArray(), sums);
                if (node.Activation != Activation.None && (rest.Count > 1 || node.Activation.Forward() == Epilogue.None))
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case BatchNormSpec norm:
                foreach (var step in BatchNorm(node, norm, from, sums)) yield return step;
                if (node.Activation != Activation.None && node.Activation.Forward() == Epilogue.None)
                    yield return new ActivationStep(_builder.Method(layer, node.Activation.ToString()), layer.Name, node.Activation, sums, to);
                break;
            case ConcatSpec:
                if (Concat(node, to) is { } concat) yield return concat;
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

    // The inputs that are no slices, or slices of other places.
    private ConcatStep? Concat(PlanNode node, int to)
    {
        var channels = ConcatSlices.FirstChannels(_graph, node);
        int[] copied = Enumerable.Range(0, channels.Count).Where(IsCopied).ToArray();
        if (copied.Length == 0) return null;
        return new(
            _builder.Method(node.Layer, "Forward"), node.Layer.Name, copied.Select(i => Outputs[node.Inputs[i]]).ToEquatableArray(), copied.Select(i => channels[i]).ToEquatableArray(), to);

        bool IsCopied(int i)
        {
            _graph.Work.Tick();
            return _slices[node.Inputs[i]] is not { } place || place.Concat != node
                || place.FirstBlock * TensorGeometry.Lanes != channels[i];
        }
    }

    // At inference a model has the running statistics in γ and β already.
    private IEnumerable<StepPlan> BatchNorm(PlanNode node, BatchNormSpec norm, int from, int to)
    {
        int gamma = _builder.Parameter(norm, "weight")!.Offset, beta = _builder.Parameter(norm, "bias")!.Offset;
        if (!_isTraining)
        {
            yield return new ChannelAffineStep(_builder.Method(norm, "Forward"), norm.Name, from, to, gamma, beta, Stored(node)) { Addend = Addend(node) };
            yield break;
        }
        int blocks = _builder.Geometry(from).Blocks, statistics = Statistics[node.Position];
        yield return new BatchStatisticsStep(
            _builder.Method(norm, "Statistics"), norm.Name, from, statistics, gamma,
            _builder.Parameter(norm, "running_mean")!.Offset, _builder.Parameter(norm, "running_var")!.Offset, norm.Epsilon, norm.Momentum, blocks);
        yield return new NormalizeStep(_builder.Method(norm, "Forward"), norm.Name, from, to, statistics, beta, Stored(node)) { Addend = Addend(node) };
    }

    private StepPlan Contraction(PlanNode node, int from, int to)
    {
        var g = Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        var bias = _builder.Parameter((LayerSpec?)node.Norm ?? node.Layer, "bias");
        int addend = Addend(node);
        var choice = _choices[node.Position];
        var epilogue = Stored(node);
        if (choice?.Geometry is { } tiles)
        {
            return new WinogradStep(
                _builder.Method(node.Layer, "Forward"), node.Layer.Name, ContractionPurpose.Forward, tiles, from, g.FirstWindow, Transformed(node, weight, tiles), to, bias?.Offset ?? -1,
                addend, bias is null ? SumStart.Zero : SumStart.Bias, epilogue, choice.IsRange, node.Layer.MultiplyAdds, choice.Reason)
            {
                AddsOperand = addend >= 0,
            };
        }
        var parts = ForwardContraction.Build(g, bias is not null, epilogue, addend < 0 ? null : _builder.Geometry(addend), 0).ToEquatableArray();
        return new ContractionStep(
            _builder.Method(node.Layer, "Forward"), node.Layer.Name, ContractionPurpose.Forward,
            new(OperandPlace.Slot, from), new(OperandPlace.Parameters, weight.Offset), new(OperandPlace.Slot, to), addend < 0 ? null : new(OperandPlace.Slot, addend), bias?.Offset ?? -1,
            parts, node.Layer.MultiplyAdds)
        {
            Reason = choice?.Reason ?? "",
        };
    }

    // A model transforms its weights once, a training step each time.
    private Operand Transformed(PlanNode node, ParameterPlan weight, WinogradGeometry tiles)
    {
        if (!_isTraining) return _builder.Prepare(weight, tiles);
        int offset = _builder.AddShared(tiles.WeightFloats);
        WeightSteps.Add(new TransformWeightsStep(_builder.Method(node.Layer, "TransformWeights"), node.Layer.Name, tiles.Form, weight.Offset, offset, weight.Spec, IsTurned: false));
        return new(OperandPlace.Shared, offset);
    }

    // The tensor that a node adds to what it stores; -1 for none.
    private int Addend(PlanNode node) => _additions.Addend(node) is >= 0 and var position ? Outputs[position] : -1;

    // What happens to a value before it is stored: the node's own activation, or that of the sum which is whole then.
    private Epilogue Stored(PlanNode node)
    {
        if (_additions.Whole(node) is >= 0 and var sum) return _graph.Nodes[sum].Activation.Forward();
        bool isDirect = node.IsContraction && _choices[node.Position]?.Geometry is null;
        return isDirect ? node.Activation.AfterSums(_isTraining) : node.Activation.Forward();
    }

    private RowConvolutionStep RowConvolution(PlanNode node, int from, int to)
    {
        var bias = _builder.Parameter((LayerSpec?)node.Norm ?? node.Layer, "bias");
        var shape = RowConvolutionShape.Of(Convolution(node), bias is not null, node.Activation.AfterSums(_isTraining));
        return new(_builder.Method(node.Layer, "Forward"), node.Layer.Name, shape, from, to, _builder.Parameter(node.Layer, "weight")!.Offset, bias?.Offset ?? -1, node.Layer.MultiplyAdds);
    }
}
