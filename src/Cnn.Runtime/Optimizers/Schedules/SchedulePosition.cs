namespace Cnn;

/// <summary>Where a training is, for a <see cref="LearningRateSchedule"/>.</summary>
public readonly ref struct SchedulePosition
{
    /// <param name="step">Steps before this one.</param>
    /// <param name="stepsPerEpoch">At least 1.</param>
    /// <param name="totalSteps">Of the whole training, at least 1.</param>
    /// <param name="losses">The loss of each epoch so far: of the test images, or else of the training images.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public SchedulePosition(long step, int stepsPerEpoch, long totalSteps, ReadOnlySpan<double> losses = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        Step = step;
        StepsPerEpoch = stepsPerEpoch;
        TotalSteps = totalSteps;
        Losses = losses;
    }

    /// <summary>Steps before this one, from the beginning of the schedule.</summary>
    public long Step { get; private init; }

    /// <summary>Steps of an epoch, at least 1.</summary>
    public int StepsPerEpoch { get; private init; }

    /// <summary>Steps from the beginning of the schedule to the end of the training, at least 1.</summary>
    public long TotalSteps { get; private init; }

    /// <summary>
    /// The loss of each epoch that has ended since the beginning: of the test images where there are any, else the training's.
    /// </summary>
    public ReadOnlySpan<double> Losses { get; private init; }

    /// <summary>Epochs that have ended.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>Epochs that have gone by, the running one in part.</summary>
    public double EpochsGone => (double)Step / StepsPerEpoch;

    /// <summary>The whole steps that are nearest to so many epochs.</summary>
    internal long StepsOf(double epochs) => (long)Math.Clamp(Math.Round(epochs * StepsPerEpoch), 0, long.MaxValue / 2);

    /// <summary>The same place, seen from a later beginning.</summary>
    internal SchedulePosition After(long steps) => this with
    {
        Step = Math.Max(0, Step - steps),
        TotalSteps = Math.Max(1, TotalSteps - steps),
        Losses = Losses[(int)Math.Min(Losses.Length, steps / StepsPerEpoch)..],
    };

    /// <summary>The same place of a training that ends earlier.</summary>
    internal SchedulePosition Until(long steps) => this with { TotalSteps = Math.Max(1, steps) };

    /// <summary>An earlier place of the same training.</summary>
    internal SchedulePosition At(long step) => this with
    {
        Step = step,
        Losses = Losses[..(int)Math.Min(Losses.Length, step / StepsPerEpoch)],
    };

    /// <summary>Of a training's beginning: refuses periods of which a step takes more than one.</summary>
    /// <exception cref="ArgumentException">The epochs are less than a step.</exception>
    internal void CheckPeriod(double epochs)
    {
        // An epoch divided by its steps may round to less than one.
        if (epochs * StepsPerEpoch < 1 - 1e-9)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The schedule's cosine takes {epochs} epochs, less than a step, of which an epoch has {StepsPerEpoch}, so that what the ")
                + FormattableString.Invariant($"rate is would be chance: give it 1.0 / {StepsPerEpoch} epochs or more."));
        }
    }

    /// <summary>The first step of the running epoch.</summary>
    internal SchedulePosition AtEpoch() => this with { Step = Epoch * StepsPerEpoch };
}
