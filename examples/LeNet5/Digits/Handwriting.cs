using System.Numerics;

namespace LeNetExample.Digits;

/// <summary>One writer's hand at one moment: how the pen's path is turned, slanted, stretched, moved and bent.</summary>
internal sealed class Handwriting
{
    private const float Degree = MathF.PI / 180f;

    // Digits are about 20 pixels high in a picture of 28, as in MNIST.
    private const float PixelsPerUnit = 20f / Glyph.Box;

    private readonly ElasticField _elastic = new();
    private Matrix3x2 _affine;

    /// <summary>Draws the next hand.</summary>
    public void Draw(ref RandomSequence random)
    {
        float angle = 7f * Degree * random.NextBell();
        float slant = 0.10f + 0.17f * random.NextBell();
        float height = PixelsPerUnit * random.NextBetween(0.80f, 1.10f);
        float width = height * random.NextBetween(0.72f, 1.12f);
        var place = new Vector2(DigitPainter.Size / 2f + 0.9f * random.NextBell(), DigitPainter.Size / 2f + 0.9f * random.NextBell());

        _affine = Matrix3x2.CreateTranslation(-Glyph.Box / 2f, -Glyph.Box / 2f)
            * Matrix3x2.CreateScale(width, height)
            * new Matrix3x2(1f, 0f, -slant, 1f, 0f, 0f)
            * Matrix3x2.CreateRotation(angle)
            * Matrix3x2.CreateTranslation(place);
        _elastic.Draw(ref random, random.NextBetween(10f, 42f));
    }

    /// <summary>Where the pen goes for a stroke of a glyph, in pixels.</summary>
    /// <param name="stroke">The stroke, in the glyph's box.</param>
    /// <param name="path">Receives as many points.</param>
    /// <param name="random">Each stroke is set down a little beside its place.</param>
    public void Write(ReadOnlySpan<Vector2> stroke, Span<Vector2> path, ref RandomSequence random)
    {
        var slip = new Vector2(0.35f * random.NextBell(), 0.35f * random.NextBell());
        for (int i = 0; i < stroke.Length; i++)
        {
            Vector2 straight = Vector2.Transform(stroke[i], _affine) + slip;
            path[i] = straight + _elastic.At(straight);
        }
    }
}
