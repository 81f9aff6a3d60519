using Cnn.Benchmarks.Catalog;

namespace Cnn.Benchmarks.Measuring;

/// <summary>A generated network that is trained.</summary>
internal sealed class OurTraining<TNetwork>(TNetwork network, int batch, int threads) : ITraining
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly TrainingSession<TNetwork> _session = new(
        network, new Sgd(TrainingRecipe.LearningRate(TNetwork.Info.Layers.Count)) { Momentum = TrainingRecipe.Momentum },
            new TrainingOptions { Threads = threads });

    private readonly float[] _images = Samples.Images(TNetwork.Info.Input, batch);
    private readonly int[] _labels = Samples.Labels(TNetwork.Info.Output.ElementCount, batch);

    /// <inheritdoc/>
    public float Step() => _session.Step(_images, _labels);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
