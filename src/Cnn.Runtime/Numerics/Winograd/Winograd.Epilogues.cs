using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Winograd
{
    /// <summary>What a sum begins with.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public interface IStart
    {
        /// <summary>The sum with what it begins with.</summary>
        /// <param name="sum">The sum.</param>
        /// <param name="bias">The maps' biases, where <see cref="IsBias"/>.</param>
        /// <param name="to">Where the sum is stored.</param>
        internal static abstract TLanes Add<TLanes>(TLanes sum, TLanes bias, ref float to)
            where TLanes : struct, ILanes<TLanes>;

        /// <summary>Whether there is a bias.</summary>
        internal static abstract bool IsBias { get; }
    }

    /// <summary>What happens to a sum before it is stored.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public interface IEpilogue
    {
        /// <summary>What is stored.</summary>
        /// <param name="sum">The sum.</param>
        /// <param name="operand">The operand's value at the same place; read only by an epilogue that has an operand.</param>
        internal static abstract TLanes Apply<TLanes>(TLanes sum, ref float operand)
            where TLanes : struct, ILanes<TLanes>;
    }

    /// <summary>Sums begin with zero.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct FromZero : IStart
    {
        static bool IStart.IsBias => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IStart.Add<TLanes>(TLanes sum, TLanes bias, ref float to) => sum;
    }

    /// <summary>Sums begin with the bias of their map.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct FromBias : IStart
    {
        static bool IStart.IsBias => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IStart.Add<TLanes>(TLanes sum, TLanes bias, ref float to) => sum + bias;
    }

    /// <summary>Sums begin with what their result holds already: gradients from several readers add up.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct FromResult : IStart
    {
        static bool IStart.IsBias => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IStart.Add<TLanes>(TLanes sum, TLanes bias, ref float to) => sum + TLanes.Load(ref to, 0);
    }

    /// <summary>The operand is added, and then comes another epilogue.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Added<TEpilogue> : IEpilogue
        where TEpilogue : struct, IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            TEpilogue.Apply(sum + TLanes.Load(ref operand, 0), ref operand);
    }

    /// <summary>Nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct None : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) => sum;
    }

    /// <summary>max(0, sum); 0, not -0, of -0, as contractions have it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Relu : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) => TLanes.Maximum(sum, TLanes.Create(0f));
    }

    /// <summary>The sum where it is positive, else a hundredth of it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct LeakyRelu : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) => default(VectorMath.LeakyReluMap).Apply(sum);
    }

    /// <summary>Times the derivative of ReLU at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct ReluDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.ReluGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }

    /// <summary>Times the derivative of the leaky ReLU at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct LeakyReluDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.LeakyReluGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }

    /// <summary>Times the derivative of ELU at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct EluDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.EluGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }

    /// <summary>Times the derivative of tanh at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct TanhDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.TanhGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }

    /// <summary>Times the derivative of the scaled tanh at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct ScaledTanhDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.ScaledTanhGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }

    /// <summary>Times the derivative of the sigmoid at the output that the operand holds.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct SigmoidDerivative : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IEpilogue.Apply<TLanes>(TLanes sum, ref float operand) =>
            default(VectorMath.SigmoidGradient).Apply(TLanes.Load(ref operand, 0), sum);
    }
}
