namespace Cnn;

/// <summary>How gradients change parameters. It holds settings alone; its state lies in the training session.</summary>
public abstract class Optimizer
{
    /// <param name="learningRate">Finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    protected Optimizer(float learningRate) => LearningRate = learningRate;

    /// <summary>The size of a step; may change between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set
        {
            RequireFiniteAndNotNegative(value, nameof(LearningRate));
            field = value;
            TimesSet++;
        }
    }

    /// <summary>How often the rate was set: tells that it was, even where to the value that it had.</summary>
    internal long TimesSet { get; private set; }

    /// <summary>
    /// Floats to remember for each parameter from one step to the next; a <see cref="Trainer{TNetwork}"/> takes one that is not finite
    /// for a training that diverged.
    /// </summary>
    public abstract int StateFloatsPerParameter { get; }

    /// <summary>
    /// Updates a stretch of the parameters. Each element's result may depend on that element alone, so that any cut among threads gives the
    /// same bits.
    /// </summary>
    /// <remarks>
    /// Some elements are no parameters: they fill vectors up, or stand for connections that there are not. They and their gradients are
    /// zero, so that they add nothing to a norm,
    /// and they and their state are made zero again after the update, whatever it wrote there.
    /// Meanwhile the network's parameters can be neither read by their names nor copied or saved, since other threads are changing them;
    /// the session's gradients can be read.
    /// </remarks>
    /// <exception cref="ArgumentException">The range's spans differ in length.</exception>
    public abstract void Update(in OptimizerRange range);

    /// <summary>Called once, as a session begins.</summary>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    public virtual void Check()
    {
    }

    /// <summary>
    /// Whether a parameter of zero stays zero where gradient and state are zero, so that nothing need be made zero again.
    /// </summary>
    internal virtual bool KeepsZeros => false;

    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    private protected static void RequireFiniteAndNotNegative(float value, string name)
    {
        if (!float.IsFinite(value) || value < 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");
    }
}
