using System.Globalization;

namespace Cnn;

/// <summary>Learning rates in messages, as people write them.</summary>
internal static class LearningRateText
{
    /// <summary>The rate that a first attempt with plain descent seldom exceeds.</summary>
    private const decimal Most = 0.1m;

    /// <summary>Below it a smaller rate is not the cure.</summary>
    private const float Least = 1e-6f;

    /// <summary>For example 0.05, 0.00001, 3e38.</summary>
    public static string Of(float rate) =>
        rate == 0 || (rate >= Least && rate < 1e6f) ? Digits((decimal)rate) : rate.ToString("0.######e0", CultureInfo.InvariantCulture);

    /// <summary>
    /// A tenth of the rate to one digit, and no more than 0.1; null where the rate is so small that it is not what is wrong.
    /// </summary>
    /// <param name="rate">Finite and not negative.</param>
    public static string? Smaller(float rate)
    {
        if (rate < Least)
            return null;
        decimal tenth = rate >= 1 ? Most : (decimal)rate / 10, place = Most;
        while (tenth < place)
            place /= 10;
        return Digits(decimal.Floor(tenth / place) * place);
    }

    private static string Digits(decimal rate) => rate.ToString("0.############", CultureInfo.InvariantCulture);
}
