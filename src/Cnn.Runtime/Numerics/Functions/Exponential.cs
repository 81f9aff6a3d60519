using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// exp, and what is made of it. Reduction: x = n ln 2 + r with |r| ≤ ln 2 / 2, ln 2 split in two so that n times the first
/// part is exact with or without fused multiply-add (Cody and Waite, 1980); then e^r - 1 = r + r² q(r).
/// </summary>
internal static class Exponential
{
    private const float Log2E = 1.44269504f;

    /// <summary>The first 10 bits of ln 2.</summary>
    private const float Ln2High = 0.693359375f;

    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>1.5 × 2²³: adding it rounds to an integer, which then stands in the low bits.</summary>
    private const float RoundingBias = 12582912f;

    // q interpolates (e^r - 1 - r) / r² at the Chebyshev nodes of |r| ≤ 0.34658; the error relative to e^r is below 1e-8.
    private const float Q0 = 0.5f;
    private const float Q1 = 0.166665778f;
    private const float Q2 = 0.0416665561f;
    private const float Q3 = 0.00836317427f;
    private const float Q4 = 0.00139261771f;

    /// <summary>Below this e^x rounds to zero.</summary>
    private const float Smallest = -104f;

    /// <summary>Above this e^x rounds to infinity.</summary>
    private const float Largest = 89f;

    /// <summary>e^x within about 1 ulp; 0 and infinity at the ends, denormals between; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        x = TLanes.Max(TLanes.Create(Smallest), TLanes.Min(TLanes.Create(Largest), x));
        TLanes minusOne = Reduce(x, out TLanes n);

        // Two factors, because 2^n alone would leave the range of normal floats at either end.
        TLanes half = TLanes.ShiftRightArithmetic(n, 1);
        return (minusOne + TLanes.Create(1f)) * PowerOfTwo(half) * PowerOfTwo(TLanes.SubtractBits(n, half));
    }

    /// <summary>
    /// tanh x = e / (e + 2) with e = e^(2|x|) - 1: small x keep their relative accuracy, and past |x| = 10 the quotient rounds to 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes magnitude = x & TLanes.CreateBits(0x7FFF_FFFF);
        TLanes minusOne = Reduce(TLanes.Min(TLanes.Create(20f), magnitude + magnitude), out TLanes n);
        TLanes power = PowerOfTwo(n);
        TLanes e = TLanes.MultiplyAdd(power, minusOne, power - TLanes.Create(1f));
        return (e / (e + TLanes.Create(2f))) | (x & TLanes.CreateBits(0x8000_0000));
    }

    /// <summary>1 / (1 + e^-x), from e^-|x| on either side, so that large negative x keep their relative accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.Create(1f);
        TLanes e = Exp(x | TLanes.CreateBits(0x8000_0000));
        TLanes positive = TLanes.GreaterThan(x, TLanes.Create(0f));
        return TLanes.Select(positive, one, e) / (one + e);
    }

    /// <summary>e^x - 1 for x ≤ 0 with small relative error, and nothing of use above; below -20 it rounds to -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpMinusOne<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes minusOne = Reduce(TLanes.Max(TLanes.Create(-20f), x), out TLanes n);
        TLanes power = PowerOfTwo(n);
        return TLanes.MultiplyAdd(power, minusOne, power - TLanes.Create(1f));
    }

    /// <summary>x / (1 + e^-x): x / (1 + e^-|x|) above zero and x e^x / (1 + e^x) below, which keeps its relative accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Silu<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // x e^x rounds to zero below -110.
        TLanes below = TLanes.Max(TLanes.Create(-110f), x | TLanes.CreateBits(0x8000_0000));
        TLanes first = Factors(below, TLanes.Create(0f), out TLanes second);
        TLanes numerator = TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0f)), x, below * first * second);
        return numerator / TLanes.MultiplyAdd(first, second, TLanes.Create(1f));
    }

    /// <summary>
    /// e^(x + low) for -170 ≤ x ≤ 0 and a small low, as two factors that are normal floats: what multiplies the first of them is not yet
    /// rounded to a denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Factors<TLanes>(TLanes x, TLanes low, out TLanes second)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes r = Remainder(x, low, out TLanes n);
        TLanes half = TLanes.ShiftRightArithmetic(n, 1);
        second = PowerOfTwo(TLanes.SubtractBits(n, half));
        return (MinusOne(r) + TLanes.Create(1f)) * PowerOfTwo(half);
    }

    /// <summary>
    /// log(1 + e^-|x|) for the stable binary cross-entropy: log(1 + t) = 2 atanh(t / (2 + t)), whose argument is at most 1/3.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogOnePlusExpOfMinusMagnitude<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes t = Exp(x | TLanes.CreateBits(0x8000_0000));
        TLanes s = t / (TLanes.Create(2f) + t);
        TLanes u = s * s;

        // (atanh(s) / s - 1) / s² in u = s², interpolated at the Chebyshev nodes of 0 ≤ u ≤ 1/9; error below 1e-9.
        TLanes p = TLanes.MultiplyAdd(TLanes.Create(0.11612165f), u, TLanes.Create(0.108532876f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Create(0.142961785f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Create(0.199998528f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Create(0.333333343f));
        TLanes doubled = s + s;
        return TLanes.MultiplyAdd(p * u, doubled, doubled);
    }

    /// <summary>e^r - 1, and n as integers, where x = n ln 2 + r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce<TLanes>(TLanes x, out TLanes n)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes whole = Whole(x, out n);
        TLanes r = TLanes.MultiplyAdd(whole, TLanes.Create(-Ln2High), x);
        return MinusOne(TLanes.MultiplyAdd(whole, TLanes.Create(-Ln2Low), r));
    }

    /// <summary>r, and n as integers, where x + low = n ln 2 + r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Remainder<TLanes>(TLanes x, TLanes low, out TLanes n)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes whole = Whole(x + low, out n);
        TLanes r = TLanes.MultiplyAdd(whole, TLanes.Create(-Ln2High), x);
        return TLanes.MultiplyAdd(whole, TLanes.Create(-Ln2Low), r + low);
    }

    /// <summary>x / ln 2 rounded to a whole number, as a float and as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Whole<TLanes>(TLanes x, out TLanes n)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes bias = TLanes.Create(RoundingBias);
        TLanes biased = TLanes.MultiplyAdd(x, TLanes.Create(Log2E), bias);
        n = TLanes.SubtractBits(biased, bias);
        return biased - bias;
    }

    /// <summary>e^r - 1 for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes MinusOne<TLanes>(TLanes r)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes q = TLanes.MultiplyAdd(TLanes.Create(Q4), r, TLanes.Create(Q3));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(Q2));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(Q1));
        q = TLanes.MultiplyAdd(q, r, TLanes.Create(Q0));
        return TLanes.MultiplyAdd(q, r * r, r);
    }

    /// <summary>2^n as a float, for integers -126 ≤ n ≤ 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerOfTwo<TLanes>(TLanes n)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.ShiftLeft(TLanes.AddBits(n, TLanes.CreateBits(127)), 23);
}
