using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>
/// Vectorised functions that no layer's shape changes; generated code calls them. References point at the first element,
/// counts are in floats and may be any positive number, nothing need be aligned, and nothing is checked: the caller's plan was.
/// </summary>
/// <remarks>Each runs at the widest vectors that the processor is good at: 512, 256 or 128 bits.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static partial class VectorMath
{
    /// <summary>to[i] = from[i], for <paramref name="count"/> floats; the two may overlap.</summary>
    public static void Copy(ref readonly float from, ref float to, int count) =>
        MemoryMarshal.CreateReadOnlySpan(in from, count).CopyTo(MemoryMarshal.CreateSpan(ref to, count));

    /// <summary>x[i] = 0, for <paramref name="count"/> floats.</summary>
    public static void Clear(ref float x, int count) =>
        MemoryMarshal.CreateSpan(ref x, count).Clear();

    /// <summary>to[i] += from[i], for <paramref name="count"/> floats.</summary>
    public static void Add(ref readonly float from, ref float to, int count) =>
        Elementwise.MapGradient<SumMap>(in from, ref to, count);

    /// <summary>
    /// Adds sums to their totals, <paramref name="count"/> of each; what was rounded off stays in the sums (<see cref="SummationRun"/>).
    /// </summary>
    public static void EndRun(ref float sums, ref float totals, int count)
    {
        if (Vector512.IsHardwareAccelerated && count % Lanes512.Count == 0) EndRun<Lanes512>(ref sums, ref totals, count);
        else if (Vector256.IsHardwareAccelerated && count % Lanes256.Count == 0) EndRun<Lanes256>(ref sums, ref totals, count);
        else EndRun<Lanes128>(ref sums, ref totals, count);
    }

    private static void EndRun<TLanes>(ref float sums, ref float totals, int count)
        where TLanes : struct, ILanes<TLanes>
    {
        int at = 0;
        for (; at + TLanes.Count <= count; at += TLanes.Count)
        {
            TLanes sum = TLanes.Load(ref sums, (nuint)at), total = TLanes.Load(ref totals, (nuint)at);
            SummationRun.End(ref sum, ref total);
            sum.Store(ref sums, (nuint)at);
            total.Store(ref totals, (nuint)at);
        }
        for (; at < count; at++)
        {
            ref float sum = ref Unsafe.Add(ref sums, at), total = ref Unsafe.Add(ref totals, at);
            float next = total + sum;
            sum -= next - total;
            total = next;
        }
    }

    private readonly struct SumMap : IGradientMap
    {
        public TLanes Apply<TLanes>(TLanes output, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => output + gradient;
    }
}
