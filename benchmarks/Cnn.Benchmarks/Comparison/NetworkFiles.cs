using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Peers.Onnx;
using Cnn.Benchmarks.Translation;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Comparison;

/// <summary>The files that both sides load: a network's weights, and its ONNX models with the same weights.</summary>
internal sealed class NetworkFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<int> _models = [];

    /// <summary>Writes the weights.</summary>
    public NetworkFiles(BenchmarkNetwork network)
    {
        Spec = network.Resolve();
        Weights = _folder.File(network.Name + ".safetensors");
        network.SaveWeights(Weights);
    }

    /// <summary>The network's text.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>A safetensors file.</summary>
    public string Weights { get; }

    /// <summary>An ONNX file of a batch; it is written where it is asked for first.</summary>
    public string Model(int batch)
    {
        string path = _folder.File(FormattableString.Invariant($"{Spec.Name}.{batch}.onnx"));
        if (!_models.Add(batch)) return path;
        using var weights = new WeightFile(Weights);
        OnnxModelWriter.Write(Spec, batch, weights, path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
