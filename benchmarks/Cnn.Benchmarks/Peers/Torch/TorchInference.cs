using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Measuring;
using Cnn.Benchmarks.Translation;
using Cnn.Dsl;
using TorchSharp;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp that predicts, layer by layer, without gradients.</summary>
internal sealed class TorchInference : IInference
{
    private readonly NetworkWalk _walk;
    private readonly TorchTranslator _translator;
    private readonly Tensor _images;
    private Tensor? _logits;

    /// <summary>Loads the weights of a file.</summary>
    public TorchInference(NetworkSpec spec, string weights, int batch, int threads)
    {
        _translator = new TorchTranslator(TorchWeights.Load(spec, weights, threads, isTraining: false), isTraining: false);
        _walk = new NetworkWalk(spec);
        _images = TorchSamples.Images(spec, batch);
    }

    /// <inheritdoc/>
    public void Predict()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        Tensor logits = _walk.Logits(_images, _translator);
        nn.functional.softmax(logits, 1);
        _logits?.Dispose();
        _logits = logits.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public float[] ReadLogits() => _logits!.data<float>().ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        _logits?.Dispose();
        _images.Dispose();
    }
}
