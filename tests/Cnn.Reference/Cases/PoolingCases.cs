namespace Cnn.Reference;

/// <summary>The facts of a library's own tests of pooling.</summary>
/// <param name="Source">File, commit and licence.</param>
/// <param name="Forward">Cases with an output.</param>
/// <param name="Shapes">Cases of which only the shapes are known.</param>
public sealed record PoolingCases(string Source, PoolingCase[] Forward, PoolingCase[] Shapes)
{
    /// <summary>Caffe's.</summary>
    public static PoolingCases Caffe { get; } = Resources.Read<PoolingCases>("caffe_pooling.json");

    /// <summary>ONNX's.</summary>
    public static PoolingCases Onnx { get; } = Resources.Read<PoolingCases>("onnx_pooling.json");
}
