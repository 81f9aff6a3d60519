namespace Cnn.Planning;

/// <summary>
/// Plans a training step: the weights are turned for the way back; each instance goes forward and its gradient comes back through the data; then each unit of work sums
/// a part of the weights' gradients over the whole batch. A batch norm needs the whole batch in between, on both ways; the weights' gradients that are due by then are
/// summed there, so that what they read need not be kept longer.
/// </summary>
internal sealed class TrainingPlanner
{
    private readonly PlanGraph _graph;
    private readonly PassBuilder _builder;
    private readonly ForwardPlanner _forward;
    private readonly int _instances;
    private readonly int[] _gradients;
    private readonly GradientWriters _writers;
    private readonly List<StepPlan> _turn = [];
    private readonly List<StepPlan> _backward = [];
    private readonly List<StepPlan> _weights = [];

    private TrainingPlanner(PlanGraph graph, PassBuilder builder)
    {
        (_graph, _builder) = (graph, builder);
        _instances = Math.Max(2, (graph.Spec.Batch + 1) / 2);
        _forward = new(graph, builder, isTraining: true, _instances);
        _gradients = GradientTensors.Add(graph, builder, GradientGeometry);
        _writers = new(graph);
    }

    public static ExecutionPlan Plan(NetworkSpec spec, IReadOnlyDictionary<string, ParameterPlan> parameters, KernelTable kernels)
    {
        var planner = new TrainingPlanner(PlanGraph.Build(spec, isTraining: true, kernels.Work), new PassBuilder(parameters, kernels));
        return planner.Run(spec);
    }

    private ExecutionPlan Run(NetworkSpec spec)
    {
        int losses = _builder.AddSharedPerInstance(spec.Batch, 1);
        var lossSteps = new List<LossStep>();
        foreach (var end in _graph.Ends)
            lossSteps.Add(Loss(spec, end, losses));
        foreach (var node in _graph.Nodes.Reverse())
            Backward(node);
        var forward = _forward.Steps().Concat(lossSteps).ToList();
        _turn.InsertRange(0, _forward.WeightSteps);

        // The logits are read after the step: backward must leave them alone.
        int logits = lossSteps[0].Rows >= 0 ? lossSteps[0].Rows : lossSteps[0].From;
        _builder.KeepToTheEnd(logits);
        var phases = PhaseCutter.Cut(forward, _backward.Concat(_weights)).ToList();
        if (_turn.Count > 0) phases.Insert(0, new("turn weights", _turn.ToEquatableArray()));
        var (tensors, laidOut) = _builder.LayOut(phases, (spec.Batch + 1) / 2, out long slot);
        return new(true, spec.Batch, _builder.SharedFloats, slot, tensors, laidOut, -1, _builder.SharedFloats + tensors[logits].Offset, slot, losses)
        {
            SharedPerInstance = _builder.SharedPerInstance,
            ScratchFloats = _builder.ScratchFloats,
        };
    }

    // The gradient of a node's output, with what a convolution's gradients reach around it.
    private TensorGeometry GradientGeometry(PlanNode node)
    {
        _graph.Work.Tick();
        if (_forward.IsPlanar(node)) return new(node.Shape, TensorLayout.Planar, default);
        var halo = node.Layer is ConvolutionSpec && _graph.NeedsGradient(node.Input) && !_forward.IsPlanar(_graph.Nodes[node.Input]) && !_forward.Convolution(node).IsDense
            ? DataGradientContraction.GradientHalo(node.Window, _graph.Nodes[node.Input].Shape, node.Shape)
            : default;
        if (_forward.WinogradDataGradient(node, _instances)?.Geometry is { } tiles)
        {
            var (top, left) = WinogradChooser.GradientPadding(node.Window);
            halo = halo.Union(WinogradGeometry.InputHalo(tiles.Form, tiles.Rows, tiles.Columns, node.Shape, top, left));
        }
        if (_forward.WinogradWeightGradient(node)?.Geometry is { } sums) halo = halo.Union(sums.GradientHalo);
        return new(node.Shape, TensorLayout.Blocked, halo);
    }

