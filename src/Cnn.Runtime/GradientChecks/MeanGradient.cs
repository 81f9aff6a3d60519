namespace Cnn;

/// <summary>The mean of a gradient along a line, by the trapezoidal rule.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Doubt">By how much the mean of every second point is another.</param>
internal readonly record struct MeanGradient(double Value, double Doubt)
{
    /// <summary>
    /// Into how many pieces the line is cut; a power of two, so that every second point is one of a line half as long.
    /// </summary>
    private const int Pieces = 16;

    /// <summary>The mean from -<paramref name="step"/> to <paramref name="step"/>.</summary>
    public static MeanGradient Over(double step, Func<double, MovedGradient> at)
    {
        MovedGradient[] points = new MovedGradient[Pieces + 1];
        for (int i = 0; i <= Pieces; i++)
            points[i] = at(((2.0 * i / Pieces) - 1) * step);
        double fine = Mean(points, 1);
        return new(fine, Math.Abs(fine - Mean(points, 2)));
    }

    private static double Mean(MovedGradient[] points, int stride)
    {
        double sum = 0;
        for (int i = 0; i < Pieces; i += stride)
        {
            MovedGradient left = points[i], right = points[i + stride];
            sum += (left.Gradient + right.Gradient) / 2 * (right.Distance - left.Distance);
        }
        return sum / (points[Pieces].Distance - points[0].Distance);
    }
}
