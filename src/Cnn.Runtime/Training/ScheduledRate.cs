namespace Cnn;

/// <summary>
/// The learning rate of each step: the optimizer's own times the schedule's factor. Where somebody sets the rate in between, the next
/// step has it, and the schedule goes on from there.
/// </summary>
internal sealed class ScheduledRate(Optimizer optimizer)
{
    private double _own = optimizer.LearningRate;
    private double _factor = 1;
    private float _last = optimizer.LearningRate;

    /// <summary>Sets the rate of the next step, and returns it.</summary>
    /// <param name="factor">The schedule's factor.</param>
    public StepRate Set(double factor)
    {
        TakeUp(factor);
        _factor = factor;
        // A factor may have become infinite, and no rate is still none.
        optimizer.LearningRate = _last = _own == 0 ? 0 : Rounded(_own * factor);
        return new(_last, Rounded(_own));
    }

    /// <summary>Gives the optimizer its own rate back: what it was before, or what it has come to where it was set in between.</summary>
    public void PutBack()
    {
        TakeUp(_factor);
        optimizer.LearningRate = Rounded(_own);
    }

    // The rate that was set stands for the factor at which it was set; at a factor of 0 there is none that it could stand for.
    private void TakeUp(double next)
    {
        float found = optimizer.LearningRate;
        if (found == _last)
            return;
        double factor = _factor > 0 ? _factor : next;
        _own = factor > 0 ? found / factor : found;
        _last = found;
    }

    private static float Rounded(double rate) => (float)Math.Min(rate, float.MaxValue);
}
