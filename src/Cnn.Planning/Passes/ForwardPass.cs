namespace Cnn.Planning;

/// <summary>
/// The way forward, which inference and training have in common: where the outputs of all nodes lie, and the steps that their layers'
/// planners emit.
/// </summary>
internal sealed class ForwardPass
{
    private readonly Halo[] _halos;
    private readonly TensorRef[] _outputs;
    private readonly TensorRef[] _sums;
    private readonly TensorRef?[] _keptMaps;
    private readonly SharedRef?[] _keptShared;
    private readonly Joins _joins;
    private readonly Func<LayerSpec, LayerPlanner> _planners;

    /// <summary>Lays out the outputs, and what the way back needs of the way forward.</summary>
    public ForwardPass(
        PlanGraph graph, Func<LayerSpec, LayerPlanner> planners, Joins joins, Algorithms algorithms, PassBuilder builder)
    {
        (Graph, _planners, _joins, Algorithms, Builder) = (graph, planners, joins, algorithms, builder);
        _halos = Halos();
        _outputs = graph.Nodes.Select(node => joins.Whole(node) >= 0 || joins.Overwrites(node)
            ? default : builder.AddTensor(node.Layer.Name, Geometry(node))).ToArray();
        foreach (var node in graph.Nodes.Where(joins.Overwrites)) _outputs[node.Position] = _outputs[node.Input];
        _sums = graph.Nodes.Select(node => IsTraining && node.Activation.DerivativeNeedsInput()
            ? builder.AddTensor("sums of " + node.Layer.Name, new(node.Shape, TensorLayout.Blocked, default))
            : _outputs[node.Position]).ToArray();
        foreach (var node in graph.Nodes.Where(node => joins.Whole(node) >= 0))
            _outputs[node.Position] = _sums[node.Position] = _sums[joins.Whole(node)];
        builder.MakeSlices(graph.Nodes.Where(node => joins.Slices[node.Position] is not null)
            .Select(node => (_outputs[node.Position], _outputs[joins.Slices[node.Position]!.Value.Concat.Position],
                joins.Slices[node.Position]!.Value.FirstBlock)));
        (_keptMaps, _keptShared) = (new TensorRef?[_outputs.Length], new SharedRef?[_outputs.Length]);
        if (!IsTraining) return;
        foreach (var node in graph.Nodes) Planner(node).Keep(this, node);
    }

    /// <summary>The layers.</summary>
    public PlanGraph Graph { get; }

    /// <summary>The planner of a node's layer.</summary>
    public LayerPlanner Planner(PlanNode node) => _planners(node.Layer);

    /// <summary>How contractions are computed.</summary>
    public Algorithms Algorithms { get; }

    /// <summary>Tensors, names of methods, and the shared part of the arena.</summary>
    public PassBuilder Builder { get; }

    /// <summary>Whether a training pass's.</summary>
    public bool IsTraining => Graph.IsTraining;

    /// <summary>The steps, in their order.</summary>
    public List<StepPlan> Steps { get; } = [];

    /// <summary>What a training step does to the weights before anything else.</summary>
    public List<StepPlan> WeightSteps { get; } = [];

    /// <summary>The tensor of a node's outputs; of one that writes a sum, the sum's.</summary>
    public TensorRef Output(PlanNode node) => _outputs[node.Position];

    /// <summary>
    /// Where a node's outputs are before its activation: in the output's own tensor, which the activation overwrites, unless the way back
    /// needs them.
    /// </summary>
    public TensorRef Sums(PlanNode node) => _sums[node.Position];

    /// <summary>The tensor of the first node that a node reads.</summary>
    public TensorRef Input(PlanNode node) => _outputs[node.Input];

    /// <summary>The map that was kept of a node for the way back; null where none was.</summary>
    public TensorRef? KeptMap(PlanNode node) => _keptMaps[node.Position];

