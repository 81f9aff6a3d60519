using System.Numerics;

namespace LeNetExample.Digits;

/// <summary>Paints one handwritten digit after the other: 28 × 28 pixels, 0 for paper and 255 for ink, as MNIST has them.</summary>
internal sealed class DigitPainter
{
    /// <summary>A picture's width and height.</summary>
    public const int Size = 28;

    private readonly Handwriting _hand = new();
    private readonly Ink _ink = new(Size, Size);
    private readonly Vector2[] _path = new Vector2[GlyphBook.Digits.SelectMany(ways => ways).SelectMany(glyph => glyph.Strokes)
        .Max(stroke => stroke.Length)];
    private readonly float[] _blurred = new float[Size * Size];

    /// <summary>Paints <paramref name="digit"/> in one of the ways that people write it.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">What makes this picture different from the others.</param>
    /// <param name="pixels">Receives 28 × 28 bytes.</param>
    public void Paint(int digit, ref RandomSequence random, Span<byte> pixels)
    {
        Glyph[] ways = GlyphBook.Digits[digit];
        Glyph glyph = ways[random.NextBelow(ways.Length)];
        _hand.Draw(ref random);
        _ink.Clear();

        float radius = random.NextBetween(0.65f, 1.65f);
        foreach (Vector2[] stroke in glyph.Strokes)
        {
            Span<Vector2> path = _path.AsSpan(0, stroke.Length);
            _hand.Write(stroke, path, ref random);
            _ink.Draw(path, radius * random.NextBetween(0.85f, 1.15f), radius * random.NextBetween(0.75f, 1.1f));
        }

        Blur(random.NextBetween(0f, 0.22f));
        Expose(ref random, pixels);
    }

    // Each pixel gives this share of itself to either neighbour, first along the rows, then along the columns.
    private void Blur(float share)
    {
        float[] sharp = _ink.Coverage;
        for (int i = 0; i < sharp.Length; i++)
        {
            int x = i % Size;
            float sides = (x > 0 ? sharp[i - 1] : 0f) + (x < Size - 1 ? sharp[i + 1] : 0f);
            _blurred[i] = sharp[i] * (1f - 2f * share) + sides * share;
        }

        for (int i = 0; i < sharp.Length; i++)
        {
            float sides = (i >= Size ? _blurred[i - Size] : 0f) + (i < sharp.Length - Size ? _blurred[i + Size] : 0f);
            sharp[i] = _blurred[i] * (1f - 2f * share) + sides * share;
        }
    }

    private void Expose(ref RandomSequence random, Span<byte> pixels)
    {
        float darkness = random.NextBetween(215f, 270f);
        float grain = random.NextBetween(0f, 10f);
        for (int i = 0; i < pixels.Length; i++)
        {
            float value = _ink.Coverage[i] * darkness + random.NextBetween(-grain, grain);
            pixels[i] = (byte)Math.Clamp((int)(value + 0.5f), 0, 255);
        }
    }
}
