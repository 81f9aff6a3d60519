namespace Cnn.Benchmarks.Measuring;

/// <summary>How both sides train: stochastic gradient descent with momentum, no weight decay.</summary>
internal static class TrainingRecipe
{
    /// <summary>Small enough that many steps with the same noise stay finite.</summary>
    public const float LearningRate = 0.002f;

    /// <summary>The usual one.</summary>
    public const float Momentum = 0.9f;
}
