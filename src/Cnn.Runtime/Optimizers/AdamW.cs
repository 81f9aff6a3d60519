namespace Cnn;

/// <summary>
/// Adam with a weight decay of its own (Loshchilov and Hutter, 2019) as PyTorch defines it: first w = w - learningRate × weightDecay × w,
/// then <see cref="Adam"/>'s step by the gradient alone.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class AdamW(float learningRate = 0.001f) : AdamFamily(learningRate, weightDecay: 0.01f)
{
    /// <summary>Whether the largest v so far stands in the place of v (Reddi, Kale and Kumar, 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new AdamRule(this, in range, decouples: true, AmsGrad));
}
