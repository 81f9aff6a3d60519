using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// AdaGrad (Duchi, Hazan and Singer, 2011) as PyTorch defines it: s = s + g²;
/// w = w - learningRate / (1 + (t - 1) × learningRateDecay) × g/(√s + ε). The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Adagrad(float learningRate = 0.01f) : Optimizer(learningRate)
{
    /// <summary>How fast the rate falls with the steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float LearningRateDecay { get; init => field = FiniteAndNotNegative(value, nameof(LearningRateDecay)); }

    /// <summary>What s is before the first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float InitialAccumulator { get; init => field = FiniteAndNotNegative(value, nameof(InitialAccumulator)); }

    /// <summary>Added to what a step is divided by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Epsilon { get; init => field = FiniteAndPositive(value, nameof(Epsilon)).Value; } = 1e-10f;

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 1;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range)
    {
        double rate = range.LearningRate / (1 + (range.Step * (double)LearningRateDecay));
        UpdateLoop.Run(in range, new Rule(range.WeightDecay, InitialAccumulator, Epsilon, (float)-rate));
    }

    // The state is what was added to the initial one, so that it begins at zero.
    private readonly record struct Rule(float Decay, float Initial, float Epsilon, float MinusRate) : IUpdateRule
    {
        public int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes added, ref TLanes state1, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            added = TLanes.MultiplyAdd(g, g, added);
            TLanes root = TLanes.Sqrt(added + TLanes.Create(Initial)) + TLanes.Create(Epsilon);
            return TLanes.MultiplyAdd(TLanes.Create(MinusRate), g / root, w);
        }
    }
}
