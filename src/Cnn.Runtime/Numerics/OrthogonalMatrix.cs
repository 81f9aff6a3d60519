using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>Random matrices with orthonormal rows, or columns where there are fewer of these.</summary>
internal static class OrthogonalMatrix
{
    /// <summary>
    /// Uniform among all such matrices (Haar's measure): the Q of a normal matrix's QR, with R's diagonal positive (Mezzadri, "How to
    /// generate random matrices from the classical compact groups", 2007), as PyTorch's <c>orthogonal_</c> and Keras' <c>Orthogonal</c>.
    /// </summary>
    /// <param name="values">The matrix, row by row.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="gain">What each element is multiplied by.</param>
    /// <param name="key">Where the numbers are drawn from.</param>
    public static void Fill(Span<float> values, int rows, double gain, RandomKey key)
    {
        int columns = values.Length / rows, count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            for (int j = 0; j < length; j++)
                vectors[i][j] = key.Normal((ulong)i * (uint)length + (uint)j);
            Orthogonalize(vectors, i);
        }
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double value = rows <= columns ? vectors[row][column] : vectors[column][row];
                values[(row * columns) + column] = (float)(gain * value);
            }
        }
    }

    // Gram and Schmidt's method, which gives R's diagonal positive by itself. Twice is enough for vectors orthogonal to the last bits
    // (Giraud, Langou and Rozloznik, 2005).
    private static void Orthogonalize(double[][] vectors, int last)
    {
        double[] vector = vectors[last];
        for (int turn = 0; turn < 2; turn++)
        {
            for (int i = 0; i < last; i++)
                Subtract(vector, vectors[i], Dot(vector, vectors[i]));
            double scale = 1 / Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < vector.Length; j++)
                vector[j] *= scale;
        }
    }

    // In lanes of one width on every processor, without fused multiply-adds, so that a seed means the same bits everywhere.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        const int Step = 16;
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i <= a.Length - Step; i += Step)
        {
            sum0 += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
            sum1 += Vector256.Create(a[(i + 4)..]) * Vector256.Create(b[(i + 4)..]);
            sum2 += Vector256.Create(a[(i + 8)..]) * Vector256.Create(b[(i + 8)..]);
            sum3 += Vector256.Create(a[(i + 12)..]) * Vector256.Create(b[(i + 12)..]);
        }
        Vector256<double> sums = sum0 + sum1 + (sum2 + sum3);
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(Span<double> vector, ReadOnlySpan<double> other, double times)
    {
        for (int i = 0; i < vector.Length; i++)
            vector[i] -= times * other[i];
    }
}
