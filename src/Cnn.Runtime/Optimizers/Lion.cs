using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Lion (Chen et al., "Symbolic discovery of optimization algorithms", 2023):
/// w = w - learningRate × (sign(β₁m + (1 - β₁)g) + weightDecay × w); then m = β₂m + (1 - β₂)g. The weight decay is the parameter's own, not
/// the gradient's.
/// </summary>
/// <param name="learningRate">Finite and not negative; about a tenth of Adam's.</param>
public sealed class Lion(float learningRate = 0.0001f) : Optimizer(learningRate)
{
    /// <summary>The share of the running mean in the direction of a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Beta1 { get; init => field = Share(value, nameof(Beta1)); } = 0.9f;

    /// <summary>The share of the running mean that each step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Beta2 { get; init => field = Share(value, nameof(Beta2)); } = 0.99f;

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 1;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(
            range.LearningRate, range.WeightDecay, (float)(1 - (double)Beta1), (float)(1 - (double)Beta2)));

    private readonly record struct Rule(float Rate, float Decay, float New1, float New2) : IUpdateRule
    {
        public int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes state1, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes change = g - mean, one = TLanes.Create(1), zero = TLanes.Create(0);
            TLanes direction = TLanes.MultiplyAdd(TLanes.Create(New1), change, mean);
            mean = TLanes.MultiplyAdd(TLanes.Create(New2), change, mean);
            // What is not a number is in the mean from now on, and so is found.
            TLanes sign = (TLanes.GreaterThan(direction, zero) & one) - (TLanes.GreaterThan(zero, direction) & one);
            return TLanes.MultiplyAdd(TLanes.Create(-Rate), TLanes.MultiplyAdd(TLanes.Create(Decay), w, sign), w);
        }
    }
}
