using System.Numerics;

namespace Zoo.Tests;

/// <summary>
/// Weights that are functions of their index, as in the script that made the reference:
/// <c>fill(n, seed, scale)[i] = scale sin(0.7 i + 1.3 seed + 0.1 (i² mod 7))</c>.
/// </summary>
internal static class IndexFill
{
    // i² mod 7 has the period 7, and vectors want a power of two.
    private const int Block = 7 * 64;

    private static readonly double[] s_sines = new double[Block];
    private static readonly double[] s_cosines = new double[Block];

    static IndexFill()
    {
        for (int j = 0; j < Block; j++) (s_sines[j], s_cosines[j]) = Math.SinCos(0.7 * j + 0.1 * (j * j % 7));
    }

    /// <summary>Values; one pair of sine and cosine for each block of them, and the sum of angles inside.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The number of the tensor.</param>
    /// <param name="scale">The largest value.</param>
    /// <param name="middle">What is added to each.</param>
    public static float[] Values(int count, int seed, double scale, double middle = 0)
    {
        float[] values = new float[count];
        double[] block = new double[Block];
        for (int begin = 0; begin < count; begin += Block)
        {
            var (sine, cosine) = Math.SinCos(0.7 * begin + 1.3 * seed);
            for (int j = 0; j < Block; j += Vector<double>.Count)
            {
                var sum = new Vector<double>(s_cosines, j) * (scale * sine) + new Vector<double>(s_sines, j) * (scale * cosine)
                    + new Vector<double>(middle);
                sum.CopyTo(block, j);
            }

            int length = Math.Min(Block, count - begin);
            for (int j = 0; j < length; j++) values[begin + j] = (float)block[j];
        }

        return values;
    }
}
