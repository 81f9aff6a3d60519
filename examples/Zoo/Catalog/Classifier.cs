using Cnn;

namespace Zoo.Catalog;

/// <summary>Gives an image's classes their shares.</summary>
internal interface IClassifier : IDisposable
{
    /// <summary>Runs one image.</summary>
    /// <param name="image">[height, width, channels], preprocessed.</param>
    /// <returns>A share for each class; all together are 1.</returns>
    float[] Classify(ReadOnlySpan<float> image);
}

/// <inheritdoc/>
internal sealed class Classifier<TNetwork>(Model<TNetwork> model) : IClassifier
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly InferenceSession<TNetwork> _session = model.CreateSession();

    /// <inheritdoc/>
    public float[] Classify(ReadOnlySpan<float> image) => _session.Predict(image).ToArray();

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
