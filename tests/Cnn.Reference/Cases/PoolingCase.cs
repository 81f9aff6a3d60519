using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>One case of Caffe's or ONNX's own tests of pooling or padding.</summary>
/// <param name="Name">Its name there, and the class of its network in ours.</param>
/// <param name="Layer">The layer in our words.</param>
/// <param name="Input">Channels, height, width.</param>
/// <param name="Values">The input; null where only the shape is known.</param>
/// <param name="Output">Channels, height, width.</param>
/// <param name="Expected">The output; null likewise.</param>
/// <param name="Tolerance">How far a value may be from the expected one, as a share of it where that is above 1.</param>
public sealed record PoolingCase(string Name, string Layer, int[] Input, double[]? Values, int[] Output, double[]? Expected,
    double Tolerance = 1e-6)
{
    /// <summary>The shape of the input.</summary>
    public TensorShape InputShape => Shape(Input);

    /// <summary>The shape of the output.</summary>
    public TensorShape OutputShape => Shape(Output);

    /// <summary>The input, channels-last.</summary>
    public double[] InputValues() => ChannelsLast(Values, InputShape);

    /// <summary>The output, channels-last.</summary>
    public double[] ExpectedValues() => ChannelsLast(Expected, OutputShape);

    /// <summary>The case as <c>.cnn</c> text.</summary>
    public string ToText() => $"network {Name} {{\n  input {InputShape}\n  {Layer}\n}}\n";

    private double[] ChannelsLast(double[]? values, TensorShape shape) =>
        Fill.ToChannelsLast(values ?? throw new InvalidOperationException($"Case '{Name}' has shapes only."), 1, shape);

    private static TensorShape Shape(int[] channelsFirst) => new(channelsFirst[1], channelsFirst[2], channelsFirst[0]);
}
