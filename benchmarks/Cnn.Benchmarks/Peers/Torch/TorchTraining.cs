using Cnn.Benchmarks.Measuring;
using Cnn.Benchmarks.Translation;
using Cnn.Dsl;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp that trains.</summary>
internal sealed class TorchTraining : ITraining
{
    private readonly NetworkWalk _walk;
    private readonly TorchTranslator _translator;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images, _labels;

    /// <summary>Begins with the weights of a file.</summary>
    public TorchTraining(NetworkSpec spec, string weights, int batch, int threads)
    {
        var tensors = TorchWeights.Load(spec, weights, threads, isTraining: true);
        _translator = new TorchTranslator(tensors, isTraining: true);
        _walk = new NetworkWalk(spec);
        (_images, _labels) = (TorchSamples.Images(spec, batch), TorchSamples.Labels(spec, batch));
        _optimizer = optim.SGD(tensors.Values.OfType<Parameter>(), TrainingRecipe.LearningRate(spec.Layers.Count), TrainingRecipe.Momentum);
    }

    /// <inheritdoc/>
    public float Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = nn.functional.cross_entropy(_walk.Logits(_images, _translator), _labels);
        loss.backward();
        _optimizer.step();
        return loss.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
