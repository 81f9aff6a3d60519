namespace Cnn.Runtime.Tests;

/// <summary>Functions in double precision that <see cref="Math"/> does not have.</summary>
internal static class Exact
{
    /// <summary>x or e^x - 1, whose small values come from the series: the difference would cancel.</summary>
    public static double Elu(double x) => x > 0 ? x : x > -1e-3 ? x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4)))))) : Math.Exp(x) - 1;

    /// <summary>
    /// Φ(x): far below zero by Laplace's continued fraction for Mills' ratio, elsewhere by the series
    /// 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia, "Evaluating the Normal Distribution", 2004).
    /// </summary>
    public static double NormalDistribution(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 12) return 1;
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < -2.5)
        {
            double fraction = -x;
            for (int k = 300; k >= 1; k--) fraction = -x + (k / fraction);
            return density / fraction;
        }
        double sum = x, term = x;
        for (int k = 3; sum + term != sum; k += 2) sum += term *= x * x / k;
        return 0.5 + (density * sum);
    }
}