    // An auxiliary classifier's loss is added to the output's. Where both are taken of one tensor, the second writes a gradient of its own, which is then added.
    private LossStep Loss(NetworkSpec spec, LossEnd end, int losses)
    {
        _graph.Work.Tick();
        var last = end.Node;
        var write = _writers.Next(last);
        int gradient = _gradients[last.Position];
        if (!write.IsFirst)
        {
            gradient = _builder.AddTensor($"d {last.Layer.Name} by a second loss", new(last.Shape, TensorLayout.Blocked, default));
            _backward.Add(new PassGradientStep(_builder.Method(last.Layer, "PassLoss"), last.Layer.Name, gradient, _gradients[last.Position], Accumulates: true));
        }
        if (write.IsLast) Through(last);
        int rows = -1, rowsGradient = -1;
        if (!last.Shape.IsVector || !_builder.Geometry(gradient).Halo.IsNone)
        {
            var channelsLast = new TensorGeometry(last.Shape, TensorLayout.ChannelsLast, default);
            rows = _builder.AddTensor("output rows", channelsLast);
            rowsGradient = _builder.AddTensor("d output rows", channelsLast);
        }
        return new(_builder.Method(last.Layer, "Loss"), last.Layer.Name, spec.Loss, _forward.Outputs[last.Position], gradient, rows, rowsGradient, losses)
        {
            Weight = end.Weight,
            IsAdded = end != _graph.Ends[0],
        };
    }

    private void Backward(PlanNode node)
    {
        _graph.Work.Tick();
        int gradient = _gradients[node.Position];
        if (gradient < 0 || node.Inputs.Count == 0) return;
        if (_forward.IsPlanar(node) && node.IsContraction) RowWeightGradient(node, gradient);
        else if (node.IsContraction) WeightGradients(node, gradient);
        if (node.Layer is SubsamplingSpec) CoefficientGradients(node, gradient);
        if (node.Layer is BatchNormSpec norm) NormalizationGradient(node, norm, gradient);
        int channel = 0;
        foreach (int position in node.Inputs)
        {
            var input = _graph.Nodes[position];
            if (_graph.NeedsGradient(position)) InputGradient(node, gradient, input, channel);
            channel += input.Shape.Channels;
        }
    }

    private void InputGradient(PlanNode node, int gradient, PlanNode input, int channel)
    {
        _graph.Work.Tick();
        var write = _writers.Next(input);
        if (node.IsContraction && _forward.IsPlanar(input))
        {
            DotDataGradient(node, gradient, input);
            return;
        }
        if (node.Layer is ConvolutionSpec or DenseSpec)
        {
            DataGradient(node, gradient, input, write);
            if (write.IsLast && DerivativeAt(input) < 0) Through(input);
            return;
        }
        if (node.Layer is SubsamplingSpec) gradient = WindowSumGradient(node, gradient);
        if (node.Layer is PoolSpec or SubsamplingSpec && write is { IsFirst: true, IsLast: true })
        {
            _backward.Add(PoolBackward(node, gradient, _gradients[input.Position], input.Activation.Derivative(), DerivativeAt(input)));
            if (DerivativeAt(input) < 0) Through(input);
            return;
        }
        if (_builder.IsSlice(_gradients[input.Position], gradient))
        {
            Through(input);
            return;
        }
        // What cannot add to a gradient writes one of its own, which is then added.
        bool inPlace = node.IsElementwise && (node.Layer is not BatchNormSpec || gradient == _gradients[input.Position]), passesOn = node.Layer is AddSpec;
        int target = inPlace || passesOn ? gradient
            : write.IsFirst ? _gradients[input.Position]
            : _builder.AddTensor($"d {input.Layer.Name} by {node.Layer.Name}", new(input.Shape, TensorLayout.Blocked, default));
        if (Gradient(node, gradient, input, channel, target) is { } step) _backward.Add(step);
        if (target != _gradients[input.Position])
            _backward.Add(new PassGradientStep(_builder.Method(node.Layer, "PassBack"), node.Layer.Name, target, _gradients[input.Position], !write.IsFirst));
        if (write.IsLast) Through(input);
    }

