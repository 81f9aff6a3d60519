namespace Cnn;

/// <summary>
/// The learning rate of each step: the optimizer's own times the schedule's factor. A rate that somebody sets in between is exactly the
/// next step's, and from there the schedule goes on in proportion: that rate times what the factor is of the next step's factor.
/// </summary>
internal sealed class ScheduledRate(Optimizer optimizer)
{
    private float _base = optimizer.LearningRate;

    /// <summary>The factor at which the rate is <see cref="_base"/>.</summary>
    private double _baseFactor = 1;

    private long _timesSet = optimizer.TimesSet;

    /// <summary>Sets the rate of the next step, and returns it.</summary>
    /// <param name="factor">The schedule's factor.</param>
    public StepRate Set(double factor)
    {
        if (IsSetByOthers)
            (_base, _baseFactor) = (optimizer.LearningRate, factor);
        // Nothing is in proportion to 0: the rate stays until there is a factor.
        if (_baseFactor == 0)
            _baseFactor = factor;
        // A factor may have become infinite, and no rate is still none.
        double rate = factor == _baseFactor || _base == 0 ? _base : _base * (factor / _baseFactor);
        optimizer.LearningRate = (float)Math.Min(rate, float.MaxValue);
        _timesSet = optimizer.TimesSet;
        return new(optimizer.LearningRate, _base);
    }

    /// <summary>Leaves the rate that was set last, or else the optimizer's own.</summary>
    public void PutBack()
    {
        if (!IsSetByOthers)
            optimizer.LearningRate = _base;
    }

    /// <summary>
    /// The rate that factors are of, the factor at which it is that, and whether the next step's is the optimizer's as it is.
    /// </summary>
    public (float Rate, double Factor, bool IsSet) State => (_base, _baseFactor, IsSetByOthers);

    /// <summary>Goes on from a state; the optimizer's rate is already the one of then.</summary>
    public void Restore((float Rate, double Factor, bool IsSet) state)
    {
        (_base, _baseFactor) = (state.Rate, state.Factor);
        _timesSet = state.IsSet ? optimizer.TimesSet - 1 : optimizer.TimesSet;
    }

    private bool IsSetByOthers => optimizer.TimesSet != _timesSet;
}
