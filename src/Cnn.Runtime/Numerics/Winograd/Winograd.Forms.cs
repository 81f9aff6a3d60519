using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

public static partial class Winograd
{
    /// <summary>
    /// A form F(m × m, r × r): tiles of m × m outputs of an r × r kernel. A type instead of a number, so that each form's transforms are
    /// compiled for themselves.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public interface IForm
    {
        /// <summary>Rows and columns of a tile of outputs, m.</summary>
        internal static abstract int Outputs { get; }

        /// <summary>Rows and columns of a tile of inputs, m + r − 1.</summary>
        internal static abstract int Tile { get; }

        /// <summary>Bᵀ of a line.</summary>
        internal static abstract void Input<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
            where TLanes : struct, ILanes<TLanes>;

        /// <summary>Aᵀ of a line; the last two are not used where there are two outputs.</summary>
        internal static abstract void Output<TLanes>(
            ref float from, nint fromStride, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3)
            where TLanes : struct, ILanes<TLanes>;

        /// <summary>A of a line.</summary>
        internal static abstract void Gradient<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
            where TLanes : struct, ILanes<TLanes>;
    }

    /// <summary>F(2 × 2, 3 × 3).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct F2x3 : IForm
    {
        static int IForm.Outputs => 2;

        static int IForm.Tile => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Input<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Input4<TLanes>(ref from, fromStride, ref to, toStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Output<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3)
        {
            WinogradLine.Output4To2(ref from, fromStride, out y0, out y1);
            y2 = y3 = default;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Gradient<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Gradient2To4<TLanes>(ref from, fromStride, ref to, toStride);
    }

    /// <summary>F(4 × 4, 3 × 3).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct F4x3 : IForm
    {
        static int IForm.Outputs => 4;

        static int IForm.Tile => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Input<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Input6<TLanes>(ref from, fromStride, ref to, toStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Output<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3) =>
            WinogradLine.Output6To4(ref from, fromStride, out y0, out y1, out y2, out y3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Gradient<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Gradient4To6<TLanes>(ref from, fromStride, ref to, toStride);
    }

    /// <summary>F(2 × 2, 5 × 5).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct F2x5 : IForm
    {
        static int IForm.Outputs => 2;

        static int IForm.Tile => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Input<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Input6<TLanes>(ref from, fromStride, ref to, toStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Output<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3)
        {
            WinogradLine.Output6To2(ref from, fromStride, out y0, out y1);
            y2 = y3 = default;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IForm.Gradient<TLanes>(ref float from, nint fromStride, ref float to, nint toStride) =>
            WinogradLine.Gradient2To6<TLanes>(ref from, fromStride, ref to, toStride);
    }
}
