namespace Cnn;

/// <summary>
/// The loss, a parameter or what the optimizer keeps of one became infinite or NaN; the network's parameters are of no use any more.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>The loss of a step became infinite or NaN.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">Of that epoch, from 1.</param>
    /// <param name="loss">What it was.</param>
    /// <param name="learningRate">At that step.</param>
    public TrainingDivergedException(int epoch, int step, float loss, float learningRate)
        : this(OfStep(loss, epoch, step, new(learningRate, learningRate)), new(learningRate, learningRate), epoch, step, loss)
    {
    }

    private TrainingDivergedException(string found, StepRate rate, int epoch, int step, float loss)
        : base($"{found} {Advice(rate.Own)}")
    {
        Epoch = epoch;
        Step = step;
        Loss = loss;
    }

    /// <summary>From 1.</summary>
    public int Epoch { get; }

    /// <summary>Of that epoch, from 1: the last one that was taken.</summary>
    public int Step { get; }

    /// <summary>The loss of that step, that of its batch after it, or that of the test images where <see cref="IsOfTest"/>.</summary>
    public float Loss { get; }

    /// <summary>
    /// The first tensor with a value that is not finite, by its name in a weight file; null where it was a loss or a prediction that was
    /// not.
    /// </summary>
    public string? Parameter { get; private init; }

    /// <summary>Whether it was seen in the loss of the test images, after an epoch.</summary>
    public bool IsOfTest { get; private init; }

    /// <summary>The loss of a step is not finite.</summary>
    internal static TrainingDivergedException Of(float loss, int epoch, int step, StepRate rate) =>
        new(OfStep(loss, epoch, step, rate), rate, epoch, step, loss);

    /// <summary>A step, whose loss was finite, left a number that is not.</summary>
    internal static TrainingDivergedException Of(NotFinite found, int epoch, int step, float loss, StepRate rate)
    {
        string where = found.IsState ? $"What the optimizer keeps of '{found.Parameter}'" : $"'{found.Parameter}'";
        string message = FormattableString.Invariant(
            $"{where} holds {found.Value} after epoch {epoch}, step {step}, whose loss was {loss} and whose learning rate {rate}. ")
            + "It is the first of the network's parameters that is not finite.";
        return new(message, rate, epoch, step, loss) { Parameter = found.Parameter };
    }

    /// <summary>The parameters are finite, and what the network makes of the last batch once more is not.</summary>
    internal static TrainingDivergedException OfLastBatch(float loss, int epoch, int step, StepRate rate)
    {
        string message = FormattableString.Invariant(
            $"The loss of the last batch became {loss} by the last step, step {step} of epoch {epoch}, at a learning rate of {rate}.");
        return new(message, rate, epoch, step, loss);
    }

    /// <summary>The parameters are finite, and what a model makes of them is not.</summary>
    internal static TrainingDivergedException Of(FoldedNotFinite found, int epoch, int step, float loss, StepRate rate)
    {
        string message = FormattableString.Invariant(
            $"{found.Value} is in {found.Place}, after epoch {epoch}, step {step}, whose loss was {loss} and whose learning rate {rate}.");
        return new(message, rate, epoch, step, loss) { Parameter = found.Parameter };
    }

    /// <summary>The parameters are finite, and what the network predicts for the last batch is not.</summary>
    internal static TrainingDivergedException OfPrediction(float logit, int epoch, int step, float loss, StepRate rate)
    {
        string message = FormattableString.Invariant(
            $"A prediction for the last batch became {logit} by the last step, step {step} of epoch {epoch}, at a learning rate ")
            + FormattableString.Invariant(
                $"of {rate}. Predictions are by the running statistics of batch norms; those of a batch, which steps use, keep the loss ")
                + FormattableString.Invariant($"finite.");
        return new(message, rate, epoch, step, loss);
    }

    /// <summary>The parameters are finite, and what the network makes of the test images is not.</summary>
    internal static TrainingDivergedException OfTest(double loss, int epoch, int step, StepRate rate)
    {
        string message = FormattableString.Invariant(
            $"The mean loss of the test images is {loss} after epoch {epoch}, whose last step was at a learning rate of {rate}.");
        return new(message, rate, epoch, step, (float)loss) { IsOfTest = true };
    }

    private static string OfStep(float loss, int epoch, int step, StepRate rate) =>
        FormattableString.Invariant($"The loss became {loss} in epoch {epoch}, step {step}, at a learning rate of {rate}.");

    private static string Advice(float learningRate)
    {
        const string Images = "check that the images' values are small numbers, such as 0 to 1.";
        return LearningRateText.Smaller(learningRate) is { } smaller
            ? $"Start again with a smaller learning rate, for example {smaller}, and {Images}"
            : $"So small a learning rate is hardly the cause: {Images}";
    }
}
