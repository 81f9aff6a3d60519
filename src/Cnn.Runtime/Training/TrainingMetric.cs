namespace Cnn;

/// <summary>What an epoch is judged by; less is better in each case.</summary>
public enum TrainingMetric
{
    /// <summary>The mean loss of the test images.</summary>
    TestLoss,

    /// <summary>The share of the test images that were classified wrong.</summary>
    TestError,

    /// <summary>The mean loss of the training images, each measured before its step.</summary>
    TrainingLoss,
}
