namespace Cnn.Dsl;

/// <summary>
/// The layers as a pass sees them: an activation after a convolution or a dense layer is part of it, a flattening before a dense layer is nothing at all,
/// dropout is nothing at inference, and the last softmax or sigmoid belongs to the output and the loss.
/// </summary>
internal sealed class PlanGraph
{
    private readonly List<PlanNode> _nodes = [];

    private PlanGraph(NetworkSpec spec) => Spec = spec;

    public NetworkSpec Spec { get; }

    public IReadOnlyList<PlanNode> Nodes => _nodes;

    /// <summary>The node whose tensor holds the output, before a softmax or sigmoid at the end.</summary>
    public PlanNode Last => _nodes[_nodes.Count - 1];

    public static PlanGraph Build(NetworkSpec spec, bool isTraining)
    {
        var graph = new PlanGraph(spec);
        var nodeOf = new int[spec.Layers.Count];
        for (int i = 0; i < spec.Layers.Count; i++)
            nodeOf[i] = graph.Add(spec, i, nodeOf, isTraining);
        return graph;
    }

    /// <summary>The nodes that read a node.</summary>
    public IEnumerable<PlanNode> Readers(PlanNode node) => _nodes.Where(reader => reader.Input == node.Position);

    /// <summary>Whether a node or one before it has parameters, so that its gradient is needed.</summary>
    public bool NeedsGradient(int position)
    {
        for (; position >= 0; position = _nodes[position].Input)
            if (_nodes[position].Layer.Parameters.Count > 0) return true;
        return false;
    }

    private int Add(NetworkSpec spec, int index, int[] nodeOf, bool isTraining)
    {
        var layer = spec.Layers[index];
        int input = layer.Inputs.Count == 0 ? -1 : nodeOf[layer.Inputs[0]];
        bool isLast = index == spec.Layers.Count - 1;
        bool sigmoidIsLoss = isLast && spec.Loss == LossSpec.BinaryCrossEntropy;
        switch (layer)
        {
            case SoftmaxSpec:
            case ActivationSpec when sigmoidIsLoss:
            case FlattenSpec when IsOnlyAView(spec, index):
            case DropoutSpec when !isTraining:
                return input;
            case ActivationSpec activation when _nodes[input] is { IsContraction: true, Activation: Activation.None } before && Reads(spec, layer.Inputs[0]) == 1:
                before.Activation = activation.Activation;
                return input;
        }
        var shape = layer is ActivationSpec or DropoutSpec ? _nodes[input].Shape : layer.Output;
        var node = new PlanNode(_nodes.Count, layer, input, shape);
        if (!sigmoidIsLoss)
            node.Activation = layer is ConvolutionSpec convolution ? convolution.Activation : layer is DenseSpec dense ? dense.Activation : Activation.None;
        _nodes.Add(node);
        return node.Position;
    }

    // A flattening moves nothing where only dense layers (whose weights are stored by the map), functions of each value and the output see its result.
    private static bool IsOnlyAView(NetworkSpec spec, int flatten) => spec.Layers[flatten].Input.IsVector || OrderDoesNotMatterAfter(spec, flatten);

    private static bool OrderDoesNotMatterAfter(NetworkSpec spec, int layer) => spec.Layers
        .Select((reader, position) => (Reader: reader, Position: position))
        .Where(entry => entry.Reader.Inputs.Contains(layer) && entry.Reader is not DenseSpec)
        .All(entry => entry.Reader is ActivationSpec or DropoutSpec or FlattenSpec && OrderDoesNotMatterAfter(spec, entry.Position));

    private static int Reads(NetworkSpec spec, int layer) => spec.Layers.Count(reader => reader.Inputs.Contains(layer));
}
