using System.Runtime.InteropServices;

namespace Cnn.Runtime;

/// <summary>
/// Vectorised functions that no layer's shape changes; generated code calls them. References point at the first element,
/// counts are in floats and may be any positive number, nothing need be aligned, and nothing is checked: the caller's plan was.
/// </summary>
/// <remarks>Each runs at the widest vectors that the processor is good at: 512, 256 or 128 bits.</remarks>
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

    private readonly struct SumMap : IGradientMap
    {
        public TLanes Apply<TLanes>(TLanes output, TLanes gradient)
            where TLanes : struct, ILanes<TLanes> => output + gradient;
    }
}
