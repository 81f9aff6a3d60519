namespace Cnn;

/// <summary>How the learning rate changes over a training: a factor on the optimizer's own rate.</summary>
public abstract class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The optimizer's rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>The rate times <paramref name="factor"/> again after each <paramref name="epochs"/> epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of epochs is not positive, or the factor is negative or not finite.
    /// </exception>
    public static LearningRateSchedule Step(int epochs, double factor) => new StepSchedule(epochs, factor);

    /// <summary>
    /// A straight rise from 0 over <paramref name="warmUpEpochs"/>, then half a cosine from 1 down to <paramref name="final"/>
    /// (Loshchilov and Hutter, "SGDR", 2017, without restarts).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public static LearningRateSchedule Cosine(double warmUpEpochs = 0, double final = 0) => new CosineSchedule(warmUpEpochs, final);

    /// <summary>The factor for a step.</summary>
    /// <param name="step">Steps before this one, from the beginning of the training.</param>
    /// <param name="stepsPerEpoch">At least 1.</param>
    /// <param name="epochs">Of the whole training, at least 1.</param>
    public abstract double FactorAt(long step, int stepsPerEpoch, int epochs);

    private sealed class ConstantSchedule : LearningRateSchedule
    {
        public override double FactorAt(long step, int stepsPerEpoch, int epochs) => 1;
    }

    private sealed class StepSchedule : LearningRateSchedule
    {
        private readonly int _epochs;
        private readonly double _factor;

        public StepSchedule(int epochs, double factor)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
            RequireFiniteAndNotNegative(factor, nameof(factor));
            _epochs = epochs;
            _factor = factor;
        }

        public override double FactorAt(long step, int stepsPerEpoch, int epochs) =>
            Math.Pow(_factor, step / stepsPerEpoch / _epochs);
    }

    private sealed class CosineSchedule : LearningRateSchedule
    {
        private readonly double _warmUpEpochs;
        private readonly double _final;

        public CosineSchedule(double warmUpEpochs, double final)
        {
            RequireFiniteAndNotNegative(warmUpEpochs, nameof(warmUpEpochs));
            RequireFiniteAndNotNegative(final, nameof(final));
            _warmUpEpochs = warmUpEpochs;
            _final = final;
        }

        public override double FactorAt(long step, int stepsPerEpoch, int epochs)
        {
            double warmUp = _warmUpEpochs * stepsPerEpoch;
            // Already above 0 at the first step, which would otherwise be wasted.
            if (step < warmUp)
                return Math.Min(1, (step + 1) / warmUp);
            double length = ((double)epochs * stepsPerEpoch) - warmUp;
            double done = length > 0 ? Math.Min(1, (step - warmUp) / length) : 1;
            return _final + ((1 - _final) * (1 + Math.Cos(Math.PI * done)) / 2);
        }
    }

    private static void RequireFiniteAndNotNegative(double value, string name)
    {
        if (!double.IsFinite(value) || value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");
    }
}
