namespace Cnn.Reference;

/// <summary>The facts of one of TensorFlow's test files.</summary>
public sealed record TensorFlowCases
{
    /// <summary>TensorFlow's pooling tests, for what the language has.</summary>
    public static TensorFlowCases Pooling { get; } = Resources.Read<TensorFlowCases>("tensorflow_pooling.json");

    /// <summary>TensorFlow's convolution tests, for what the language has.</summary>
    public static TensorFlowCases Convolution { get; } = Resources.Read<TensorFlowCases>("tensorflow_convolution.json");

    /// <summary>File, commit and licence.</summary>
    public required string Source { get; init; }

    /// <summary>Cases with an output.</summary>
    public required TensorFlowCase[] Forward { get; init; }

    /// <summary>Cases that TensorFlow rejects, and the issue that we report.</summary>
    public required TensorFlowCase[] Rejected { get; init; }

    /// <summary>Layers of Inception (2015) with their output's shape.</summary>
    public required TensorFlowCase[] Shapes { get; init; }
}
