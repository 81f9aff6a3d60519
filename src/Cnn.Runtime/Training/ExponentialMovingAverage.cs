namespace Cnn;

/// <summary>
/// An average of the weights over the steps, in which each step counts less than the one after it (Polyak and Juditsky, 1992; Tarvainen and
/// Valpola, 2017): PyTorch's <c>AveragedModel</c> with <c>get_ema_multi_avg_fn</c>, timm's <c>ModelEma</c>, Keras' <c>use_ema</c>.
/// </summary>
/// <remarks>
/// After the first step it is the weights; after each other one, average = decay × average + (1 − decay) × weights. The running statistics
/// of batch norms are those of the weights.
/// </remarks>
public sealed class ExponentialMovingAverage : WeightAverage
{
    /// <param name="decay">
    /// How much of the average stays in a step: the average is over about 1 / (1 − decay) steps, of which a training should have many.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is not at least 0 and below 1.</exception>
    public ExponentialMovingAverage(double decay = 0.999)
    {
        if (!(decay >= 0 && decay < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of an average must be at least 0 and below 1.");
        Decay = decay;
    }

    /// <summary>How much of the average stays in a step.</summary>
    public double Decay { get; }

    /// <inheritdoc/>
    internal override string Description => FormattableString.Invariant($"exponential moving average of decay {Decay:R}");

    /// <inheritdoc/>
    internal override float ShareOfStep(long step) => step == 1 ? 1 : (float)(1 - Decay);
}
