using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// LAMB (You et al., "Large batch optimization for deep learning", 2020, algorithm 2), for large batches: with Adam's m and v,
/// r = m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε) + weightDecay × w; for each tensor, trust = |w|/|r|, 1 where a norm is 0;
/// w = w - learningRate × trust × r.
/// </summary>
public sealed class Lamb : AdamFamily, ITensorwise
{
    /// <param name="learningRate">Finite and not negative.</param>
    public Lamb(float learningRate = 0.001f)
        : base(learningRate) => Epsilon = 1e-6f;

    /// <inheritdoc/>
    internal override ITensorwise Tensorwise => this;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(Direction.Of(this, in range), (float)(-(double)range.LearningRate * range.Trust)));

    (double Weights, double Direction) ITensorwise.SquaredNorms(in OptimizerRange range)
    {
        UpdateLoop.Run(in range, new Moments(new AdamMoments(this)));
        Direction direction = Direction.Of(this, in range);
        // Of pieces that lie in the first cache, so that directions need no memory of their own.
        Span<float> piece = stackalloc float[256];
        double sum = 0;
        for (int at = 0; at < range.Parameters.Length; at += piece.Length)
        {
            int count = Math.Min(piece.Length, range.Parameters.Length - at);
            range.Parameters.Slice(at, count).CopyTo(piece);
            UpdateLoop.Run(range.Of(at, piece[..count]), direction);
            sum += SquaredNorm.Of(piece[..count]);
        }
        return (SquaredNorm.Of(range.Parameters), sum);
    }

    float ITensorwise.Trust(double weightNorm, double directionNorm, float weightDecay) =>
        weightNorm > 0 && directionNorm > 0 ? (float)(weightNorm / directionNorm) : 1;

    /// <summary>Brings m and v up to date, and leaves the parameter.</summary>
    private readonly record struct Moments(AdamMoments Means) : IUpdateRule
    {
        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            Means.Update(g, ref mean, ref square);
            return w;
        }
    }

    /// <summary>r, in the place of the parameter.</summary>
    private readonly record struct Direction(float Decay, float MeanScale, float RootScale, float Epsilon) : IUpdateRule
    {
        public int States => 2;

        public static Direction Of(Lamb optimizer, in OptimizerRange range) => new(
            range.WeightDecay,
            (float)(1 / optimizer.Correction1(in range)),
            (float)(1 / Math.Sqrt(optimizer.Correction2(in range))),
            optimizer.Epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes root = TLanes.MultiplyAdd(TLanes.Sqrt(square), TLanes.Create(RootScale), TLanes.Create(Epsilon));
            return TLanes.MultiplyAdd(TLanes.Create(Decay), w, TLanes.Create(MeanScale) * mean / root);
        }
    }

    private readonly record struct Rule(Direction Direction, float MinusRate) : IUpdateRule
    {
        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.MultiplyAdd(TLanes.Create(MinusRate), Direction.Apply(w, g, ref mean, ref square, ref state2), w);
    }
}
