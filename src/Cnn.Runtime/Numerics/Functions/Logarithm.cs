using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>The natural logarithm: x = 2^n m with m from √½ to √2, and log m = 2 atanh((m - 1) / (m + 1)).</summary>
internal static class Logarithm
{
    /// <summary>The first 10 bits of ln 2, so that n times it is exact.</summary>
    private const float Ln2High = 0.693359375f;

    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>√½ as a float's bits.</summary>
    private const uint RootOfHalf = 0x3F35_04F3;

    /// <summary>log x for positive normal floats, within 2 ulp; infinity and NaN stay what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes n = TLanes.ShiftRightArithmetic(TLanes.SubtractBits(x, TLanes.CreateBits(RootOfHalf)), 23);
        TLanes m = TLanes.SubtractBits(x, TLanes.ShiftLeft(n, 23));
        TLanes one = TLanes.Create(1f);
        TLanes z = (m - one) / (m + one);
        TLanes u = z * z;

        // Taylor's series of (atanh(z) / z - 1) / u in u ≤ 0.0295: what is left out is below 3e-9 of log m.
        TLanes p = TLanes.MultiplyAdd(TLanes.Create(1f / 9), u, TLanes.Create(1f / 7));
        p = TLanes.MultiplyAdd(p, u, TLanes.Create(1f / 5));
        p = TLanes.MultiplyAdd(p, u, TLanes.Create(1f / 3));
        TLanes doubled = z + z;
        TLanes logM = TLanes.MultiplyAdd(p * u, doubled, doubled);

        TLanes whole = TLanes.ConvertToSingle(n);
        TLanes log = TLanes.MultiplyAdd(whole, TLanes.Create(Ln2High), TLanes.MultiplyAdd(whole, TLanes.Create(Ln2Low), logM));
        return TLanes.Select(TLanes.GreaterThanOrEqual(TLanes.Create(float.MaxValue), x), log, x);
    }
}
