namespace Cnn;

/// <summary>The loss became infinite or NaN; the network's parameters are of no use any more.</summary>
/// <param name="epoch">From 1.</param>
/// <param name="step">Of that epoch, from 1.</param>
/// <param name="loss">What it was.</param>
/// <param name="learningRate">At that step.</param>
public sealed class TrainingDivergedException(int epoch, int step, float loss, float learningRate)
    : Exception(FormattableString.Invariant(
        $"The loss became {loss} in epoch {epoch}, step {step}, at a learning rate of {learningRate}. Start again with a smaller one, for example {learningRate / 10}, and check that the images' values are small numbers, such as 0 to 1."))
{
    /// <summary>From 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>Of that epoch, from 1.</summary>
    public int Step { get; } = step;

    /// <summary>What it was.</summary>
    public float Loss { get; } = loss;
}
