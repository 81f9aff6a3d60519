namespace Cnn.Planning;

/// <summary>
/// The layers as a pass sees them: an activation after a convolution or a dense layer is part of it, a flattening before a dense layer is
/// nothing at all, dropout is nothing at inference, where a batch norm is part of the convolution or dense layer before it, and the last
/// softmax or sigmoid belongs to the output and the loss.
/// </summary>
internal sealed class PlanGraph
{
    private readonly List<PlanNode> _nodes = [];
    private readonly List<List<PlanNode>> _readers = [];
    private readonly List<bool> _needsGradient = [];
    private readonly List<LossEnd> _ends = [];
    private readonly HashSet<int> _endLayers = [];
    // Nodes of which a layer is read more than once, under whatever name it passes through layers that are nothing.
    private readonly HashSet<int> _forks = [];
    private readonly int[] _reads;
    private readonly bool[] _orderMatters;
    private readonly Func<LayerSpec, LayerTraits> _traits;

    // By the position of the node, once all are there.
    private int[] _losses = [];
    private bool[] _isReadAsHandedIn = [];

    private PlanGraph(NetworkSpec spec, Func<LayerSpec, LayerTraits> traits, bool isTraining, Work work, PlanLog? log)
    {
        (Spec, _traits, IsTraining, Work, Log) = (spec, traits, isTraining, work, log);
        _reads = new int[spec.Layers.Count];
        _orderMatters = new bool[spec.Layers.Count];
        _endLayers.Add(spec.Layers.Count - 1);
        for (int i = spec.Layers.Count - 1; i >= 0; i--)
        {
            work.Tick();
            var layer = spec.Layers[i];
            bool readsOrder = traits(layer).UseOfOrder switch
            {
                OrderUse.Ignores => false,
                OrderUse.HandsOn => _orderMatters[i],
                _ => true,
            };
            if (layer.EndsHead) _endLayers.Add(layer.Inputs[0]);
            foreach (int input in layer.Inputs)
            {
                _reads[input]++;
                // To the output the order of a vector's elements is nothing.
                _orderMatters[input] |= readsOrder;
            }
        }
    }

    public NetworkSpec Spec { get; }

    /// <summary>Whether it is a training pass's.</summary>
    public bool IsTraining { get; }

    /// <summary>Where passes tell what they did and refused; null where nobody asks.</summary>
    public PlanLog? Log { get; }

    /// <summary>Ticks for each node, and each time that one is read.</summary>
    public Work Work { get; }

    public IReadOnlyList<PlanNode> Nodes => _nodes;

    /// <summary>The node whose tensor holds the output, before a softmax or sigmoid at the end.</summary>
    public PlanNode Last => _ends[0].Node;

    /// <summary>The nodes of which a loss is taken: the output's first, then those of auxiliary classifiers.</summary>
    public IReadOnlyList<LossEnd> Ends => _ends;

    /// <summary>Builds the graph of a pass.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="traits">What is true of all layers of a layer's kind.</param>
    /// <param name="isTraining">Whether the pass trains.</param>
    /// <param name="work">What ticks for each node.</param>
    /// <param name="log">Where passes tell what they did; null where nobody asks.</param>
    public static PlanGraph Build(
        NetworkSpec spec, Func<LayerSpec, LayerTraits> traits, bool isTraining, Work work, PlanLog? log = null)
    {
        var graph = new PlanGraph(spec, traits, isTraining, work, log);
        var nodeOf = new int[spec.Layers.Count];
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            nodeOf[i] = graph.Add(i, nodeOf);
            if (graph._reads[i] > 1) graph._forks.Add(nodeOf[i]);
        }
        graph._ends.Insert(0, new(graph._nodes[nodeOf[nodeOf.Length - 1]], 1));
        graph._losses = new int[graph._nodes.Count];
        foreach (var end in graph._ends) graph._losses[end.Node.Position]++;
        graph._isReadAsHandedIn = graph._nodes.Select(graph.AllReadAsHandedIn).ToArray();
        return graph;
    }

    /// <summary>The nodes that read a node; one that reads it twice stands here twice.</summary>
    public IReadOnlyList<PlanNode> Readers(PlanNode node) => _readers[node.Position];

    /// <summary>
    /// Whether a node is the image that convolutions read as it is handed in; 16-channel blocks would waste most of their lanes on 1 or 3
    /// channels. A depth-wise one fills them.
    /// </summary>
    public bool IsReadAsHandedIn(PlanNode node) => _isReadAsHandedIn[node.Position];

    private bool AllReadAsHandedIn(PlanNode node) =>
        node.IsInput && Readers(node) is { Count: > 0 } readers && readers.All(reader => reader.Broadcasts);

    /// <summary>How many write a node's gradient: its readers, and the losses that are taken of it.</summary>
    public int GradientWriters(PlanNode node) => _readers[node.Position].Count + _losses[node.Position];

    /// <summary>Whether a loss is taken of a node.</summary>
    public bool HasLoss(PlanNode node) => _losses[node.Position] > 0;

    /// <summary>Whether a node or one before it has parameters, so that its gradient is needed.</summary>
    public bool NeedsGradient(int position) => _needsGradient[position];

    /// <summary>The activation that a node's outputs come to, also behind a batch norm of their own.</summary>
    public Activation ActivationAfter(PlanNode node) =>
        node.Activation == Activation.None && Readers(node) is { Count: 1 } readers && readers[0].Traits.IsNormalization
            ? readers[0].Activation : node.Activation;

    // The position of the layer's node: a new one, or the one before it.
    private int Add(int index, int[] nodeOf)
    {
        Work.Tick();
        var layer = Spec.Layers[index];
        var traits = _traits(layer);
        int[] inputs = layer.Inputs.Select(position => nodeOf[position]).ToArray();
        var before = inputs.Length == 0 ? null : _nodes[inputs[0]];
        if (before is not null && layer.HeadWeight is { } weight) _ends.Add(new(before, weight));
        bool sigmoidIsLoss = _endLayers.Contains(index) && Spec.Loss.End == NetworkEnd.Sigmoid;
        if (before is not null
            && traits.IsJoined(layer, before, new(IsTraining, sigmoidIsLoss, _orderMatters[index], _forks.Contains(inputs[0]), Log)))
        {
            Log?.Add("graph", layer.Name, $"needs no tensor: it is nothing, or part of '{before.Layer.Name}'");
            return inputs[0];
        }
        var shape = before is not null && traits.KeepsShape ? before.Shape : layer.Output;
        var node = new PlanNode(_nodes.Count, layer, traits, inputs, shape)
        {
            Contraction = before is null ? null : traits.ContractionOf(layer, before.Shape),
            Pooling = traits.PoolingOf(layer),
            Activation = traits.TakesActivation && !sigmoidIsLoss ? layer.OutputActivation : Activation.None,
        };
        _nodes.Add(node);
        _readers.Add([]);
        foreach (int input in inputs)
        {
            Work.Tick();
            _readers[input].Add(node);
        }
        _needsGradient.Add(layer.Parameters.Any(parameter => parameter.IsTrainable) || inputs.Any(input => _needsGradient[input]));
        return node.Position;
    }
}
