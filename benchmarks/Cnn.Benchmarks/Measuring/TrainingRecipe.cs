namespace Cnn.Benchmarks.Measuring;

/// <summary>How both sides train: stochastic gradient descent with momentum, no weight decay.</summary>
internal static class TrainingRecipe
{
    private const int ManyLayers = 100;

    /// <summary>
    /// Small enough that many steps with the same noise stay finite, and that the losses of the first ones can be compared: the batch norms
    /// of deep networks amplify whatever roundings a step leaves in the weights.
    /// </summary>
    /// <param name="layers">Layers of the network.</param>
    public static float LearningRate(int layers) => layers > ManyLayers ? 1e-5f : 0.002f;

    /// <summary>The usual one.</summary>
    public const float Momentum = 0.9f;
}
