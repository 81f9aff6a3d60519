using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class VectorMath
{
    /// <summary>x[i] = max(x[i], 0) in place; NaN stays NaN.</summary>
    public static void Relu(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(ReluMap));

    /// <summary>x[i] = tanh(x[i]) in place, within 2.5 ulp everywhere; NaN stays NaN.</summary>
    public static void Tanh(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(TanhMap));

    /// <summary>x[i] = 1.7159 tanh(2 x[i] / 3) in place, within 4 ulp everywhere; NaN stays NaN.</summary>
    /// <remarks>LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998: it maps ±1 to ±1.</remarks>
    public static void ScaledTanh(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(ScaledTanhMap));

    /// <summary>x[i] = 1 / (1 + exp(-x[i])) in place, within about 2 ulp everywhere; NaN stays NaN.</summary>
    public static void Sigmoid(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(SigmoidMap));

    /// <summary>x[i] = exp(x[i]) in place, within about 1 ulp everywhere; NaN stays NaN.</summary>
    public static void Exp(ref float x, int count) => Elementwise.Map(in x, ref x, count, default(ExpMap));

    /// <summary>gradient[i] = 0 wherever the output <paramref name="y"/>[i] is not positive.</summary>
    public static void ReluBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<ReluGradient>(in y, ref gradient, count);

    /// <summary>gradient[i] *= 1 - y[i]², by the output <paramref name="y"/>.</summary>
    public static void TanhBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<TanhGradient>(in y, ref gradient, count);

    /// <summary>gradient[i] *= 2 / (3 · 1.7159) (1.7159 - y[i]) (1.7159 + y[i]), by the output <paramref name="y"/>.</summary>
    public static void ScaledTanhBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<ScaledTanhGradient>(in y, ref gradient, count);

    /// <summary>gradient[i] *= y[i] (1 - y[i]), by the output <paramref name="y"/>.</summary>
    public static void SigmoidBackward(ref readonly float y, ref float gradient, int count) =>
        Elementwise.MapGradient<SigmoidGradient>(in y, ref gradient, count);

    internal readonly struct ReluMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => TLanes.Max(TLanes.Create(0f), x);
    }

    internal readonly struct TanhMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Tanh(x);
    }

    internal readonly struct ScaledTanhMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Tanh(x * TLanes.Create(2f / 3)) * TLanes.Create(1.7159f);
    }

    internal readonly struct SigmoidMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Sigmoid(x);
    }

    internal readonly struct ExpMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Exp(x);
    }

    internal readonly struct ReluGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => TLanes.GreaterThan(value, TLanes.Create(0f)) & gradient;
    }

    internal readonly struct TanhGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => gradient * (TLanes.Create(1f) - (value * value));
    }

    internal readonly struct ScaledTanhGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> =>
            gradient * (TLanes.Create(2 / (3 * 1.7159f)) * (TLanes.Create(1.7159f) - value) * (TLanes.Create(1.7159f) + value));
    }

    internal readonly struct SigmoidGradient : IGradientMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes value, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => gradient * (value * (TLanes.Create(1f) - value));
    }
}
