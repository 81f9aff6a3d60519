namespace Cnn;

/// <summary>A step of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="LearningRate">The rate that it was taken with.</param>
/// <param name="Loss">The mean loss of its batch, before its update.</param>
/// <param name="SmoothedLoss">The running average of the losses so far.</param>
public readonly record struct LearningRatePoint(float LearningRate, double Loss, double SmoothedLoss);

/// <summary>The loss over the learning rate, as a <see cref="LearningRateFinder"/> saw it.</summary>
public sealed class LearningRateCurve
{
    // Lightning's: the average knows few losses at first, and the last one has diverged.
    private const int SkippedFirst = 10, SkippedLast = 1;

    internal LearningRateCurve(IReadOnlyList<LearningRatePoint> points, bool diverged)
    {
        Points = FixedList.Of(points, nameof(points));
        Diverged = diverged;
        Suggestion = Steepest();
    }

    /// <summary>The steps, their rates ascending.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether the loss diverged before the largest rate. Where it did not, a larger one could be tried.</summary>
    public bool Diverged { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls most steeply over the steps; null where it never falls, or there are too few steps to say.
    /// </summary>
    public float? Suggestion { get; }

    private float? Steepest()
    {
        float? rate = null;
        double steepest = 0;
        // The steps are equally far apart in the rate's logarithm.
        for (int i = SkippedFirst + 1; i < Points.Count - SkippedLast - 1; i++)
        {
            double slope = (Points[i + 1].SmoothedLoss - Points[i - 1].SmoothedLoss) / 2;
            if (slope < steepest)
                (steepest, rate) = (slope, Points[i].LearningRate);
        }
        return rate;
    }
}
