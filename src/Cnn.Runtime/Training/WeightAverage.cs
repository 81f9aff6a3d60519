namespace Cnn;

/// <summary>
/// An average of the weights that a trainer keeps beside them: <see cref="ExponentialMovingAverage"/> over the steps, or
/// <see cref="StochasticWeightAverage"/> over epochs. It takes the memory of one more network.
/// </summary>
public abstract class WeightAverage
{
    private protected WeightAverage()
    {
    }

    /// <summary>What a checkpoint calls it.</summary>
    internal abstract string Description { get; }

    /// <summary>Whether batch norms take their running statistics anew, as those of the last step are not the average's.</summary>
    internal virtual bool UpdatesBatchNorms => false;

    /// <summary>Refuses a run in which there would be no average.</summary>
    /// <param name="epochs">Of the run.</param>
    /// <exception cref="ArgumentException">It would begin after the last one.</exception>
    internal virtual void Check(int epochs)
    {
    }

    /// <summary>How far the average moves towards the weights after a step: 0 for not at all, 1 for all the way.</summary>
    /// <param name="step">Steps that were taken.</param>
    internal virtual float ShareOfStep(long step) => 0;

    /// <summary>The same after an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    internal virtual float ShareOfEpoch(int epoch) => 0;

    /// <summary>Whether there is an average yet; before, it stands for the weights.</summary>
    /// <param name="epochs">Those that have ended.</param>
    internal virtual bool HasBegun(int epochs) => true;
}
