using static Cnn.ScheduleNumbers;

namespace Cnn;

internal sealed class WarmUpSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule _next;
    private readonly double _epochs;
    private readonly double? _start;

    public WarmUpSchedule(LearningRateSchedule next, double epochs, double? start) => (_next, _epochs, _start) = (
        next, NotNegative(epochs, nameof(epochs)), start is { } given ? Share(given, nameof(start)) : null);

    public override double FactorAt(in SchedulePosition position)
    {
        long steps = position.StepsOf(_epochs);
        double factor = _next.FactorAt(position.After(steps));
        if (position.Step >= steps)
            return factor;
        double share = _start is { } start
            ? start + ((1 - start) * position.Step / steps)
            : (position.Step + 1) / (double)steps;
        return factor * share;
    }

    internal override void Check(in SchedulePosition run)
    {
        long steps = run.StepsOf(_epochs);
        if (steps > run.TotalSteps)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The schedule's warm-up takes {_epochs} epochs, and of the training it has ")
                + FormattableString.Invariant($"{run.TotalSteps / (double)run.StepsPerEpoch:G6}, so that the rate would never get to ")
                + "what was asked for: warm up for less, or give it more epochs.");
        }
        _next.Check(run.After(steps));
    }
}

internal sealed class SequenceSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule _first;
    private readonly double _epochs;
    private readonly LearningRateSchedule _next;

    public SequenceSchedule(LearningRateSchedule first, double epochs, LearningRateSchedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        (_first, _epochs, _next) = (first, NotNegative(epochs, nameof(epochs)), next);
    }

    public override double FactorAt(in SchedulePosition position)
    {
        long steps = position.StepsOf(_epochs);
        return position.Step < steps ? _first.FactorAt(position.Until(steps)) : _next.FactorAt(position.After(steps));
    }

    internal override void Check(in SchedulePosition run)
    {
        long steps = run.StepsOf(_epochs);
        CheckFirst(_first, run, steps);
        // One that the training does not get to may be of any length, as a later fall of Step may be.
        if (steps < run.TotalSteps)
            _next.Check(run.After(steps));
    }

    /// <summary>Checks a schedule that ends after so many steps, or with the training; one of no steps is of no consequence.</summary>
    public static void CheckFirst(LearningRateSchedule first, in SchedulePosition run, long steps)
    {
        if (steps > 0)
            first.Check(run.Until(Math.Min(steps, run.TotalSteps)));
    }
}

internal sealed class AnnealingSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule _first;
    private readonly double _epochs;
    private readonly double _factor;
    private readonly double _over;
    private readonly bool _isLinear;

    public AnnealingSchedule(LearningRateSchedule first, double epochs, double factor, double over, bool isLinear) =>
        (_first, _epochs, _factor, _over, _isLinear) = (
            first, NotNegative(epochs, nameof(epochs)), NotNegative(factor, nameof(factor)), NotNegative(over, nameof(over)), isLinear);

    public override double FactorAt(in SchedulePosition position)
    {
        long steps = position.StepsOf(_epochs);
        if (position.Step < steps)
            return _first.FactorAt(position);
        double gone = position.Step - steps, last = _over * position.StepsPerEpoch, done = gone < last ? gone / last : 1;
        // Where it is done, a first factor that is infinite by now counts for nothing.
        if (done == 1)
            return _factor;
        double from = _first.FactorAt(position.At(steps));
        return _factor + ((from - _factor) * (_isLinear ? 1 - done : HalfCosine(done, 0)));
    }

    internal override void Check(in SchedulePosition run) => SequenceSchedule.CheckFirst(_first, run, run.StepsOf(_epochs));
}

internal sealed class PerEpochSchedule(LearningRateSchedule schedule) : LearningRateSchedule
{
    public override double FactorAt(in SchedulePosition position) => schedule.FactorAt(position.AtEpoch());

    // Its steps are epochs.
    internal override void Check(in SchedulePosition run) =>
        schedule.Check(new(0, 1, ((run.TotalSteps - 1) / run.StepsPerEpoch) + 1));
}
