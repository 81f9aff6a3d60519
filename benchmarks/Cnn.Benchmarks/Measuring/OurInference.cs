using Cnn.Benchmarks.Catalog;

namespace Cnn.Benchmarks.Measuring;

/// <summary>A generated network that predicts.</summary>
internal sealed class OurInference<TNetwork>(Model<TNetwork> model, int batch, int threads) : IInference
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly InferenceSession<TNetwork> _session = model.CreateSession(new InferenceOptions { Threads = threads });
    private readonly float[] _images = Samples.Images(TNetwork.Info.Input, batch);
    private readonly float[] _scores = new float[batch * TNetwork.Info.Output.ElementCount];

    /// <inheritdoc/>
    public void Predict() => _session.Predict(_images, _scores);

    /// <inheritdoc/>
    public float[] ReadLogits()
    {
        var logits = new List<float>(_scores.Length);
        for (int instance = 0; instance < batch; instance++) logits.AddRange(_session.GetLogits(instance));
        return [.. logits];
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
