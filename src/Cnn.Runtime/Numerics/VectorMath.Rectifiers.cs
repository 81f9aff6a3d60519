using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class VectorMath
{
    /// <summary>x[i] = 0.01 x[i] in place where it is not positive (Maas et al., 2013); NaN stays NaN.</summary>
    public static void LeakyRelu(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(LeakyReluMap));

    /// <summary>
    /// x[i] = exp(x[i]) - 1 in place where it is not positive (Clevert et al., 2016), within 2.5 ulp everywhere; NaN stays NaN.
    /// </summary>
    public static void Elu(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(EluMap));

    /// <summary>
    /// x[i] = x[i] / (1 + exp(-x[i])) in place (Elfwing et al., 2018), within 3 ulp everywhere; -0 at minus infinity; NaN stays NaN.
    /// </summary>
    public static void Silu(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(SiluMap));

    /// <summary>
    /// x[i] = x[i] min(6, max(0, x[i] + 3)) / 6 in place (Howard et al., 2019), within 2.5 ulp everywhere; -0 at minus infinity; NaN stays
    /// NaN.
    /// </summary>
    public static void HardSwish(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(HardSwishMap));

    /// <summary>
    /// x[i] = x[i] Φ(x[i]) in place, Φ the normal distribution (Hendrycks and Gimpel, 2016), within 5 ulp everywhere;
    /// -0 at minus infinity; NaN stays NaN.
    /// </summary>
    public static void Gelu(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(GeluMap));

    /// <summary>gradient[i] *= 0.01 wherever the output <paramref name="y"/>[i] is not positive.</summary>
    public static void LeakyReluBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<LeakyReluGradient>(in y, ref gradient, count);

    /// <summary>gradient[i] *= y[i] + 1 wherever the output <paramref name="y"/>[i] is not positive.</summary>
    public static void EluBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<EluGradient>(in y, ref gradient, count);

    /// <summary>gradient[i] *= s (1 + x[i] (1 - s)) with s = 1 / (1 + exp(-x[i])), by the input <paramref name="x"/>.</summary>
    public static void SiluBackward(ref readonly float x, ref float gradient, int count) =>
        Elementwise.MapGradient<SiluGradient>(in x, ref gradient, count);

    /// <summary>
    /// gradient[i] *= x[i] / 3 + 1/2 between -3 and 3, 0 from there down, 1 from there up, by the input <paramref name="x"/>.
    /// </summary>
    public static void HardSwishBackward(ref readonly float x, ref float gradient, int count) =>
        Elementwise.MapGradient<HardSwishGradient>(in x, ref gradient, count);

    /// <summary>gradient[i] *= Φ(x[i]) + x[i] φ(x[i]), φ the normal density, by the input <paramref name="x"/>.</summary>
    public static void GeluBackward(ref readonly float x, ref float gradient, int count) =>
        Elementwise.MapGradient<GeluGradient>(in x, ref gradient, count);

    internal readonly struct LeakyReluMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => TLanes.Max(x * TLanes.Create(0.01f), x);
    }

    internal readonly struct EluMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => TLanes.Select(TLanes.GreaterThan(x, TLanes.Create(0f)), x, Exponential.ExpMinusOne(x));
    }

    internal readonly struct SiluMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Silu(x);
    }

    internal readonly struct HardSwishMap : IMap
    {
        // The left factor is bounded, too: minus infinity times zero would be NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes three = TLanes.Create(3f);
            TLanes share = TLanes.Min(TLanes.Create(6f), TLanes.Max(TLanes.Create(0f), x + three)) * TLanes.Create(1f / 6);
            return TLanes.Max(TLanes.Create(-3f), x) * share;
        }
    }

    internal readonly struct GeluMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => NormalDistribution.Gelu(x);
    }

    internal readonly struct LeakyReluGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(value, TLanes.Create(0f)), gradient, gradient * TLanes.Create(0.01f));
    }

    internal readonly struct EluGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => gradient * TLanes.Min(TLanes.Create(1f), value + TLanes.Create(1f));
    }

    internal readonly struct SiluGradient : IGradientMap
    {
        // Taken at -|x|, where s is small, since the derivatives at x and -x add up to 1. Past 110 it rounds to 0; infinity times zero
        // would be NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes one = TLanes.Create(1f);
            TLanes x = TLanes.Max(TLanes.Create(-110f), value | TLanes.CreateBits(0x8000_0000));
            TLanes sigmoid = Exponential.Sigmoid(x);
            TLanes below = sigmoid * TLanes.MultiplyAdd(x, one - sigmoid, one);
            return gradient * TLanes.Select(TLanes.GreaterThan(value, TLanes.Create(0f)), one - below, below);
        }
    }

    internal readonly struct HardSwishGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes inside = TLanes.MultiplyAdd(value, TLanes.Create(1f / 3), TLanes.Create(0.5f));
            TLanes slope = TLanes.Select(TLanes.GreaterThanOrEqual(value, TLanes.Create(3f)), TLanes.Create(1f), inside);
            return gradient * TLanes.Select(TLanes.GreaterThanOrEqual(TLanes.Create(-3f), value), TLanes.Create(0f), slope);
        }
    }

    internal readonly struct GeluGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => gradient * NormalDistribution.GeluDerivative(value);
    }
}
