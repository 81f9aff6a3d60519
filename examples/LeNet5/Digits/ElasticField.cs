using System.Numerics;
using System.Runtime.InteropServices;

namespace LeNetExample.Digits;

/// <summary>
/// A smoothed random displacement field over a picture (Simard, Steinkraus and Platt 2003): independent uniform numbers at
/// each pixel, convolved with a Gaussian. It is applied to the pen's path rather than to the ink, so that lines keep their width.
/// </summary>
internal sealed class ElasticField
{
    // Simard et al. bend ink, with 4 pixels (and a strength of 34) for 29 × 29 pictures; a pen's path wants gentler bends.
    private const float Deviation = 5f;
    private const int Radius = 12;

    private const int Size = DigitPainter.Size;

    // A row is a whole number of vectors of any width up to 512 bits.
    private const int Stride = (Size + 15) / 16 * 16;

    private static readonly float[] s_gaussian = MakeGaussian();

    private readonly float[] _horizontal = new float[Size * Stride];
    private readonly float[] _vertical = new float[Size * Stride];
    private readonly float[] _scratch = new float[Size * Stride];

    /// <summary>Draws a new field; displacements grow in proportion to <paramref name="strength"/> (Simard's α).</summary>
    public void Draw(ref RandomSequence random, float strength)
    {
        Fill(_horizontal, ref random, strength);
        Fill(_vertical, ref random, strength);
    }

    /// <summary>The displacement at a position, in pixels; beyond the picture, that of its nearest pixel.</summary>
    public Vector2 At(Vector2 position)
    {
        float x = Math.Clamp(position.X, 0f, Size - 1.001f);
        float y = Math.Clamp(position.Y, 0f, Size - 1.001f);
        int column = (int)x;
        int row = (int)y;
        int corner = row * Stride + column;
        return new Vector2(Bilinear(_horizontal, corner, x - column, y - row), Bilinear(_vertical, corner, x - column, y - row));
    }

    private static float Bilinear(float[] field, int corner, float right, float down)
    {
        float top = field[corner] + (field[corner + 1] - field[corner]) * right;
        float bottom = field[corner + Stride] + (field[corner + Stride + 1] - field[corner + Stride]) * right;
        return top + (bottom - top) * down;
    }

    private void Fill(float[] field, ref RandomSequence random, float strength)
    {
        for (int row = 0; row < Size; row++)
            foreach (ref float value in field.AsSpan(row * Stride, Size))
                value = random.NextBetween(-strength, strength);

        // The Gaussian is the same both ways, and each pass turns the field over its diagonal.
        SmoothAndTranspose(field, _scratch);
        SmoothAndTranspose(_scratch, field);
    }

    private static void SmoothAndTranspose(float[] from, float[] to)
    {
        Span<float> sums = stackalloc float[Stride];
        for (int row = 0; row < Size; row++)
        {
            sums.Clear();
            int last = Math.Min(Size - 1, row + Radius);
            for (int other = Math.Max(0, row - Radius); other <= last; other++)
                AddScaled(from.AsSpan(other * Stride, Stride), s_gaussian[other - row + Radius], sums);
            for (int column = 0; column < Size; column++) to[column * Stride + row] = sums[column];
        }
    }

    private static void AddScaled(ReadOnlySpan<float> row, float weight, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> rowVectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<float>> sumVectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int i = 0; i < rowVectors.Length; i++) sumVectors[i] += weight * rowVectors[i];
    }

    private static float[] MakeGaussian()
    {
        float[] weights = new float[2 * Radius + 1];
        for (int i = -Radius; i <= Radius; i++) weights[i + Radius] = MathF.Exp(-i * i / (2f * Deviation * Deviation));
        float sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
