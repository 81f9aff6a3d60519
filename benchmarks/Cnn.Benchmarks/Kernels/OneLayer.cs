using Cnn.Benchmarks.Catalog;

namespace Cnn.Benchmarks.Kernels;

/// <summary>A network of one layer with its sessions and samples, one instance and one thread.</summary>
internal sealed class OneLayer<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly InferenceSession<TNetwork> _inference;
    private readonly TrainingSession<TNetwork> _training;
    private readonly float[] _image = Samples.Images(TNetwork.Info.Input, 1), _targets = Samples.Images(TNetwork.Info.Output, 1);

    public OneLayer(TNetwork network)
    {
        _inference = Model<TNetwork>.From(network.Parameters).CreateSession(new InferenceOptions { Threads = 1 });
        _training = new TrainingSession<TNetwork>(network, new Sgd(0), new TrainingOptions { Threads = 1 });
    }

    /// <summary>One prediction.</summary>
    public void Predict() => _inference.Predict(_image);

    /// <summary>One training step without the update.</summary>
    public void ComputeGradients() => _training.ComputeGradients(_image, _targets);
}
