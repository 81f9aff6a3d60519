using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, 2016) as PyTorch defines it: with μ(t) = β₁(1 - 0.96^(t × momentumDecay) / 2) and
/// P(t) = μ(1) × … × μ(t), the step is along (1 - μ(t))/(1 - P(t)) × g + μ(t+1)/(1 - P(t+1)) × m.
/// The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class NAdam(float learningRate = 0.002f) : AdamFamily(learningRate)
{
    /// <summary>How fast the momentum grows to β₁.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float MomentumDecay { get; init => field = FiniteAndNotNegative(value, nameof(MomentumDecay)); } = 0.004f;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range)
    {
        double step = range.Step + 1, product = 1;
        // A product that is lost beside 1 no longer matters, and is so after some hundred factors.
        for (double t = 1; t <= step && product > 1e-20; t++)
            product *= MomentumAt(t);
        double momentum = MomentumAt(step), next = MomentumAt(step + 1);
        UpdateLoop.Run(in range, new Rule
        {
            Decay = range.WeightDecay,
            Moments = new AdamMoments(this),
            Epsilon = Epsilon,
            RootScale = (float)(1 / Math.Sqrt(Correction2(in range))),
            OfGradient = (float)(-range.LearningRate * (1 - momentum) / (1 - product)),
            OfMean = (float)(-range.LearningRate * next / (1 - (product * next))),
        });
    }

    private double MomentumAt(double step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * MomentumDecay)));

    private readonly struct Rule : IUpdateRule
    {
        public required float Decay { get; init; }

        public required AdamMoments Moments { get; init; }

        public required float Epsilon { get; init; }

        public required float RootScale { get; init; }

        public required float OfGradient { get; init; }

        public required float OfMean { get; init; }

        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            Moments.Update(g, ref mean, ref square);
            TLanes root = TLanes.MultiplyAdd(TLanes.Sqrt(square), TLanes.Create(RootScale), TLanes.Create(Epsilon));
            return w + (TLanes.MultiplyAdd(TLanes.Create(OfMean), mean, TLanes.Create(OfGradient) * g) / root);
        }
    }
}
