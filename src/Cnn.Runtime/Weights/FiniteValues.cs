using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>The rule that a weight file holds finite values only, for reading and for writing.</summary>
internal static class FiniteValues
{
    /// <param name="path">The file.</param>
    /// <param name="parameter">The tensor.</param>
    /// <param name="values">Its values, row-major over its shape.</param>
    /// <param name="advice">What to do where one is not finite.</param>
    /// <exception cref="WeightFileException">One is NaN or infinite.</exception>
    public static void Check(string path, ParameterView parameter, ReadOnlySpan<float> values, string advice)
    {
        for (int i = FirstSuspects(values); i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                string name = VisibleText.Of(parameter.Name), shape = Shapes.Format(parameter.Shape);
                throw new WeightFileException(path, FormattableString.Invariant(
                    $"expected finite values, found {values[i]} in '{name}' at element {i} of {shape}; {advice}."));
            }
        }
    }

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
