using System.Numerics;

namespace LeNetExample.Digits;

/// <summary>Smooth curves through points: centripetal Catmull-Rom splines (Yuksel et al. 2011), which make no loops of their own.</summary>
internal static class Spline
{
    private const int StepsPerSpan = 8;

    /// <summary>A point that a pen passes through.</summary>
    /// <param name="Position">Where.</param>
    /// <param name="IsCorner">Whether the pen turns sharply here.</param>
    public readonly record struct Knot(Vector2 Position, bool IsCorner);

    /// <summary>The curve through <paramref name="knots"/> (at least two) as a chain of short lines.</summary>
    public static Vector2[] Flatten(ReadOnlySpan<Knot> knots)
    {
        var points = new List<Vector2> { knots[0].Position };
        for (int i = 0; i + 1 < knots.Length; i++)
        {
            Vector2 from = knots[i].Position;
            Vector2 to = knots[i + 1].Position;
            Vector2? before = i > 0 && !knots[i].IsCorner ? knots[i - 1].Position : null;
            Vector2? after = i + 2 < knots.Length && !knots[i + 1].IsCorner ? knots[i + 2].Position : null;
            AddSpan(points, before, from, to, after);
        }

        return [.. points];
    }

    private static void AddSpan(List<Vector2> points, Vector2? before, Vector2 from, Vector2 to, Vector2? after)
    {
        float length = KnotDistance(from, to);
        Vector2 chord = to - from;
        Vector2? leaving = before is { } p ? Tangent(p, from, to, KnotDistance(p, from), length) : null;
        Vector2? arriving = after is { } n ? Tangent(from, to, n, length, KnotDistance(to, n), atEnd: true) : null;

        // At a free end the second derivative is zero, so that a span between two corners is a straight line.
        Vector2 start = leaving ?? (arriving is { } a ? (3f * chord - a) / 2f : chord);
        Vector2 end = arriving ?? (leaving is { } b ? (3f * chord - b) / 2f : chord);

        for (int step = 1; step <= StepsPerSpan; step++)
        {
            float t = step / (float)StepsPerSpan;
            float t2 = t * t;
            float t3 = t2 * t;
            points.Add((2f * t3 - 3f * t2 + 1f) * from + (t3 - 2f * t2 + t) * start + (3f * t2 - 2f * t3) * to + (t3 - t2) * end);
        }
    }

    // The derivative at the middle point, scaled to the span that is drawn: the one after it, or (atEnd) the one before it.
    private static Vector2 Tangent(Vector2 before, Vector2 middle, Vector2 after, float first, float second, bool atEnd = false) =>
        ((middle - before) / first - (after - before) / (first + second) + (after - middle) / second) * (atEnd ? first : second);

    private static float KnotDistance(Vector2 a, Vector2 b) => MathF.Sqrt(Vector2.Distance(a, b));
}
