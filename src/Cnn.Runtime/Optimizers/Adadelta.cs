using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// AdaDelta (Zeiler, 2012) as PyTorch defines it: v = ρv + (1 - ρ)g²; d = √(D + ε)/√(v + ε) × g; D = ρD + (1 - ρ)d²;
/// w = w - learningRate × d. The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Adadelta(float learningRate = 1) : Optimizer(learningRate)
{
    /// <summary>The share of the running means that each step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Rho { get; init => field = Share(value, nameof(Rho)); } = 0.9f;

    /// <summary>Added below the roots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Epsilon { get; init => field = FiniteAndPositive(value, nameof(Epsilon)).Value; } = 1e-6f;

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 2;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(range.LearningRate, range.WeightDecay, Rho, (float)(1 - (double)Rho), Epsilon));

    private readonly record struct Rule(float Rate, float Decay, float Rho, float New, float Epsilon) : IUpdateRule
    {
        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes square, ref TLanes stepSquare, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes rho = TLanes.Create(Rho), share = TLanes.Create(New), epsilon = TLanes.Create(Epsilon);
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            square = TLanes.MultiplyAdd(rho, square, share * g * g);
            TLanes step = TLanes.Sqrt(stepSquare + epsilon) / TLanes.Sqrt(square + epsilon) * g;
            stepSquare = TLanes.MultiplyAdd(rho, stepSquare, share * step * step);
            return TLanes.MultiplyAdd(TLanes.Create(-Rate), step, w);
        }
    }
}
