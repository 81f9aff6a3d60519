namespace Cnn;

/// <summary>The average of a run's weights, as parameters of their own.</summary>
internal sealed class AveragedWeights
{
    private readonly NetworkParameters _weights;
    private readonly float _share;

    /// <param name="weights">What is averaged.</param>
    /// <param name="average">How.</param>
    public AveragedWeights(NetworkParameters weights, ExponentialMovingAverage average)
    {
        _weights = weights;
        _share = (float)(1 - average.Decay);
        Description = average.Description;
        Parameters = weights.Copy();
    }

    /// <summary>The average; before the first step, the weights.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>What a checkpoint calls it.</summary>
    public string Description { get; }

    /// <summary>Takes a step's weights in.</summary>
    /// <param name="step">How many steps were taken.</param>
    public void Update(long step) => Parameters.MoveTowards(_weights, step == 1 ? 1 : _share, "cannot be averaged");
}
