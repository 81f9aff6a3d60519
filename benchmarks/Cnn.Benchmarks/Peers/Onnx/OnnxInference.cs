using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Measuring;
using Microsoft.ML.OnnxRuntime;
using OnnxOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Cnn.Benchmarks.Peers.Onnx;

/// <summary>
/// ONNX Runtime that predicts: on the processor, with all optimisations of the graph, and with inputs and outputs that are bound to it
/// once, so that nothing is copied.
/// </summary>
internal sealed class OnnxInference : IInference
{
    private readonly OnnxOptions _options;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new();
    private readonly List<OrtValue> _values = [];
    private readonly float[] _logits;

    /// <summary>Loads a model that <see cref="OnnxModelWriter"/> wrote.</summary>
    public OnnxInference(string model, int threads)
    {
        _options = new OnnxOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(model, _options);
        _binding = _session.CreateIoBinding();
        int[] images = _session.InputMetadata[OnnxModelWriter.Images].Dimensions,
            scores = _session.OutputMetadata[_session.OutputNames[0]].Dimensions;
        _logits = new float[scores[0] * scores[1]];
        _binding.BindInput(OnnxModelWriter.Images,
            Value(Samples.ImagesChannelsFirst(new TensorShape(images[2], images[3], images[1]), images[0]), images));
        _binding.BindOutput(_session.OutputNames[0], Value(new float[_logits.Length], scores));
        _binding.BindOutput(_session.OutputNames[1], Value(_logits, scores));
    }

    /// <inheritdoc/>
    public void Predict() => _session.RunWithBinding(_run, _binding);

    /// <inheritdoc/>
    public float[] ReadLogits() => [.. _logits];

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (OrtValue value in _values) value.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private OrtValue Value(float[] memory, int[] shape)
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(memory, [.. shape.Select(size => (long)size)]);
        _values.Add(value);
        return value;
    }
}
