using Cnn.Benchmarks.Translation;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Peers.Onnx;

/// <summary>
/// Says layers as ONNX's operators, of operator set 17. Values are told by their names, and so are weights, by those of the weight file.
/// </summary>
internal sealed class OnnxTranslator : ITranslator<string>
{
    /// <summary>The operators, in order.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The names of the weights that the operators read.</summary>
    public List<string> Weights { get; } = [];

    /// <inheritdoc/>
    public string Convolution(ConvolutionSpec layer, string input)
    {
        SpatialWindow window = layer.Window;
        return Windowed(Node("Conv", [input, .. WeightsOf(layer)]), window)
            .With("dilations", window.DilationRows, window.DilationColumns)
            .With("group", layer.Groups).Output;
    }

    /// <inheritdoc/>
    public string Dense(DenseSpec layer, string input) => Node("Gemm", [input, .. WeightsOf(layer)]).With("transB", 1).Output;

    /// <inheritdoc/>
    public string BatchNorm(BatchNormSpec layer, string input) =>
        Node("BatchNormalization", [input, .. WeightsOf(layer)]).With("epsilon", (float)layer.Epsilon).Output;

    /// <inheritdoc/>
    public string Pool(PoolSpec layer, string input)
    {
        SpatialWindow window = layer.Window;
        bool isAverage = layer.Kind != PoolKind.Max;
        if (isAverage && layer.Output.IsVector && !window.IsClipped) return Node("GlobalAveragePool", [input]).Output;
        OnnxNode node = Windowed(Node(isAverage ? "AveragePool" : "MaxPool", [input]), window)
            .With("ceil_mode", window.ReachesBeyond ? 1 : 0);
        return isAverage ? node.With("count_include_pad", layer.Kind == PoolKind.PaddedAverage ? 1 : 0).Output : node.Output;
    }

    /// <inheritdoc/>
    public string Sum(string first, string second) => Node("Add", [first, second]).Output;

    /// <inheritdoc/>
    public string Concatenate(IReadOnlyList<string> inputs) => Node("Concat", inputs).With("axis", 1).Output;

    /// <inheritdoc/>
    public string Flatten(string map) => Node("Flatten", [map]).With("axis", 1).Output;

    /// <summary>The shares of the classes.</summary>
    public string Softmax(string logits) => Node("Softmax", [logits]).With("axis", 1).Output;

    /// <inheritdoc/>
    public string Activate(Activation activation, string input, bool isOnlyReader) => activation switch
    {
        Activation.Relu or Activation.Tanh => Node(activation.ToString(), [input]).Output,
        _ => throw new NotSupportedException($"{activation} has no translation."),
    };

    /// <inheritdoc/>
    public void Release(string value)
    {
        // Whoever reads the file finds that out for itself.
    }

    private static OnnxNode Windowed(OnnxNode node, SpatialWindow window) => node
        .With("kernel_shape", window.Rows, window.Columns)
        .With("strides", window.StrideRows, window.StrideColumns)
        .With("pads", window.PadTop, window.PadLeft, window.PadBottom, window.PadRight);

    private IEnumerable<string> WeightsOf(LayerSpec layer)
    {
        string[] names = [.. layer.Parameters.Select(parameter => $"{layer.Name}.{parameter.Suffix}")];
        Weights.AddRange(names);
        return names;
    }

    private OnnxNode Node(string type, IEnumerable<string> inputs)
    {
        var node = new OnnxNode(type, inputs, FormattableString.Invariant($"{type}_{Nodes.Count}"));
        Nodes.Add(node);
        return node;
    }
}
