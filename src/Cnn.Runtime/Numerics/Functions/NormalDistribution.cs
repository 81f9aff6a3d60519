using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// The normal distribution Φ(x) = (1 + erf(x / √2)) / 2 and what is made of it, from the tail Φ(-a) = e^(-a²/2) P(t) / (a + 4) with a = |x|
/// and t = (a - 4) / (a + 4): the substitution of Shepherd and Laframboise, "Chebyshev Approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x
/// &lt; ∞", 1981.
/// </summary>
internal static class NormalDistribution
{
    /// <summary>x Φ(x), and the tail itself, round to zero beyond this distance.</summary>
    private const float Farthest = 14.5f;

    /// <summary>1 / √(2π).</summary>
    private const float DensityAtZero = 0.398942280f;

    // P interpolates e^(a²/2) Φ(-a) (a + 4) at the Chebyshev nodes of 0 ≤ a ≤ 14.5; the relative error is below 3e-8.
    private const float P0 = 0.755285144f;
    private const float P1 = -0.607896626f;
    private const float P2 = 0.387136668f;
    private const float P3 = -0.186523005f;
    private const float P4 = 0.0604064688f;
    private const float P5 = -0.00752721308f;
    private const float P6 = -0.00352357398f;
    private const float P7 = 0.0015693137f;
    private const float P8 = 0.000194801847f;
    private const float P9 = -0.000122983154f;

    /// <summary>x Φ(x): x (1 - Φ(-x)) above zero, and below it the tail, whose relative accuracy it keeps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gelu<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = Distance(x);
        TLanes ratio = Ratio(a);
        TLanes first = Density(a, out TLanes second);
        TLanes above = x * (TLanes.Create(1f) - (first * ratio * second));
        TLanes below = (a | TLanes.CreateBits(0x8000_0000)) * ratio * first * second;
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0f)), above, below);
    }

    /// <summary>Φ(x) + x φ(x), within about 2e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes GeluDerivative<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = Distance(x);
        TLanes density = Density(a, out TLanes second) * second;

        // Φ(-a) - a φ(a) below zero; the derivatives at x and -x add up to 1.
        TLanes below = density * (Ratio(a) - (a * TLanes.Create(DensityAtZero)));
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0f)), TLanes.Create(1f) - below, below);
    }

    /// <summary>|x|, as far as it matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Distance<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.Min(TLanes.Create(Farthest), x & TLanes.CreateBits(0x7FFF_FFFF));

    /// <summary>
    /// e^(-a²/2) as two factors. The upper 12 bits of a have an exact square; what it lacks is added to the exponent's remainder.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Density<TLanes>(TLanes a, out TLanes second)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes upper = a & TLanes.CreateBits(0xFFFF_F000);
        TLanes minusHalf = TLanes.Create(-0.5f);
        return Exponential.Factors(minusHalf * (upper * upper), minusHalf * ((a - upper) * (a + upper)), out second);
    }

    /// <summary>Φ(-a) e^(a²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Ratio<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes four = TLanes.Create(4f);
        TLanes inverse = TLanes.Create(1f) / (a + four);
        TLanes t = (a - four) * inverse;
        TLanes p = TLanes.MultiplyAdd(TLanes.Create(P9), t, TLanes.Create(P8));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P7));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P6));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P5));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P4));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P3));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P2));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P1));
        p = TLanes.MultiplyAdd(p, t, TLanes.Create(P0));
        return p * inverse;
    }
}
