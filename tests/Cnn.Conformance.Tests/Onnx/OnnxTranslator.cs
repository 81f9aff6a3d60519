using Cnn.Dsl;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Says ONNX's operators in our language. Only the first output is compared: masks, indices and log-probabilities are no outputs of ours.
/// </summary>
public static partial class OnnxTranslator
{
    private const string NoSuchLayer = "no layer does this";

    private static readonly Dictionary<string, Func<OnnxCase, OnnxTranslation>> s_operators = new(StringComparer.Ordinal)
    {
        ["Add"] = Sum,
        ["AveragePool"] = one => Pool(one, "avgpool"),
        ["BatchNormalization"] = BatchNorm,
        ["Concat"] = Concat,
        ["Conv"] = Convolution,
        ["Dropout"] = Dropout,
        ["Elu"] = one => one.Node.Number("alpha", 1) == 1 ? Activation(one, "elu") : OnnxTranslation.Out("alpha is 1"),
        ["Flatten"] = Flatten,
        ["Gelu"] = one =>
            one.Node.Text("approximate", "none") == "none" ? Activation(one, "gelu")
                : OnnxTranslation.Out("GELU is exact, not the approximation by tanh"),
        ["Gemm"] = Gemm,
        ["GlobalAveragePool"] = one => Layer(one, "global_avgpool"),
        ["GlobalMaxPool"] = one => Layer(one, "global_maxpool"),
        ["HardSwish"] = one => Activation(one, "hardswish"),
        ["LeakyRelu"] = one =>
            one.Node.Number("alpha", 0.01f) == 0.01f ? Activation(one, "leakyrelu") : OnnxTranslation.Out("the slope is 0.01"),
        ["LRN"] = LocalResponseNorm,
        ["MatMul"] = one =>
            one.X.Rank == 2 ? Dense(one, one.Operands[1]!, false, 1, null) : OnnxTranslation.Out("several products at once"),
        ["MaxPool"] = one => Pool(one, "maxpool"),
        ["Pad"] = Pad,
        ["PRelu"] = PRelu,
        ["Relu"] = one => Activation(one, "relu"),
        ["Sigmoid"] = one => Activation(one, "sigmoid"),
        ["Softmax"] = Softmax,
        ["SoftmaxCrossEntropyLoss"] = Loss,
        ["Sum"] = Sum,
        ["Swish"] = one => one.Node.Number("alpha", 1) == 1 ? Activation(one, "silu") : OnnxTranslation.Out("alpha is 1"),
        ["Tanh"] = one => Activation(one, "tanh"),
    };

    private static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["Adagrad"] = "an optimizer: no layer",
        ["Adam"] = "an optimizer: no layer",
        ["Momentum"] = "an optimizer: no layer",
        ["ConvTranspose"] = "no transposed convolution",
        ["GroupNormalization"] = "statistics of an instance: only batch norm and local response norm",
        ["InstanceNormalization"] = "statistics of an instance: only batch norm and local response norm",
        ["LayerNormalization"] = "statistics of an instance: only batch norm and local response norm",
        ["Identity"] = "no layer does nothing",
        ["LogSoftmax"] = "only softmax",
        ["NegativeLogLikelihoodLoss"] = "a loss of logarithms: ours is of logits",
        ["Reshape"] = "only `flatten` changes how a tensor is cut",
        ["Transpose"] = "axes have one order",
    };

    /// <summary>The case in our language.</summary>
    public static OnnxTranslation Translate(OnnxCase one)
    {
        if (!s_operators.TryGetValue(one.Node.Operator, out var translate))
            return OnnxTranslation.Out(s_reasons.GetValueOrDefault(one.Node.Operator, NoSuchLayer));
        return one.X.Type == OnnxTensor.Float ? translate(one) : OnnxTranslation.Out("tensors are of 32-bit floats");
    }

    private static OnnxTranslation Activation(OnnxCase one, string word) => Layer(one, word);

    private static OnnxTranslation Layer(OnnxCase one, string statement, string? axes = null, params (string, float[])[] parameters)
    {
        string keyword = statement.Split(' ')[0];
        if (!LayerCatalog.ByKeyword.ContainsKey(keyword)) return OnnxTranslation.Out($"not yet: `{keyword}`");
        axes ??= OnnxView.UsualAxes(one.X.Rank);
        return Network(statement, OnnxView.Of(one.X, axes), OnnxView.Of(one.Outputs[0], axes).Values, parameters);
    }

    private static OnnxTranslation Network(string statements, OnnxView input, float[] expected, params (string, float[])[] parameters) =>
        new(new(statements, input, expected) { Parameters = parameters }, "");

    private static float[] Floats(OnnxTensor tensor, double scale = 1) => [.. tensor.Values.Select(value => (float)(value * scale))];
}
