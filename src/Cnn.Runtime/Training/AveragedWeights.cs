namespace Cnn;

/// <summary>The average of a run's weights, as parameters of their own.</summary>
/// <param name="weights">What is averaged.</param>
/// <param name="average">How.</param>
internal sealed class AveragedWeights(NetworkParameters weights, WeightAverage average)
{
    private const string Refusal = "cannot be averaged";

    /// <summary>The average; before it has begun, the weights of then.</summary>
    public NetworkParameters Parameters { get; } = weights.Copy();

    /// <summary>What a checkpoint calls it.</summary>
    public string Description => average.Description;

    /// <summary>Whether the running statistics of its batch norms are those of other weights.</summary>
    public bool NeedsStatistics { get; set; }

    /// <summary>Whether there is an average yet.</summary>
    /// <param name="epochs">Those that have ended.</param>
    public bool HasBegun(int epochs) => average.HasBegun(epochs);

    /// <summary>Takes a step's weights in.</summary>
    /// <param name="step">How many steps were taken.</param>
    public void StepTaken(long step)
    {
        if (average.ShareOfStep(step) is > 0 and var share)
            Parameters.MoveTowards(weights, share, Refusal);
    }

    /// <summary>Takes an epoch's weights in.</summary>
    /// <param name="epoch">From 1.</param>
    public void EpochEnded(int epoch)
    {
        if (average.ShareOfEpoch(epoch) is not (> 0 and var share))
            return;
        Parameters.MoveTowards(weights, share, Refusal);
        NeedsStatistics = average.UpdatesBatchNorms && HasBegun(epoch);
    }

    /// <summary>Takes over the weights where they stand for the average.</summary>
    /// <param name="epochs">Those that have ended.</param>
    public void FollowUntilBegun(int epochs)
    {
        if (!HasBegun(epochs))
            Parameters.CopyFrom(weights, Refusal);
    }
}
