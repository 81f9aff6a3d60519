using static Cnn.ScheduleNumbers;

namespace Cnn;

internal sealed class ConstantSchedule : LearningRateSchedule
{
    public override double FactorAt(in SchedulePosition position) => 1;
}

internal sealed class StepSchedule : LearningRateSchedule
{
    private readonly int _epochs;
    private readonly double _factor;

    public StepSchedule(int epochs, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (_epochs, _factor) = (epochs, NotNegative(factor, nameof(factor)));
    }

    public override double FactorAt(in SchedulePosition position) => Math.Pow(_factor, position.Epoch / _epochs);
}

internal sealed class MultiStepSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly int[] _epochs;

    public MultiStepSchedule(double factor, ReadOnlySpan<int> epochs)
    {
        _factor = NotNegative(factor, nameof(factor));
        _epochs = epochs.ToArray();
        if (_epochs.Length == 0 || _epochs[0] < 1 || _epochs.Zip(_epochs.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException(
                "The epochs after which the rate falls must be positive and rising, for example 30, 60, 80; found "
                + $"{string.Join(", ", _epochs)}.",
                nameof(epochs));
        }
    }

    public override double FactorAt(in SchedulePosition position)
    {
        long epoch = position.Epoch;
        return Math.Pow(_factor, _epochs.Count(fall => fall <= epoch));
    }
}

internal sealed class ExponentialSchedule(double factor) : LearningRateSchedule
{
    private readonly double _factor = NotNegative(factor, nameof(factor));

    public override double FactorAt(in SchedulePosition position) => Math.Pow(_factor, position.EpochsGone);
}

internal sealed class PolynomialSchedule(double power, double? epochs) : LearningRateSchedule
{
    private readonly double _power = Positive(power, nameof(power));
    private readonly double? _epochs = epochs is { } given ? Positive(given, nameof(epochs)) : null;

    public override double FactorAt(in SchedulePosition position)
    {
        double total = _epochs * position.StepsPerEpoch ?? position.TotalSteps;
        return Math.Pow(1 - Math.Min(1, position.Step / total), _power);
    }
}
