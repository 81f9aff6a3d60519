using LeNetExample.Digits;

namespace LeNetExample.Sheet;

/// <summary>Enlarges a small picture by cubic convolution (Keys 1981, a = -1/2), which keeps edges crisp without showing squares.</summary>
internal static class Enlargement
{
    /// <summary>
    /// Draws <paramref name="pixels"/> (<paramref name="width"/> × <paramref name="height"/> bytes, 255 for ink) on a sheet <paramref
    /// name="scale"/> times as large.
    /// </summary>
    public static Ink Of(ReadOnlySpan<byte> pixels, int width, int height, int scale)
    {
        var ink = new Ink(width * scale, height * scale);
        for (int y = 0; y < ink.Height; y++)
            for (int x = 0; x < ink.Width; x++)
                ink.Coverage[y * ink.Width + x] = Sample(pixels, width, height, (x + 0.5f) / scale - 0.5f, (y + 0.5f) / scale - 0.5f);
        return ink;
    }

    private static float Sample(ReadOnlySpan<byte> pixels, int width, int height, float x, float y)
    {
        int column = (int)MathF.Floor(x);
        int row = (int)MathF.Floor(y);
        float sum = 0f;
        for (int dy = -1; dy <= 2; dy++)
        {
            if (row + dy < 0 || row + dy >= height) continue;
            float down = Weight(y - row - dy);
            for (int dx = -1; dx <= 2; dx++)
            {
                if (column + dx < 0 || column + dx >= width) continue;
                sum += down * Weight(x - column - dx) * pixels[(row + dy) * width + column + dx];
            }
        }

        return Math.Clamp(sum / 255f, 0f, 1f);
    }

    private static float Weight(float distance)
    {
        float d = MathF.Abs(distance);
        if (d < 1f) return (1.5f * d - 2.5f) * d * d + 1f;
        return d < 2f ? ((-0.5f * d + 2.5f) * d - 4f) * d + 2f : 0f;
    }
}
