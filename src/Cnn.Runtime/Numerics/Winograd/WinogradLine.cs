using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// The one-dimensional transforms of Winograd's algorithm over the points 0, ±1, ∞ and, where tiles have six rows, ±2. Even and odd terms
/// are shared between a point and its opposite. What is read, and what is written, is a stride apart.
/// </summary>
internal static class WinogradLine
{
    /// <summary>Bᵀ of a line of four inputs: each result is the remainder of dividing by one of the points' factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input4<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes d0 = At<TLanes>(ref from, 0), d1 = At<TLanes>(ref from, fromStride);
        TLanes d2 = At<TLanes>(ref from, 2 * fromStride), d3 = At<TLanes>(ref from, 3 * fromStride);
        Put(d0 - d2, ref to, 0);
        Put(d1 + d2, ref to, toStride);
        Put(d2 - d1, ref to, 2 * toStride);
        Put(d3 - d1, ref to, 3 * toStride);
    }

    /// <summary>Bᵀ of a line of six inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input6<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes d0 = At<TLanes>(ref from, 0), d1 = At<TLanes>(ref from, fromStride), d2 = At<TLanes>(ref from, 2 * fromStride);
        TLanes d3 = At<TLanes>(ref from, 3 * fromStride), d4 = At<TLanes>(ref from, 4 * fromStride);
        TLanes d5 = At<TLanes>(ref from, 5 * fromStride);
        TLanes four = TLanes.Create(4f), minusFour = TLanes.Create(-4f), minusFive = TLanes.Create(-5f);
        TLanes even1 = TLanes.MultiplyAdd(d2, minusFour, d4), odd1 = TLanes.MultiplyAdd(d1, minusFour, d3);
        TLanes even2 = d4 - d2, odd2 = d3 - d1;
        Put(TLanes.MultiplyAdd(d0, four, TLanes.MultiplyAdd(d2, minusFive, d4)), ref to, 0);
        Put(even1 + odd1, ref to, toStride);
        Put(even1 - odd1, ref to, 2 * toStride);
        Put(TLanes.MultiplyAdd(odd2, TLanes.Create(2f), even2), ref to, 3 * toStride);
        Put(TLanes.MultiplyAdd(odd2, TLanes.Create(-2f), even2), ref to, 4 * toStride);
        Put(TLanes.MultiplyAdd(d1, four, TLanes.MultiplyAdd(d3, minusFive, d5)), ref to, 5 * toStride);
    }

    /// <summary>Aᵀ of a line of four products: output j sums them, each times its point to the power of j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output4To2<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes p1 = At<TLanes>(ref from, fromStride), p2 = At<TLanes>(ref from, 2 * fromStride);
        y0 = p1 + p2 + At<TLanes>(ref from, 0);
        y1 = p1 - p2 + At<TLanes>(ref from, 3 * fromStride);
    }

    /// <summary>Aᵀ of a line of six products to two outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output6To2<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes p1 = At<TLanes>(ref from, fromStride), p2 = At<TLanes>(ref from, 2 * fromStride);
        TLanes p3 = At<TLanes>(ref from, 3 * fromStride), p4 = At<TLanes>(ref from, 4 * fromStride);
        y0 = p1 + p2 + (p3 + p4) + At<TLanes>(ref from, 0);
        y1 = TLanes.MultiplyAdd(p3 - p4, TLanes.Create(2f), p1 - p2) + At<TLanes>(ref from, 5 * fromStride);
    }

    /// <summary>Aᵀ of a line of six products to four outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output6To4<TLanes>(ref float from, nint fromStride, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes p1 = At<TLanes>(ref from, fromStride), p2 = At<TLanes>(ref from, 2 * fromStride);
        TLanes p3 = At<TLanes>(ref from, 3 * fromStride), p4 = At<TLanes>(ref from, 4 * fromStride);
        TLanes sum1 = p1 + p2, difference1 = p1 - p2, sum2 = p3 + p4, difference2 = p3 - p4;
        y0 = sum1 + sum2 + At<TLanes>(ref from, 0);
        y1 = TLanes.MultiplyAdd(difference2, TLanes.Create(2f), difference1);
        y2 = TLanes.MultiplyAdd(sum2, TLanes.Create(4f), sum1);
        y3 = TLanes.MultiplyAdd(difference2, TLanes.Create(8f), difference1) + At<TLanes>(ref from, 5 * fromStride);
    }

    /// <summary>A of a line of two gradients of outputs, to four: the transpose of <see cref="Output4To2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient2To4<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y0 = At<TLanes>(ref from, 0), y1 = At<TLanes>(ref from, fromStride);
        Put(y0, ref to, 0);
        Put(y0 + y1, ref to, toStride);
        Put(y0 - y1, ref to, 2 * toStride);
        Put(y1, ref to, 3 * toStride);
    }

    /// <summary>A of a line of two gradients of outputs, to six: the transpose of <see cref="Output6To2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient2To6<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y0 = At<TLanes>(ref from, 0), y1 = At<TLanes>(ref from, fromStride), odd2 = y1 + y1;
        Put(y0, ref to, 0);
        Put(y0 + y1, ref to, toStride);
        Put(y0 - y1, ref to, 2 * toStride);
        Put(y0 + odd2, ref to, 3 * toStride);
        Put(y0 - odd2, ref to, 4 * toStride);
        Put(y1, ref to, 5 * toStride);
    }

    /// <summary>A of a line of four gradients of outputs, to six: the transpose of <see cref="Output6To4"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient4To6<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes y0 = At<TLanes>(ref from, 0), y1 = At<TLanes>(ref from, fromStride);
        TLanes y2 = At<TLanes>(ref from, 2 * fromStride), y3 = At<TLanes>(ref from, 3 * fromStride);
        TLanes even1 = y0 + y2, odd1 = y1 + y3;
        TLanes even2 = TLanes.MultiplyAdd(y2, TLanes.Create(4f), y0), odd2 = TLanes.MultiplyAdd(y3, TLanes.Create(8f), y1 + y1);
        Put(y0, ref to, 0);
        Put(even1 + odd1, ref to, toStride);
        Put(even1 - odd1, ref to, 2 * toStride);
        Put(even2 + odd2, ref to, 3 * toStride);
        Put(even2 - odd2, ref to, 4 * toStride);
        Put(y3, ref to, 5 * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes At<TLanes>(ref float from, nint offset)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(ref from, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLanes>(TLanes value, ref float to, nint offset)
        where TLanes : struct, ILanes<TLanes> => value.Store(ref to, (nuint)offset);
}
