namespace Cnn.Planning;

/// <summary>A node that another one reads, and that wants its gradient.</summary>
/// <param name="Node">The node that is read.</param>
/// <param name="Index">Which of the reader's inputs it is: one node may be read twice.</param>
/// <param name="Gradient">The tensor of its gradient.</param>
/// <param name="Write">Whether the gradient is written over or added to, and whether it is whole then.</param>
internal readonly record struct GradientOperand(PlanNode Node, int Index, TensorRef Gradient, GradientWrite Write);

/// <summary>
/// The way back: where the gradients of all nodes lie, and the steps that their layers' planners emit. The gradients of weights are summed
/// last, over the whole batch; those that are due where a batch norm needs the whole batch anyway are summed there, so that what they read
/// need not be kept longer.
/// </summary>
internal sealed class BackwardPass
{
    private readonly TensorRef?[] _gradients;
    private readonly GradientWriters _writers;
    private readonly List<StepPlan> _weights = [];

    /// <summary>Lays out the gradients.</summary>
    public BackwardPass(ForwardPass forward)
    {
        Forward = forward;
        _gradients = forward.AddGradients(Geometry);
        _writers = new(Graph);
    }

    /// <summary>The way forward.</summary>
    public ForwardPass Forward { get; }

    /// <summary>The layers.</summary>
    public PlanGraph Graph => Forward.Graph;

    /// <summary>How contractions are computed.</summary>
    public Algorithms Algorithms => Forward.Algorithms;

    /// <summary>Tensors, names of methods, and the shared part of the arena.</summary>
    public PassBuilder Builder => Forward.Builder;

    /// <summary>What is done to the weights before anything else.</summary>
    public List<StepPlan> WeightSteps { get; } = [];

    /// <summary>The steps, in their order.</summary>
    public List<StepPlan> Steps { get; } = [];

    /// <summary>The tensor of the gradient of a node's output.</summary>
    public TensorRef Gradient(PlanNode node) =>
        _gradients[node.Position] ?? throw new InvalidOperationException($"Nobody asks for the gradient of '{node.Layer.Name}'.");

    /// <summary>Whether a node's output has a gradient.</summary>
    public bool HasGradient(PlanNode node) => _gradients[node.Position] is not null;

    /// <summary>Plans the losses, the output's first.</summary>
    /// <param name="losses">Where the batch's losses lie in the arena.</param>
    public IReadOnlyList<LossStep> Losses(SharedRef losses) => Graph.Ends.Select(end => Loss(end, losses)).ToArray();

    /// <summary>Emits the steps of all nodes, the last one's first.</summary>
    public void Run()
    {
        foreach (var node in Graph.Nodes.Reverse())
        {
            Graph.Work.Tick();
            if (HasGradient(node) && !node.IsInput) Forward.Planner(node).Backward(this, node);
        }
        SumWeightGradients();
    }

