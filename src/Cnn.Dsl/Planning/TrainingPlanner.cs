namespace Cnn.Dsl;

/// <summary>
/// Plans a training step in three phases: the weights are turned for the way back; each instance goes forward and its gradient comes back through the data;
/// then each unit of work sums a part of the weights' gradients over the whole batch.
/// </summary>
internal sealed class TrainingPlanner
{
    private readonly PlanGraph _graph;
    private readonly PassBuilder _builder;
    private readonly ForwardPlanner _forward;
    private readonly int[] _gradients;
    private readonly List<StepPlan> _turn = [];
    private readonly List<StepPlan> _backward = [];
    private readonly List<StepPlan> _weights = [];

    private TrainingPlanner(PlanGraph graph, PassBuilder builder)
    {
        (_graph, _builder) = (graph, builder);
        _forward = new(graph, builder, isTraining: true);
        _gradients = GradientTensors();
    }

    public static ExecutionPlan Plan(NetworkSpec spec, IReadOnlyDictionary<string, ParameterPlan> parameters, KernelTable kernels)
    {
        var planner = new TrainingPlanner(PlanGraph.Build(spec, isTraining: true), new PassBuilder(parameters, kernels));
        return planner.Run(spec);
    }

    private ExecutionPlan Run(NetworkSpec spec)
    {
        int losses = _builder.AddShared(spec.Batch);
        var last = _graph.Last;
        var loss = Loss(spec, last, losses);
        Through(last);
        foreach (var node in _graph.Nodes.Reverse())
            Backward(node);

        // The logits are read after the step: backward must leave them alone.
        int logits = loss.Rows >= 0 ? loss.Rows : loss.From;
        _builder.KeepToTheEnd(logits);
        var passes = _forward.Steps().Append(loss).Concat(_backward).ToEquatableArray();
        var phases = new List<PhasePlan> { new("forward and backward", passes) };
        if (_turn.Count > 0) phases.Insert(0, new("turn weights", _turn.ToEquatableArray()));
        if (_weights.Count > 0) phases.Add(new("weight gradients", _weights.ToEquatableArray()));
        var (tensors, laidOut) = _builder.LayOut(phases, (spec.Batch + 1) / 2, out long slot);
        return new(true, spec.Batch, _builder.SharedFloats, slot, tensors, laidOut, -1, _builder.SharedFloats + tensors[logits].Offset, slot, losses);
    }