    // The gradient of one input, written over the target or in place; nothing where it is the output's own.
    private StepPlan? Gradient(PlanNode node, int gradient, PlanNode input, int channel, int target) => node.Layer switch
    {
        AddSpec => null,
        PoolSpec or SubsamplingSpec => PoolBackward(node, gradient, target, Epilogue.None, -1),
        DepthPoolSpec pool => new DepthPoolBackwardStep(
            _builder.Method(node.Layer, "Backward"), node.Layer.Name, pool.Kind, pool.Window, _forward.Outputs[input.Position], gradient, target),
        ConcatSpec => new SplitStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, gradient, channel, target),
        ActivationSpec activation => new ActivationBackwardStep(
            _builder.Method(node.Layer, "Backward"), node.Layer.Name, activation.Activation,
            _forward.Outputs[activation.Activation.DerivativeNeedsInput() ? node.Input : node.Position], gradient),
        BatchNormSpec => new NormalizeBackwardStep(
            _builder.Method(node.Layer, "Backward"), node.Layer.Name, _forward.Outputs[input.Position], gradient, target, _forward.Statistics[node.Position]),
        DropoutSpec dropout => new DropoutBackwardStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, dropout.Rate, node.Position, gradient),
        RadialBasisSpec => new SquaredDistancesBackwardStep(
            _builder.Method(node.Layer, "Backward"), node.Layer.Name, _forward.Outputs[input.Position], gradient, target, _builder.Parameter(node.Layer, "weight")!.Offset),
        LocalResponseNormSpec norm => ResponseNormPlanner.Backward(_builder, norm, _forward.Outputs[input.Position], gradient, target),
        ZeroPadSpec pad =>
            new ZeroPadBackwardStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, pad.Top, pad.Left, pad.ChannelsBefore, gradient, target),
        FlattenSpec => new UnflattenStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, gradient, target),
        _ => throw new InvalidOperationException($"No backward step is planned for layer '{node.Layer.Name}' ({node.Layer.Description})."),
    };

    private PoolBackwardStep PoolBackward(PlanNode node, int gradient, int target, Epilogue epilogue, int derivativeAt) => new(
        _builder.Method(node.Layer, "Backward"), node.Layer.Name, node.Layer is PoolSpec pool ? pool.Kind : PoolKind.Sum, node.Window, gradient, target,
        _forward.Winners[node.Position], epilogue, derivativeAt);

    // A trainable pooling's gradient before its coefficients, which the windows' pixels take as it is.
    private int WindowSumGradient(PlanNode node, int gradient)
    {
        int sums = _builder.AddTensor("d window sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default));
        _backward.Add(new ChannelScaleStep(_builder.Method(node.Layer, "ScaleBack"), node.Layer.Name, gradient, sums, _builder.Parameter(node.Layer, "weight")!.Offset));
        return sums;
    }

    // The gradient of a layer with an activation of its own must pass through its derivative; convolutions and poolings do so as they store it,
    // where that is a function of the output.
    private void Through(PlanNode node)
    {
        if (node.Activation == Activation.None || _gradients[node.Position] < 0) return;
        _backward.Add(new ActivationBackwardStep(
            _builder.Method(node.Layer, node.Activation + "Backward"), node.Layer.Name, node.Activation, _forward.Sums[node.Position], _gradients[node.Position]));
    }

    // The output at which a stored gradient takes the derivative; -1 where it takes none.
    private int DerivativeAt(PlanNode node) => node.Activation.Derivative() == Epilogue.None ? -1 : _forward.Outputs[node.Position];

    private void NormalizationGradient(PlanNode node, BatchNormSpec norm, int gradient)
    {
        _backward.AddRange(_weights);
        _weights.Clear();
        int input = _forward.Outputs[node.Input];
        _backward.Add(new NormalizationGradientStep(
            _builder.Method(norm, "Gradient"), norm.Name, input, gradient, _forward.Statistics[node.Position],
            _builder.Parameter(norm, "weight")!.Offset, _builder.Parameter(norm, "bias")!.Offset, _builder.Geometry(input).Blocks));
    }

    private void CoefficientGradients(PlanNode node, int gradient)
    {
        var layer = node.Layer;
        int windows = _forward.WindowSums[node.Position], blocks = _builder.Geometry(windows).Blocks;
        _weights.Add(new ScaleGradientStep(_builder.Method(layer, "CoefficientGradient"), layer.Name, windows, gradient, _builder.Parameter(layer, "weight")!.Offset, blocks));
        _weights.Add(new BiasGradientStep(_builder.Method(layer, "BiasGradient"), layer.Name, gradient, _builder.Parameter(layer, "bias")!.Offset, blocks));
    }

    private void WeightGradients(PlanNode node, int gradient)
    {
        var g = _forward.Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        var choice = _forward.WinogradWeightGradient(node);
        if (choice?.Geometry is { } tiles)
        {
            _weights.Add(new WinogradGradientStep(
                _builder.Method(node.Layer, "WeightGradient"), node.Layer.Name, tiles, _forward.Outputs[node.Input], g.FirstWindow, gradient, weight.Offset, node.Layer.MultiplyAdds, choice.Reason)
            {
                MostInstances = _graph.Spec.Batch,
            });
            BiasGradient();
            return;
        }
        foreach (var (run, parts) in WeightGradientContraction.Build(g, _builder.Geometry(gradient), 0, _graph.Spec.Batch))
        {
            bool hasUnconnected = run is { IsExact: false } || weight.Spec.Table.Count > 0;
            _weights.Add(new ContractionStep(
                _builder.Method(node.Layer, "WeightGradient"), node.Layer.Name, ContractionPurpose.WeightGradient,
                new(OperandPlace.Slot, _forward.Outputs[node.Input]), new(OperandPlace.Slot, gradient), new(OperandPlace.Gradients, weight.Offset), null, -1,
                parts, node.Layer.MultiplyAdds)
            {
                Unconnected = hasUnconnected ? new(run!.FirstBlock, run.BlockStep, weight.Spec.Rows) : null,
                Reason = choice?.Reason ?? "",
            });
        }
        BiasGradient();

        void BiasGradient()
        {
            if (_builder.Parameter(node.Layer, "bias") is { } bias)
                _weights.Add(new BiasGradientStep(_builder.Method(node.Layer, "BiasGradient"), node.Layer.Name, gradient, bias.Offset, g.MapBlocks));
        }
    }

    private void DataGradient(PlanNode node, int gradient, PlanNode input, GradientWrite write)
    {
        int inputGradient = _gradients[input.Position];
        // Only the last reader's sum is whole, and can pass through the derivative.
        bool throughDerivative = write.IsLast && DerivativeAt(input) >= 0;
        var g = _forward.Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        var epilogue = throughDerivative ? input.Activation.Derivative() : Epilogue.None;
        var start = write.IsFirst ? SumStart.Zero : SumStart.Result;
        var choice = _forward.WinogradDataGradient(node, _instances);
        if (choice?.Geometry is { } tiles)
        {
            int offset = _builder.AddShared(tiles.WeightFloats);
            _turn.Add(new TransformWeightsStep(_builder.Method(node.Layer, "TurnWeights"), node.Layer.Name, tiles.Form, weight.Offset, offset, weight.Spec, IsTurned: true));
            var dy = _builder.Geometry(gradient);
            var (top, left) = WinogradChooser.GradientPadding(node.Window);
            _backward.Add(new WinogradStep(
                _builder.Method(node.Layer, "DataGradient"), node.Layer.Name, ContractionPurpose.DataGradient, tiles, gradient, dy.Origin - top * dy.RowStride - left * dy.PixelStride,
                new(OperandPlace.Shared, offset), inputGradient, -1, throughDerivative ? DerivativeAt(input) : -1, start, epilogue, choice.IsRange, node.Layer.MultiplyAdds, choice.Reason));
            return;
        }
        var weights = g.IsDepthwise ? new Operand(OperandPlace.Parameters, weight.Offset) : Turned(node, weight);
        var derivative = _builder.Geometry(_forward.Outputs[input.Position]);
        var parts = DataGradientContraction
            .Build(
                g, _builder.Geometry(gradient), _builder.Geometry(inputGradient), derivative,
                start, epilogue, 0)
            .ToEquatableArray();
        _backward.Add(new ContractionStep(
            _builder.Method(node.Layer, "DataGradient"), node.Layer.Name, ContractionPurpose.DataGradient,
            new(OperandPlace.Slot, gradient), weights, new(OperandPlace.Slot, inputGradient),
            throughDerivative ? new(OperandPlace.Slot, DerivativeAt(input)) : null, -1, parts, node.Layer.MultiplyAdds)
        {
            Reason = choice?.Reason ?? "",
        });
    }

    private void DotDataGradient(PlanNode node, int gradient, PlanNode input)
    {
        int target = _gradients[input.Position];
        var shape = DotDataGradientShape.Of(node.Window, _builder.Geometry(gradient), _builder.Geometry(target));
        _backward.Add(new DotDataGradientStep(
            _builder.Method(node.Layer, "DataGradient"), node.Layer.Name, shape, gradient, target, _builder.Parameter(node.Layer, "weight")!.Offset, node.Layer.MultiplyAdds));
    }

    private void RowWeightGradient(PlanNode node, int gradient) => _weights.Add(new RowWeightGradientStep(
        _builder.Method(node.Layer, "WeightGradient"), node.Layer.Name, node.Window, _forward.Outputs[node.Input], gradient,
        _builder.Parameter(node.Layer, "weight")!.Offset, _builder.Parameter(node.Layer, "bias")?.Offset ?? -1, node.Shape.Channels, node.Layer.MultiplyAdds));

    private Operand Turned(PlanNode node, ParameterPlan weight)
    {
        var spec = weight.Spec;
        if (node.ReadsVector) spec = spec with { Channels = spec.Rows * spec.Columns * spec.Channels, Rows = 1, Columns = 1 };
        int turned = _builder.AddShared(ParameterPlan.TurnedFloats(spec));
        _turn.Add(new TransposeStep(_builder.Method(node.Layer, "TurnWeights"), node.Layer.Name, weight.Offset, turned, spec));
        return new(OperandPlace.Shared, turned);
    }
}
