using System.Diagnostics.CodeAnalysis;

namespace Cnn;

/// <summary>How gradients change parameters. It holds settings alone; its state lies in the training session.</summary>
/// <remarks>
/// Formulas have w for a parameter, g for its gradient, t for the step's number from 1. Where <see cref="WeightDecay"/> is said to be
/// added to the gradient, g stands for g + weightDecay × w.
/// </remarks>
public abstract class Optimizer
{
    private int _isRateHeld;

    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="weightDecay">Finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or not finite.</exception>
    protected Optimizer(float learningRate, float weightDecay = 0)
    {
        LearningRate = learningRate;
        WeightDecay = weightDecay;
    }

    /// <summary>The size of a step; may change between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set
        {
            field = FiniteAndNotNegative(value, nameof(LearningRate));
            TimesSet++;
        }
    }

    /// <summary>
    /// How much every parameter, biases too, is drawn to zero; a <see cref="ParameterGroup"/> may say otherwise. It is the gradient of
    /// (weightDecay / 2) w², added to g, unless the optimizer's own page says that it decays the parameter itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float WeightDecay { get; init => field = FiniteAndNotNegative(value, nameof(WeightDecay)); }

    /// <summary>
    /// The largest norm of all gradients together, above which all are scaled down to it before the update (PyTorch's
    /// <c>clip_grad_norm_</c>: g × min(1, clipNorm / (norm + 1e-6))); null for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float? ClipNorm { get; init => field = FiniteAndPositive(value, nameof(ClipNorm)); }

    /// <summary>
    /// The largest magnitude of a gradient's element, to which larger ones are cut before the update (PyTorch's
    /// <c>clip_grad_value_</c>); null for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float? ClipValue { get; init => field = FiniteAndPositive(value, nameof(ClipValue)); }

    /// <summary>Parameters with settings of their own. The first group that names a parameter is the one that counts.</summary>
    /// <exception cref="ArgumentNullException">It, or one of them, is null.</exception>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get;
        init => field = FixedList.Of(value);
    } = FixedList.Of<ParameterGroup>([]);

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
        if (ClipNorm is not null && ClipValue is not null)
            throw new ArgumentException("Gradients are cut by their norm or by their values, not by both: set ClipNorm or ClipValue.");
        foreach (ParameterGroup group in Groups)
            group.Check();
    }

    /// <summary>Makes a training the only one that sets the rate; false where another one is.</summary>
    internal bool TryHoldRate() => Interlocked.CompareExchange(ref _isRateHeld, 1, 0) == 0;

    /// <summary>The same the other way.</summary>
    internal void LetRateGo() => Volatile.Write(ref _isRateHeld, 0);

    /// <summary>The group that counts for a parameter; null where none names it.</summary>
    /// <param name="name">As a weight file has it.</param>
    internal ParameterGroup? GroupOf(string name) => Groups.FirstOrDefault(group => group.Names(name));

    /// <summary>
    /// Whether a parameter of zero stays zero where gradient and state are zero, so that nothing need be made zero again.
    /// </summary>
    internal virtual bool KeepsZeros => false;

    /// <summary>What the state of a parameter is: states of another meaning are of no use, even where there are as many.</summary>
    internal virtual string StateMeaning => FormattableString.Invariant($"{StateFloatsPerParameter} floats for each parameter");

    /// <summary>What depends on a whole tensor's norms; null where each element's update depends on that element alone.</summary>
    internal virtual ITensorwise? Tensorwise => null;

    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    private protected static float FiniteAndNotNegative(float value, string name) =>
        float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");

    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and above 0.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    private protected static float? FiniteAndPositive(float? value, string name) =>
        value is null || (float.IsFinite(value.Value) && value.Value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");

    /// <exception cref="ArgumentOutOfRangeException">The value is not 0 or more and below 1.</exception>
    private protected static float Share(float value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 or more and below 1.");
}
