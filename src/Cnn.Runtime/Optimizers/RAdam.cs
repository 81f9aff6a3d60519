using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Rectified Adam (Liu et al., 2020) as PyTorch defines it: with ρ∞ = 2/(1 - β₂) - 1 and ρ = ρ∞ - 2t β₂ᵗ/(1 - β₂ᵗ), Adam's step times
/// √((ρ - 4)(ρ - 2)ρ∞ / ((ρ∞ - 4)(ρ∞ - 2)ρ)) where ρ &gt; 5, and before that a step along m alone.
/// The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class RAdam(float learningRate = 0.001f) : AdamFamily(learningRate)
{
    /// <inheritdoc/>
    public override void Update(in OptimizerRange range)
    {
        double step = range.Step + 1, correction2 = Correction2(in range);
        double most = (2 / (1 - (double)Beta2)) - 1;
        double length = most - (2 * step * Math.Pow(Beta2, step) / correction2);
        double rate = range.LearningRate / Correction1(in range);
        bool rectifies = length > 5;
        if (rectifies)
        {
            rate *= Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length)) * Math.Sqrt(correction2);
        }
        UpdateLoop.Run(in range, new Rule
        {
            Decay = range.WeightDecay,
            Moments = new AdamMoments(this),
            Epsilon = Epsilon,
            MinusRate = (float)-rate,
            Rectifies = rectifies,
        });
    }

    private readonly struct Rule : IUpdateRule
    {
        public required float Decay { get; init; }

        public required AdamMoments Moments { get; init; }

        public required float Epsilon { get; init; }

        public required float MinusRate { get; init; }

        public required bool Rectifies { get; init; }

        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            Moments.Update(g, ref mean, ref square);
            TLanes direction = Rectifies ? mean / (TLanes.Sqrt(square) + TLanes.Create(Epsilon)) : mean;
            return TLanes.MultiplyAdd(TLanes.Create(MinusRate), direction, w);
        }
    }
}
