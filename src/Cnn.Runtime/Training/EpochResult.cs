namespace Cnn;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="MeanLoss">Over the training images, each measured before its step.</param>
/// <param name="Seconds">Of training, the evaluation not counted.</param>
/// <param name="Test">The evaluation after the epoch; null where there was no test data.</param>
public sealed record EpochResult(int Epoch, double MeanLoss, double Seconds, Evaluation? Test)
{
    /// <summary>The share of the test images that were classified wrong; NaN without test data.</summary>
    public double TestError => Test?.ErrorRate ?? double.NaN;
}