    /// <summary>The inputs of a node that want a gradient, each when its turn to be written has come.</summary>
    public IEnumerable<GradientOperand> Operands(PlanNode node)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Graph.Work.Tick();
            var input = Graph.Nodes[node.Inputs[i]];
            if (Graph.NeedsGradient(input.Position)) yield return new(input, i, Gradient(input), _writers.Next(input));
        }
    }

    /// <summary>Emits a step.</summary>
    public void Emit(StepPlan step) => Steps.Add(step);

    /// <summary>Emits a step that sums a gradient of weights, when it is due.</summary>
    public void EmitWeightGradient(StepPlan step) => _weights.Add(step);

    /// <summary>Sums the gradients of weights that are due.</summary>
    public void SumWeightGradients()
    {
        Steps.AddRange(_weights);
        _weights.Clear();
    }

    /// <summary>
    /// Writes an operand's gradient by a step that can only write over a tensor. Where the operand has a part of its gradient already, the
    /// step writes a tensor of its own, which is then added.
    /// </summary>
    /// <param name="node">The reader.</param>
    /// <param name="operand">The operand.</param>
    /// <param name="step">The step that writes over a tensor.</param>
    public void Write(PlanNode node, GradientOperand operand, Func<Write<TensorRef>, StepPlan> step)
    {
        var target = operand.Write.IsFirst
            ? operand.Gradient
            : Builder.AddTensor($"d {operand.Node.Layer.Name} by {node.Layer.Name}",
                new(operand.Node.Shape, TensorLayout.Blocked, default));
        Emit(step(target.Write()));
        HandOn(node, operand, target);
    }

    /// <summary>Hands a gradient on to an operand as it is; nothing is moved where it is the operand's already.</summary>
    /// <param name="node">The reader.</param>
    /// <param name="operand">The operand.</param>
    /// <param name="gradient">The tensor of the gradient.</param>
    public void HandOn(PlanNode node, GradientOperand operand, TensorRef gradient)
    {
        if (gradient != operand.Gradient)
            Emit(new PassGradientStep(Builder.Method(node.Layer, "PassBack"), node.Layer.Name, gradient.Read(),
                operand.Gradient.Sum(accumulates: !operand.Write.IsFirst)));
        Finish(operand, Epilogue.None);
    }

    /// <summary>
    /// The derivative that an operand's gradient is multiplied by as it is stored, and the tensor of the outputs at which it is taken (null
    /// for none): only where the gradient is whole then, and the derivative a function of the output.
    /// </summary>
    public (Epilogue Epilogue, TensorRef? At) Derivative(GradientOperand operand)
    {
        var derivative = operand.Node.Activation.Derivative();
        return operand.Write.IsLast && derivative != Epilogue.None ? (derivative, Forward.Output(operand.Node)) : (Epilogue.None, null);
    }

    /// <summary>Passes an operand's gradient, once it is whole, through the operand's activation, unless it was as it was stored.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="taken">The derivative that the gradient was multiplied by.</param>
    public void Finish(GradientOperand operand, Epilogue taken)
    {
        if (operand.Write.IsLast && taken == Epilogue.None) Through(operand.Node);
    }

    private TensorGeometry Geometry(PlanNode node)
    {
        Graph.Work.Tick();
        return Algorithms.IsPlanar(node)
            ? new(node.Shape, TensorLayout.Planar, default)
            : new(node.Shape, TensorLayout.Blocked, Forward.Planner(node).GradientHalo(Forward, node));
    }

    // An auxiliary classifier's loss is added to the output's. Where both are taken of one tensor, the second writes a gradient of its own,
    // which is then added.
    private LossStep Loss(LossEnd end, SharedRef losses)
    {
        Graph.Work.Tick();
        var last = end.Node;
        var write = _writers.Next(last);
        var gradient = Gradient(last);
        if (!write.IsFirst)
        {
            gradient = Builder.AddTensor($"d {last.Layer.Name} by a second loss", new(last.Shape, TensorLayout.Blocked, default));
            Emit(new PassGradientStep(Builder.Method(last.Layer, "PassLoss"), last.Layer.Name, gradient.Read(),
                Gradient(last).Sum(accumulates: true)));
        }
        if (write.IsLast) Through(last);
        TensorRef? rows = null, rowsGradient = null;
        if (!last.Shape.IsVector || !Builder.Geometry(gradient).Halo.IsNone)
        {
            var channelsLast = new TensorGeometry(last.Shape, TensorLayout.ChannelsLast, default);
            rows = Builder.AddTensor("output rows", channelsLast);
            rowsGradient = Builder.AddTensor("d output rows", channelsLast);
        }
        return new(Builder.Method(last.Layer, "Loss"), last.Layer.Name, Forward.Output(last).Read(), gradient.Write(),
            rows?.Write(), rowsGradient?.Write(), losses.Sum(accumulates: end != Graph.Ends[0]))
        {
            Weight = end.Weight,
        };
    }

    private void Through(PlanNode node)
    {
        if (node.Activation == Activation.None || !HasGradient(node)) return;
        Emit(new ActivationBackwardStep(
            Builder.Method(node.Layer, node.Activation + "Backward"), node.Layer.Name, node.Activation, Forward.Sums(node).Read(),
            Gradient(node).Update()));
    }
}
