using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Adam by the largest gradient (Kingma and Ba, 2015, section 7) as PyTorch defines it: u = max(β₂u, |g| + ε);
/// w = w - learningRate/(1 - β₁ᵗ) × m/u. The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Adamax(float learningRate = 0.002f) : AdamFamily(learningRate)
{
    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(
            range.WeightDecay, (float)(1 - (double)Beta1), Beta2, Epsilon, (float)(-range.LearningRate / Correction1(in range))));

    private readonly record struct Rule(float Decay, float New1, float Beta2, float Epsilon, float MinusRate) : IUpdateRule
    {
        public int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes largest, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            mean = TLanes.MultiplyAdd(TLanes.Create(New1), g - mean, mean);
            TLanes magnitude = g & TLanes.CreateBits(0x7FFFFFFF);
            largest = TLanes.Maximum(TLanes.Create(Beta2) * largest, magnitude + TLanes.Create(Epsilon));
            return TLanes.MultiplyAdd(TLanes.Create(MinusRate), mean / largest, w);
        }
    }
}
