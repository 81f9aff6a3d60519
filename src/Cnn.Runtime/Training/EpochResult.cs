namespace Cnn;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="MeanLoss">
/// Over the training images, each measured before its step. A step counts by what its own mean is divided by: its images, or
/// the labels that the loss does not ignore, with the weights of their classes. 0 where nothing counts.
/// </param>
/// <param name="Seconds">Of training, the evaluation not counted.</param>
/// <param name="Test">
/// The evaluation after the epoch; null where there was none, and for an epoch that a checkpoint tells of, which has its numbers alone.
/// </param>
public sealed record EpochResult(int Epoch, double MeanLoss, double Seconds, Evaluation? Test)
{
    /// <summary>The evaluation after the epoch where the data has float targets; null elsewhere.</summary>
    public TargetEvaluation? TargetTest { get; init; }

    /// <summary>The mean loss of the test images; NaN where they were not evaluated.</summary>
    public double TestLoss { get; init; } = Test?.MeanLoss ?? double.NaN;

    /// <summary>
    /// The share of the test images, pixels or answers that were wrong; NaN where there are none or they were not evaluated.
    /// </summary>
    public double TestError { get; init; } = Test?.ErrorRate ?? double.NaN;

    /// <summary>Its numbers, in a line.</summary>
    public override string ToString()
    {
        string line = FormattableString.Invariant($"epoch {Epoch}: loss {MeanLoss:G5}");
        if (double.IsFinite(TestLoss)) line += FormattableString.Invariant($", test loss {TestLoss:G5}");
        if (double.IsFinite(TestError)) line += FormattableString.Invariant($", test error {100 * TestError:F2} %");
        return line + FormattableString.Invariant($", {Seconds:F1} s");
    }

    /// <summary>One of the numbers.</summary>
    internal double Of(TrainingMetric metric) => metric switch
    {
        TrainingMetric.TestLoss => TestLoss,
        TrainingMetric.TestError => TestError,
        TrainingMetric.TrainingLoss => MeanLoss,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
