using System.Numerics;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>Sums of squares, in double precision: no float's square overflows or vanishes there.</summary>
internal static class SquaredNorm
{
    /// <summary>Of all values, in an order that depends on their number alone.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<double> low = default, high = default;
        foreach (Vector<float> vector in vectors)
        {
            Vector.Widen(vector, out Vector<double> first, out Vector<double> second);
            low += first * first;
            high += second * second;
        }
        double sum = Vector.Sum(low + high);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
            sum += (double)value * value;
        return sum;
    }
}