    // A node that works in place on the gradient shares its input's tensor. The halo is what the gather of a convolution's data gradient needs around it.
    private int[] GradientTensors()
    {
        var gradients = Enumerable.Repeat(-1, _graph.Nodes.Count).ToArray();
        for (int i = 0; i < gradients.Length; i++)
        {
            var node = _graph.Nodes[i];
            bool isLast = node == _graph.Last;
            if (!_graph.NeedsGradient(i) && !isLast) continue;
            if (node.IsElementwise && gradients[node.Input] >= 0)
            {
                gradients[i] = gradients[node.Input];
                continue;
            }
            var halo = node.Layer is ConvolutionSpec && _graph.NeedsGradient(node.Input) && !_forward.Convolution(node).IsDense
                ? DataGradientContraction.GradientHalo(node.Window, _graph.Nodes[node.Input].Shape, node.Shape)
                : default;
            gradients[i] = _builder.AddTensor("d " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, halo));
        }
        return gradients;
    }

    private LossStep Loss(NetworkSpec spec, PlanNode last, int losses)
    {
        int rows = -1, rowsGradient = -1;
        if (!IsContiguous(last))
        {
            var channelsLast = new TensorGeometry(last.Shape, TensorLayout.ChannelsLast, default);
            rows = _builder.AddTensor("output rows", channelsLast);
            rowsGradient = _builder.AddTensor("d output rows", channelsLast);
        }
        return new(
            _builder.Method(last.Layer, "Loss"), last.Layer.Name, spec.Loss, _forward.Outputs[last.Position], _gradients[last.Position], rows, rowsGradient, losses);
    }

    private bool IsContiguous(PlanNode node) => node.Shape.IsVector && _builder.Geometry(_gradients[node.Position]).Halo.IsNone;

    private void Backward(PlanNode node)
    {
        int gradient = _gradients[node.Position];
        if (gradient < 0 || node.Input < 0) return;
        if (node.IsContraction) WeightGradients(node, gradient);
        if (!_graph.NeedsGradient(node.Input)) return;

        var input = _graph.Nodes[node.Input];
        int inputGradient = _gradients[node.Input];
        switch (node.Layer)
        {
            case ConvolutionSpec or DenseSpec:
                DataGradient(node, gradient, input, inputGradient);
                return;
            case PoolSpec pool:
                _backward.Add(new PoolBackwardStep(
                    _builder.Method(node.Layer, "Backward"), node.Layer.Name, pool.Kind, pool.Window, gradient, inputGradient,
                    _forward.Winners[node.Position], DerivativeOf(input), DerivativeAt(input)));
                return;
            case DepthPoolSpec pool:
                _backward.Add(new DepthPoolBackwardStep(
                    _builder.Method(node.Layer, "Backward"), node.Layer.Name, pool.Kind, pool.Window, _forward.Outputs[node.Input], gradient, inputGradient));
                break;
            case ActivationSpec activation:
                _backward.Add(new ActivationBackwardStep(
                    _builder.Method(node.Layer, "Backward"), node.Layer.Name, activation.Activation, _forward.Outputs[node.Position], gradient));
                break;
            case DropoutSpec dropout:
                _backward.Add(new DropoutBackwardStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, dropout.Rate, node.Position, gradient));
                break;
            case ZeroPadSpec pad:
                _backward.Add(new ZeroPadBackwardStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, pad.Top, pad.Left, gradient, inputGradient));
                break;
            case FlattenSpec:
                _backward.Add(new UnflattenStep(_builder.Method(node.Layer, "Backward"), node.Layer.Name, gradient, inputGradient));
                break;
            default:
                throw new InvalidOperationException($"No backward step is planned for layer '{node.Layer.Name}' ({node.Layer.Description}).");
        }
        Through(input);
    }

    // The gradient of a layer with an activation of its own must pass through its derivative; convolutions and poolings do so as they store it.
    private void Through(PlanNode node)
    {
        if (node.Activation == Activation.None || _gradients[node.Position] < 0) return;
        _backward.Add(new ActivationBackwardStep(
            _builder.Method(node.Layer, node.Activation + "Backward"), node.Layer.Name, node.Activation, _forward.Outputs[node.Position], _gradients[node.Position]));
    }

    private static Epilogue DerivativeOf(PlanNode node) => node.Activation switch
    {
        Activation.Relu => Epilogue.ReluDerivative,
        Activation.Tanh => Epilogue.TanhDerivative,
        Activation.Sigmoid => Epilogue.SigmoidDerivative,
        _ => Epilogue.None,
    };

    private int DerivativeAt(PlanNode node) => node.Activation == Activation.None ? -1 : _forward.Outputs[node.Position];

    private void WeightGradients(PlanNode node, int gradient)
    {
        var g = _forward.Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        var parts = WeightGradientContraction.Build(g, _builder.Geometry(gradient), 0).Select(part => new ContractionPart("", part.A, part.B, part.C, 0, part.Plan));
        _weights.Add(new ContractionStep(
            _builder.Method(node.Layer, "WeightGradient"), node.Layer.Name, ContractionPurpose.WeightGradient,
            new(OperandPlace.Slot, _forward.Outputs[node.Input]), new(OperandPlace.Slot, gradient), new(OperandPlace.Gradients, weight.Offset), null, -1,
            parts.ToEquatableArray(), node.Layer.MultiplyAdds));
        if (_builder.Parameter(node.Layer, "bias") is { } bias)
            _weights.Add(new BiasGradientStep(_builder.Method(node.Layer, "BiasGradient"), node.Layer.Name, gradient, bias.Offset, g.MapBlocks));
    }

    private void DataGradient(PlanNode node, int gradient, PlanNode input, int inputGradient)
    {
        var g = _forward.Convolution(node);
        var weight = _builder.Parameter(node.Layer, "weight")!;
        int turned = _builder.AddShared((long)g.ChannelBlocks * g.TurnedBlock);
        _turn.Add(new TransposeStep(_builder.Method(node.Layer, "TurnWeights"), node.Layer.Name, weight.Offset, turned, weight.Spec));
        var derivative = _builder.Geometry(_forward.Outputs[input.Position]);
        var parts = DataGradientContraction
            .Build(g, _builder.Geometry(gradient), _builder.Geometry(inputGradient), derivative, DerivativeOf(input), 0)
            .Select(part => new ContractionPart("", part.A, part.B, part.C, part.Y, part.Plan));
        _backward.Add(new ContractionStep(
            _builder.Method(node.Layer, "DataGradient"), node.Layer.Name, ContractionPurpose.DataGradient,
            new(OperandPlace.Slot, gradient), new(OperandPlace.Shared, turned), new(OperandPlace.Slot, inputGradient),
            input.Activation == Activation.None ? null : new(OperandPlace.Slot, DerivativeAt(input)), -1, parts.ToEquatableArray(), node.Layer.MultiplyAdds));
    }
}
