namespace Cnn;

/// <summary>
/// Adam (Kingma and Ba, 2015) as PyTorch defines it: m = β₁m + (1 - β₁)g; v = β₂v + (1 - β₂)g²;
/// w = w - learningRate × m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε). The weight decay is added to the gradient; <see cref="AdamW"/> has the other.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Adam(float learningRate = 0.001f) : AdamFamily(learningRate)
{
    /// <summary>Whether the largest v so far stands in the place of v (Reddi, Kale and Kumar, 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new AdamRule(this, in range, decouples: false, AmsGrad));
}
