using static Cnn.ScheduleNumbers;

namespace Cnn;

/// <summary>It goes through all losses again for each step, and so has no state that a training would have to save.</summary>
internal sealed class PlateauSchedule : LearningRateSchedule
{
    /// <summary>A fall that is smaller is none, as PyTorch has it.</summary>
    private const double LeastFall = 1e-8;

    private readonly double _factor;
    private readonly int _patience;
    private readonly double _threshold;
    private readonly bool _isRelative;
    private readonly int _cooldown;
    private readonly double _least;

    public PlateauSchedule(double factor, int patience, double threshold, bool isRelative, int cooldown, double least)
    {
        if (!(factor is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "factor must be above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        (_factor, _patience, _isRelative, _cooldown) = (factor, patience, isRelative, cooldown);
        _threshold = NotNegative(threshold, nameof(threshold));
        if (!(least is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "least must be 0 or more and below 1, or the rate never falls.");
        _least = least;
    }

    public override double FactorAt(in SchedulePosition position)
    {
        double rate = 1, best = double.PositiveInfinity;
        int bad = 0, cooling = 0;
        foreach (double loss in position.Losses)
        {
            if (loss < (_isRelative ? best * (1 - _threshold) : best - _threshold))
                (best, bad) = (loss, 0);
            else
                bad++;
            if (cooling > 0)
                (cooling, bad) = (cooling - 1, 0);
            if (bad <= _patience)
                continue;
            double lower = Math.Max(rate * _factor, _least);
            if (rate - lower > LeastFall)
                rate = lower;
            (cooling, bad) = (_cooldown, 0);
        }
        return rate;
    }
}
