using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Adam's formula and its variants'.</summary>
internal readonly struct AdamRule(AdamFamily optimizer, in OptimizerRange range, bool decouples, bool amsGrad) : IUpdateRule
{
    private readonly AdamMoments _moments = new(optimizer);
    private readonly float _epsilon = optimizer.Epsilon;
    private readonly float _decay = decouples ? 0 : range.WeightDecay;
    private readonly float _kept = decouples ? (float)(1 - ((double)range.LearningRate * range.WeightDecay)) : 1;
    private readonly float _minusRate = (float)(-range.LearningRate / (1 - Math.Pow(optimizer.Beta1, range.Step + 1)));
    private readonly float _rootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(optimizer.Beta2, range.Step + 1)));

    public int States => amsGrad ? 3 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes mean, ref TLanes square, ref TLanes largest)
        where TLanes : struct, ILanes<TLanes>
    {
        g = TLanes.MultiplyAdd(TLanes.Create(_decay), w, g);
        w *= TLanes.Create(_kept);
        _moments.Update(g, ref mean, ref square);
        TLanes divisor = square;
        if (amsGrad)
            divisor = largest = TLanes.Maximum(largest, square);
        TLanes root = TLanes.MultiplyAdd(TLanes.Sqrt(divisor), TLanes.Create(_rootScale), TLanes.Create(_epsilon));
        return TLanes.MultiplyAdd(TLanes.Create(_minusRate), mean / root, w);
    }
}
