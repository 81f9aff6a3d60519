namespace Cnn.EndToEnd.Tests;

/// <summary>A generated network, whatever its class.</summary>
public interface INetworkRun
{
    /// <summary>Its parameters.</summary>
    NetworkParameters Parameters { get; }

    /// <summary>The outputs of any number of images, by one call on a new session.</summary>
    float[] Predict(float[] images, int threads = 1);

    /// <summary>The logits of any number of images, one by one.</summary>
    float[] Logits(float[] images);

    /// <summary>Begins training.</summary>
    ITrainingRun Train(Optimizer optimizer, int threads = 1, int seed = 1);
}
