using System.Numerics;

namespace LeNetExample.Digits;

/// <summary>A sheet that a round pen writes on: how much of each pixel it covers, 0 to 1, by the distance to the stroke.</summary>
internal sealed class Ink(int width, int height)
{
    /// <summary>Pixels in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows of pixels.</summary>
    public int Height { get; } = height;

    /// <summary>Coverage, row by row.</summary>
    public float[] Coverage { get; } = new float[width * height];

    /// <summary>Wipes the sheet.</summary>
    public void Clear() => Array.Clear(Coverage);

    /// <summary>Draws a chain of lines with a pen that goes evenly from one radius to another; positions are in pixels.</summary>
    public void Draw(ReadOnlySpan<Vector2> points, float firstRadius, float lastRadius)
    {
        int lines = points.Length - 1;
        for (int i = 0; i < lines; i++)
        {
            float radius = firstRadius + (lastRadius - firstRadius) * (i + 0.5f) / lines;
            DrawLine(points[i], points[i + 1], radius);
        }
    }

    /// <summary>
    /// Draws a glyph with a pen of one radius, its box placed at <paramref name="corner"/> with sides of <paramref name="size"/> pixels.
    /// </summary>
    public void Draw(Glyph glyph, Vector2 corner, float size, float radius)
    {
        foreach (Vector2[] stroke in glyph.Strokes)
            Draw(Array.ConvertAll(stroke, point => corner + point * (size / Glyph.Box)), radius, radius);
    }

    private void DrawLine(Vector2 from, Vector2 to, float radius)
    {
        float reach = radius + 1f;
        int left = Math.Max(0, (int)MathF.Floor(MathF.Min(from.X, to.X) - reach));
        int right = Math.Min(Width - 1, (int)MathF.Ceiling(MathF.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)MathF.Floor(MathF.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(Height - 1, (int)MathF.Ceiling(MathF.Max(from.Y, to.Y) + reach));
        Vector2 line = to - from;
        float lengthSquared = MathF.Max(line.LengthSquared(), 1e-12f);

        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                // Pixel centres lie at halves.
                Vector2 offset = new Vector2(x + 0.5f, y + 0.5f) - from;
                float along = Math.Clamp(Vector2.Dot(offset, line) / lengthSquared, 0f, 1f);
                float coverage = Math.Clamp(radius + 0.5f - (offset - along * line).Length(), 0f, 1f);
                ref float pixel = ref Coverage[y * Width + x];
                if (coverage > pixel) pixel = coverage;
            }
        }
    }
}
