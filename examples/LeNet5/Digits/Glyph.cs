using System.Globalization;
using System.Numerics;

namespace LeNetExample.Digits;

/// <summary>A sign as a pen writes it: strokes in a box of 100 × 100 units, y downwards.</summary>
internal sealed class Glyph
{
    /// <summary>The box's side.</summary>
    public const float Box = 100f;

    /// <param name="strokes">
    /// One string a stroke: the points that the pen passes through, <c>x,y</c>, and <c>!</c> after a sharp turn.
    /// </param>
    public Glyph(params string[] strokes) => Strokes = Array.ConvertAll(strokes, Parse);

    /// <summary>The strokes, each a chain of short lines.</summary>
    public IReadOnlyList<Vector2[]> Strokes { get; }

    /// <summary>The smallest and the largest x that the pen reaches.</summary>
    public (float Left, float Right) Extent =>
        (Strokes.Min(stroke => stroke.Min(point => point.X)), Strokes.Max(stroke => stroke.Max(point => point.X)));

    private static Vector2[] Parse(string stroke) =>
        Spline.Flatten(Array.ConvertAll(stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries), ParseKnot));

    private static Spline.Knot ParseKnot(string knot)
    {
        string[] coordinates = knot.TrimEnd('!').Split(',');
        var position = new Vector2(
            float.Parse(coordinates[0], CultureInfo.InvariantCulture),
            float.Parse(coordinates[1], CultureInfo.InvariantCulture));
        return new Spline.Knot(position, knot.EndsWith('!'));
    }
}