    /// <summary>What was kept of a node for all instances together; null where nothing was.</summary>
    public SharedRef? KeptShared(PlanNode node) => _keptShared[node.Position];

    /// <summary>Keeps a map as large as a node's output for the way back.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What is kept: <c>winners</c>.</param>
    public void KeepMap(PlanNode node, string what) =>
        _keptMaps[node.Position] = Builder.AddTensor($"{what} of {node.Layer.Name}", new(node.Shape, TensorLayout.Blocked, default));

    /// <summary>Keeps so many floats of all instances together for the way back.</summary>
    public void KeepShared(PlanNode node, long floats) => _keptShared[node.Position] = Builder.AddShared(floats);

    /// <summary>Emits the steps of all nodes.</summary>
    public void Run()
    {
        foreach (var node in Graph.Nodes)
        {
            Graph.Work.Tick();
            Planner(node).Forward(this, node);
        }
    }

    /// <summary>Emits a step.</summary>
    public void Emit(StepPlan step) => Steps.Add(step);

    /// <summary>
    /// Emits the activation of a node as a step of its own, unless there is none, or what wrote the outputs took it along.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="taken">What happened to the outputs as they were stored.</param>
    public void Activate(PlanNode node, Epilogue taken)
    {
        if (node.Activation == Activation.None || taken != Epilogue.None) return;
        Emit(new ActivationStep(Builder.Method(node.Layer, node.Activation.ToString()), node.Layer.Name, node.Activation, Sums(node).Read(),
            Output(node).Write()));
    }

    /// <summary>The tensor that a node adds to what it stores; null for none.</summary>
    public TensorRef? Addend(PlanNode node) => _joins.Addend(node) is >= 0 and var position ? _outputs[position] : null;

    /// <summary>
    /// What happens to a value before it is stored: the activation of the sum that is whole then, or else the node's own.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="own">The part of the node's own activation that its step takes along.</param>
    public Epilogue Stored(PlanNode node, Epilogue own) =>
        _joins.Whole(node) is >= 0 and var sum ? Graph.Nodes[sum].Activation.Forward() : own;

    /// <summary>The nodes that are left for a sum to add; one where it has nothing to do.</summary>
    public IReadOnlyList<int> Rest(PlanNode sum) => _joins.Rest(sum);

    /// <summary>Whether an input of a concatenation writes its channels there itself.</summary>
    /// <param name="concat">The concatenation.</param>
    /// <param name="input">The position of the input's node.</param>
    /// <param name="firstChannel">Where its channels begin.</param>
    public bool IsWritten(PlanNode concat, int input, int firstChannel) =>
        _joins.Slices[input] is { } place && place.Concat == concat && place.FirstBlock * TensorGeometry.Lanes == firstChannel;

    /// <summary>The gradients' tensors: for each node the one of its output's gradient; null for none.</summary>
    public TensorRef?[] AddGradients(Func<PlanNode, TensorGeometry> geometry) =>
        GradientTensors.Add(Graph, _joins.Slices, Builder, geometry);

    // What reads a node's outputs needs of them; where they are overwritten, what reads those needs of them, too.
    private Halo[] Halos()
    {
        var halos = new Halo[Graph.Nodes.Count];
        for (int i = halos.Length - 1; i >= 0; i--)
        {
            foreach (var reader in Graph.Readers(Graph.Nodes[i]))
            {
                Graph.Work.Tick();
                halos[i] = halos[i].Union(Planner(reader).InputHalo(Algorithms, reader));
                if (_joins.Overwrites(reader)) halos[i] = halos[i].Union(halos[reader.Position]);
            }
        }
        return halos;
    }

    private TensorGeometry Geometry(PlanNode node)
    {
        Graph.Work.Tick();
        var layout = Algorithms.IsPlanar(node) ? TensorLayout.Planar : Graph.IsReadAsHandedIn(node) ? TensorLayout.ChannelsLast
            : TensorLayout.Blocked;
        return new(node.Shape, layout, _halos[node.Position]);
    }
}
