namespace Cnn;

/// <summary>
/// Stochastic weight averaging (Izmailov et al., "Averaging weights leads to wider optima and better generalization", 2018): the mean of
/// the weights after the last epochs, each counted alike. PyTorch's <c>AveragedModel</c> with <c>update_bn</c>, Lightning's
/// <c>StochasticWeightAveraging</c>.
/// </summary>
/// <remarks>
/// Batch norms' running statistics are taken anew for the average, over the training data (<see cref="BatchNormStatistics"/>), wherever it
/// is evaluated or saved: a pass forward over the data, which takes the memory of another network meanwhile. Before the first epoch of the
/// average, the weights stand for it. The learning rate had better stay as large as the weights can take
/// (<see cref="LearningRateSchedule.ThenAnnealTo(double, double, double, bool)"/>).
/// </remarks>
public sealed class StochasticWeightAverage : WeightAverage
{
    /// <param name="firstEpoch">The first epoch, from 1, after which the weights count; commonly about three quarters of all.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public StochasticWeightAverage(int firstEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstEpoch, 1);
        FirstEpoch = firstEpoch;
    }

    /// <summary>The first epoch, from 1, after which the weights count.</summary>
    public int FirstEpoch { get; }

    /// <summary>After how many epochs each time the weights count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int EveryEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(EveryEpochs));
            field = value;
        }
    } = 1;

    /// <inheritdoc/>
    internal override string Description =>
        FormattableString.Invariant($"stochastic weight average from epoch {FirstEpoch}, every {EveryEpochs}");

    /// <inheritdoc/>
    internal override bool UpdatesBatchNorms => true;

    /// <inheritdoc/>
    internal override void Check(int epochs)
    {
        if (FirstEpoch > epochs)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The average's first epoch is {FirstEpoch}, and the run has {epochs}, so that nothing would be averaged: begin at an ")
                + "earlier epoch, or train for more (MaxSteps ends a run before its last one).");
        }
    }

    /// <inheritdoc/>
    internal override bool HasBegun(int epochs) => epochs >= FirstEpoch;

    // The mean of n + 1 is that of n, moved towards the last one by 1 / (n + 1).
    /// <inheritdoc/>
    internal override float ShareOfEpoch(int epoch) =>
        epoch < FirstEpoch ? 1 : (epoch - FirstEpoch) % EveryEpochs == 0 ? 1f / (((epoch - FirstEpoch) / EveryEpochs) + 1) : 0;
}
