using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>Looks for values that are NaN or infinite.</summary>
internal static class FiniteValues
{
    /// <summary>Where the first value is that is not finite; -1 where all are.</summary>
    public static int IndexOfNotFinite(ReadOnlySpan<float> values)
    {
        int i = FirstSuspects(values);
        while (i < values.Length && float.IsFinite(values[i]))
            i++;
        return i < values.Length ? i : -1;
    }

    // A whole vector at a time: times zero, a finite value is zero, and any other is not a number.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstSuspects(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        int i = 0;
        while (i < vectors.Length && Vector.EqualsAll(vectors[i] * Vector<float>.Zero, Vector<float>.Zero)) i++;
        return i * Vector<float>.Count;
    }
}
