using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>x^-¾ by two square roots, within 4 ulp.</summary>
internal readonly struct InverseThreeQuarterPower : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Apply<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes root = TLanes.Sqrt(x);
        return TLanes.Create(1f) / (root * TLanes.Sqrt(root));
    }
}

/// <summary>x^-exponent of positive normal floats, as e^(-exponent log x): off by at most 2 + 2 |exponent log x| ulp.</summary>
internal readonly struct InversePower(float exponent) : IMap
{
    private readonly float _exponent = exponent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Apply<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => Exponential.Exp(TLanes.Create(-_exponent) * Logarithm.Log(x));
}
