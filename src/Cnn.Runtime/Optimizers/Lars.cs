using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// LARS (You, Gitman and Ginsburg, "Large batch training of convolutional networks", 2017, algorithm 1), for large batches: for each
/// tensor, trust = η|w| / (|g| + weightDecay × |w|), 1 where a norm is 0; v = momentum × v + learningRate × trust × (g + weightDecay × w);
/// w = w - v.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Lars(float learningRate) : Optimizer(learningRate), ITensorwise
{
    /// <summary>The share of the last step that is kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Momentum { get; init => field = Share(value, nameof(Momentum)); } = 0.9f;

    /// <summary>η: the length of a step in proportion to the tensor's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float TrustCoefficient { get; init => field = FiniteAndPositive(value, nameof(TrustCoefficient)).Value; } = 0.001f;

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 1;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    internal override ITensorwise Tensorwise => this;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(
            range.WeightDecay, Momentum, (float)((double)range.LearningRate * range.Trust)));

    (double Weights, double Direction) ITensorwise.SquaredNorms(in OptimizerRange range) =>
        (SquaredNorm.Of(range.Parameters), SquaredNorm.Of(range.Gradients));

    float ITensorwise.Trust(double weightNorm, double directionNorm, float weightDecay) =>
        weightNorm > 0 && directionNorm > 0
            ? (float)(TrustCoefficient * weightNorm / (directionNorm + (weightDecay * weightNorm)))
            : 1;

    private readonly record struct Rule(float Decay, float Momentum, float Rate) : IUpdateRule
    {
        public int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes velocity, ref TLanes state1, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            velocity = TLanes.MultiplyAdd(TLanes.Create(Momentum), velocity, TLanes.Create(Rate) * g);
            return w - velocity;
        }
    }
}
