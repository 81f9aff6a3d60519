using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>
/// Activations of a vector, for generated kernels to apply to what they have summed: bit for bit what <see cref="VectorMath"/> makes of the
/// same values.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    /// <summary>x where it is positive, else exp(x) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Elu(Vector512<float> x) => default(VectorMath.EluMap).Apply(new Lanes512(x)).Value;

    /// <summary>x where it is positive, else exp(x) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Elu(Vector256<float> x) => default(VectorMath.EluMap).Apply(new Lanes256(x)).Value;

    /// <summary>x where it is positive, else exp(x) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Elu(Vector128<float> x) => default(VectorMath.EluMap).Apply(new Lanes128(x)).Value;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => default(VectorMath.TanhMap).Apply(new Lanes512(x)).Value;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => default(VectorMath.TanhMap).Apply(new Lanes256(x)).Value;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => default(VectorMath.TanhMap).Apply(new Lanes128(x)).Value;

    /// <summary>1.7159 tanh(2 x / 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ScaledTanh(Vector512<float> x) => default(VectorMath.ScaledTanhMap).Apply(new Lanes512(x)).Value;

    /// <summary>1.7159 tanh(2 x / 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaledTanh(Vector256<float> x) => default(VectorMath.ScaledTanhMap).Apply(new Lanes256(x)).Value;

    /// <summary>1.7159 tanh(2 x / 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ScaledTanh(Vector128<float> x) => default(VectorMath.ScaledTanhMap).Apply(new Lanes128(x)).Value;

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => default(VectorMath.SigmoidMap).Apply(new Lanes512(x)).Value;

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => default(VectorMath.SigmoidMap).Apply(new Lanes256(x)).Value;

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => default(VectorMath.SigmoidMap).Apply(new Lanes128(x)).Value;

    /// <summary>x / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Silu(Vector512<float> x) => default(VectorMath.SiluMap).Apply(new Lanes512(x)).Value;

    /// <summary>x / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Silu(Vector256<float> x) => default(VectorMath.SiluMap).Apply(new Lanes256(x)).Value;

    /// <summary>x / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Silu(Vector128<float> x) => default(VectorMath.SiluMap).Apply(new Lanes128(x)).Value;

    /// <summary>x min(6, max(0, x + 3)) / 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSwish(Vector512<float> x) => default(VectorMath.HardSwishMap).Apply(new Lanes512(x)).Value;

    /// <summary>x min(6, max(0, x + 3)) / 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSwish(Vector256<float> x) => default(VectorMath.HardSwishMap).Apply(new Lanes256(x)).Value;

    /// <summary>x min(6, max(0, x + 3)) / 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HardSwish(Vector128<float> x) => default(VectorMath.HardSwishMap).Apply(new Lanes128(x)).Value;

    /// <summary>x Φ(x), Φ the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gelu(Vector512<float> x) => default(VectorMath.GeluMap).Apply(new Lanes512(x)).Value;

    /// <summary>x Φ(x), Φ the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gelu(Vector256<float> x) => default(VectorMath.GeluMap).Apply(new Lanes256(x)).Value;

    /// <summary>x Φ(x), Φ the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Gelu(Vector128<float> x) => default(VectorMath.GeluMap).Apply(new Lanes128(x)).Value;
}
