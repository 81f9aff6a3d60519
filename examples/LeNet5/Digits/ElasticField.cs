using System.Numerics;

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

    private static readonly float[] s_gaussian = MakeGaussian();

    private readonly int _size;
    private readonly float[] _horizontal;
    private readonly float[] _vertical;
    private readonly float[] _scratch;

    /// <summary>Room for a field over <paramref name="size"/> × <paramref name="size"/> pixels.</summary>
    public ElasticField(int size)
    {
        _size = size;
        _horizontal = new float[size * size];
        _vertical = new float[size * size];
        _scratch = new float[size * size];
    }

    /// <summary>Draws a new field; displacements grow in proportion to <paramref name="strength"/> (Simard's α).</summary>
    public void Draw(ref RandomSequence random, float strength)
    {
        Fill(_horizontal, ref random, strength);
        Fill(_vertical, ref random, strength);
    }

    /// <summary>The displacement at a position, in pixels; beyond the picture, that of its nearest pixel.</summary>
    public Vector2 At(Vector2 position)
    {
        float x = Math.Clamp(position.X, 0f, _size - 1.001f);
        float y = Math.Clamp(position.Y, 0f, _size - 1.001f);
        int column = (int)x;
        int row = (int)y;
        int corner = row * _size + column;
        return new Vector2(Bilinear(_horizontal, corner, x - column, y - row), Bilinear(_vertical, corner, x - column, y - row));
    }

    private float Bilinear(float[] field, int corner, float right, float down)
    {
        float top = field[corner] + (field[corner + 1] - field[corner]) * right;
        float bottom = field[corner + _size] + (field[corner + _size + 1] - field[corner + _size]) * right;
        return top + (bottom - top) * down;
    }

    private void Fill(float[] field, ref RandomSequence random, float strength)
    {
        for (int i = 0; i < field.Length; i++) field[i] = random.NextBetween(-strength, strength);
        Smooth(field, _scratch, 1, _size);
        Smooth(_scratch, field, _size, 1);
    }

    private void Smooth(float[] from, float[] to, int along, int across)
    {
        for (int line = 0; line < _size; line++)
        {
            for (int i = 0; i < _size; i++)
            {
                float sum = 0f;
                int last = Math.Min(_size - 1, i + Radius);
                for (int j = Math.Max(0, i - Radius); j <= last; j++) sum += s_gaussian[j - i + Radius] * from[line * across + j * along];
                to[line * across + i * along] = sum;
            }
        }
    }

    private static float[] MakeGaussian()
    {
        float[] weights = new float[2 * Radius + 1];
        for (int i = -Radius; i <= Radius; i++) weights[i + Radius] = MathF.Exp(-i * i / (2f * Deviation * Deviation));
        float sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
