using static Cnn.ScheduleNumbers;

namespace Cnn;

internal sealed class CosineSchedule(double final, double? epochs) : LearningRateSchedule
{
    private readonly double _final = NotNegative(final, nameof(final));
    private readonly double? _epochs = epochs is { } given ? Positive(given, nameof(epochs)) : null;

    public override double FactorAt(in SchedulePosition position) => HalfCosine(
        _epochs is { } epochs ? position.EpochsGone / epochs : Math.Min(1, position.Step / (double)position.TotalSteps), _final);
}

internal sealed class WarmRestartsSchedule : LearningRateSchedule
{
    private readonly double _epochs;
    private readonly double _growth;
    private readonly double _final;

    public WarmRestartsSchedule(double epochs, double growth, double final)
    {
        if (!double.IsFinite(growth) || growth < 1)
            throw new ArgumentOutOfRangeException(nameof(growth), growth, "growth must be finite and 1 or more.");
        (_epochs, _growth, _final) = (Positive(epochs, nameof(epochs)), growth, NotNegative(final, nameof(final)));
    }

    public override double FactorAt(in SchedulePosition position)
    {
        double gone = position.EpochsGone, length = _epochs;
        if (_growth == 1)
            gone %= length;
        for (; gone >= length; length *= _growth)
            gone -= length;
        return HalfCosine(gone / length, _final);
    }
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
        _first = 1 / Positive(startDivisor, nameof(startDivisor));
        _last = _first / Positive(endDivisor, nameof(endDivisor));
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
