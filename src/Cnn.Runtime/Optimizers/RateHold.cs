namespace Cnn;

/// <summary>A training that sets the learning rate of an optimizer for each step, and so has it for itself.</summary>
internal readonly struct RateHold : IDisposable
{
    private readonly Optimizer _optimizer;

    /// <exception cref="InvalidOperationException">Another training has it.</exception>
    public RateHold(Optimizer optimizer)
    {
        if (!optimizer.TryHoldRate())
        {
            throw new InvalidOperationException(
                $"This {optimizer.GetType().Name} has its learning rate set by another training that is running, and each would change the "
                + "other's: give each training an optimizer of its own.");
        }
        _optimizer = optimizer;
    }

    /// <summary>Lets another training have it.</summary>
    public void Dispose() => _optimizer.LetRateGo();
}
