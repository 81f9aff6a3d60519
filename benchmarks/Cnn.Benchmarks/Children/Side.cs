namespace Cnn.Benchmarks.Children;

/// <summary>Who is measured.</summary>
internal enum Side
{
    /// <summary>A generated network.</summary>
    CnnGen,

    /// <summary>ONNX Runtime.</summary>
    OnnxRuntime,

    /// <summary>TorchSharp.</summary>
    TorchSharp,
}
