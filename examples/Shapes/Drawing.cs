namespace ShapesExample;

/// <summary>Draws on 32 × 32 pixels: a bar, and shapes that do not overlap.</summary>
internal static class Drawing
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 32;

    /// <summary>A ring, a square and a cross.</summary>
    public const int Shapes = 3;

    /// <summary>A bar through the middle.</summary>
    /// <param name="image">[<see cref="Side"/>, <see cref="Side"/>], written.</param>
    /// <param name="angle">From the horizontal, in radians.</param>
    /// <param name="random">What the noise is drawn from.</param>
    public static void Bar(Span<byte> image, double angle, Random random)
    {
        (double sine, double cosine) = Math.SinCos(angle);
        Paint(image, random, (x, y) => Math.Abs((x * sine) - (y * cosine)) < 2 && (x * x) + (y * y) < 170, 0, 0);
    }

    /// <summary>Those shapes that are chosen, each in a quarter of its own.</summary>
    /// <param name="image">[<see cref="Side"/>, <see cref="Side"/>], written.</param>
    /// <param name="chosen">A bit for each shape.</param>
    /// <param name="random">What places and noise are drawn from.</param>
    public static void Some(Span<byte> image, int chosen, Random random)
    {
        Paint(image, random, (_, _) => false, 0, 0);
        int[] quarters = [0, 1, 2, 3];
        random.Shuffle(quarters);
        for (int shape = 0; shape < Shapes; shape++)
        {
            if ((chosen >> shape & 1) == 0) continue;
            double x = ((quarters[shape] % 2) * 16) - 8 + random.Next(-2, 3), y = ((quarters[shape] / 2) * 16) - 8 + random.Next(-2, 3);
            Paint(image, null, shape switch
            {
                0 => (a, b) => Math.Abs(Math.Sqrt((a * a) + (b * b)) - 4) < 1,
                1 => (a, b) => Math.Abs(Math.Max(Math.Abs(a), Math.Abs(b)) - 4) < 1,
                _ => (a, b) => Math.Min(Math.Abs(a), Math.Abs(b)) < 1 && Math.Max(Math.Abs(a), Math.Abs(b)) < 5,
            }, x, y);
        }
    }

    // What is inside is bright; with noise, the rest is made dark.
    private static void Paint(Span<byte> image, Random? noise, Func<double, double, bool> isInside, double middleX, double middleY)
    {
        for (int i = 0; i < image.Length; i++)
        {
            double x = (i % Side) - (Side / 2) + 0.5 - middleX, y = (i / Side) - (Side / 2) + 0.5 - middleY;
            if (isInside(x, y)) image[i] = 150;
            else if (noise is not null) image[i] = (byte)noise.Next(120);
        }
    }
}
