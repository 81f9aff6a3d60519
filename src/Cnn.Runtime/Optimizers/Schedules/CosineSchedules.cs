using static Cnn.ScheduleNumbers;

namespace Cnn;

internal sealed class CosineSchedule(double final, double? epochs) : LearningRateSchedule
{
    private readonly double _final = Share(final, nameof(final));
    private readonly double? _epochs = epochs is { } given ? Positive(given, nameof(epochs)) : null;

    public override double FactorAt(in SchedulePosition position) => HalfCosine(
        _epochs is { } epochs ? position.EpochsGone / epochs : Math.Min(1, position.Step / (double)position.TotalSteps), _final);

    internal override void Check(in SchedulePosition run)
    {
        if (_epochs is { } epochs)
            run.CheckPeriod(epochs);
    }
}

internal sealed class WarmRestartsSchedule : LearningRateSchedule
{
    /// <summary>A share of a period, far below a step's, by which a step may miss a restart that falls on it.</summary>
    private const double Rounding = 1e-9;

    /// <summary>What more is cut off to, so that no power is infinite.</summary>
    private const double Most = double.MaxValue / 4;

    private readonly double _epochs;
    private readonly double _growth;
    private readonly double _final;

    public WarmRestartsSchedule(double epochs, double growth, double final)
    {
        if (!double.IsFinite(growth) || growth < 1)
            throw new ArgumentOutOfRangeException(nameof(growth), growth, "growth must be finite and 1 or more.");
        (_epochs, _growth, _final) = (Positive(epochs, nameof(epochs)), growth, Share(final, nameof(final)));
    }

    public override double FactorAt(in SchedulePosition position)
    {
        // Periods that have gone by, as if all had the first one's length.
        double gone = Math.Min(position.EpochsGone / _epochs, Most), done = gone;
        if (_growth == 1)
        {
            done -= Math.Floor(gone);
        }
        else if (gone >= 1)
        {
            // Period n begins at (growth^n - 1) / (growth - 1) and is growth^n long.
            double more = _growth - 1, growth = LogOnePlus(more), reached = Math.Min(gone * more, Most);
            double period = Math.Floor((LogOnePlus(reached) / growth) + Rounding) * growth;
            done = Math.Clamp((gone - (ExpMinusOne(period) / more)) / Math.Exp(period), 0, 1);
        }
        return HalfCosine(done > 1 - Rounding ? 0 : done, _final);
    }

    internal override void Check(in SchedulePosition run) => run.CheckPeriod(_epochs);
}

internal sealed class OneCycleSchedule : LearningRateSchedule
{
    private readonly double _share;
    private readonly double _first;
    private readonly double _last;
    private readonly bool _isLinear;
    private readonly bool _hasThreePhases;

    public OneCycleSchedule(double warmUpShare, double startDivisor, double endDivisor, bool isLinear, bool hasThreePhases)
    {
        double most = hasThreePhases ? 0.5 : 1;
        if (!(warmUpShare > 0 && warmUpShare < most))
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmUpShare), warmUpShare, FormattableString.Invariant($"warmUpShare must be above 0 and below {most}."));
        }
        _share = warmUpShare;
        _first = 1 / Divisor(startDivisor, nameof(startDivisor));
        _last = _first / Positive(endDivisor, nameof(endDivisor));
        if (_last > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(endDivisor), endDivisor, FormattableString.Invariant(
                $"endDivisor must be at least 1 / startDivisor, {_first}: the last rate would be above the highest."));
        }
        (_isLinear, _hasThreePhases) = (isLinear, hasThreePhases);
    }

    public override double FactorAt(in SchedulePosition position)
    {
        // The last step has the last factor, so that there is one way less than there are steps.
        double end = position.TotalSteps - 1, top = (_share * position.TotalSteps) - 1;
        double step = Math.Min(position.Step, end);
        if (step <= top)
            return Between(_first, 1, step / top);
        if (!_hasThreePhases)
            return Between(1, _last, (step - top) / (end - top));
        double down = (2 * _share * position.TotalSteps) - 2;
        return step <= down ? Between(1, _first, (step - top) / (down - top)) : Between(_first, _last, (step - down) / (end - down));
    }

    private double Between(double from, double to, double done)
    {
        // A way of no length is done.
        double left = !double.IsFinite(done) ? 0 : _isLinear ? 1 - done : HalfCosine(done, 0);
        return to + ((from - to) * left);
    }
}
