namespace Cnn;

/// <summary>What the descendants of Adam have in common: running means of the gradient and of something like its square.</summary>
public abstract class AdamFamily : Optimizer
{
    private protected AdamFamily(float learningRate, float weightDecay = 0)
        : base(learningRate, weightDecay)
    {
    }

    /// <summary>The share of the running mean of gradients that each step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Beta1 { get; init => field = Share(value, nameof(Beta1)); } = 0.9f;

    /// <summary>The share of the running mean of squares that each step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Beta2 { get; init => field = Share(value, nameof(Beta2)); } = 0.999f;

    /// <summary>Added to what a step is divided by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Epsilon { get; init => field = FiniteAndPositive(value, nameof(Epsilon)).Value; } = 1e-8f;

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 2;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <summary>What the running mean of gradients still lacks after a step: it began at zero.</summary>
    private protected double Correction1(in OptimizerRange range) => 1 - Math.Pow(Beta1, range.Step + 1);

    /// <summary>What the running mean of squares still lacks.</summary>
    private protected double Correction2(in OptimizerRange range) => 1 - Math.Pow(Beta2, range.Step + 1);
}
