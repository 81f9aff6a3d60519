namespace Cnn;

/// <summary>What schedules ask of their settings, and half a cosine.</summary>
internal static class ScheduleNumbers
{
    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");

    /// <summary>What a rate falls to, as a share of where it falls from.</summary>
    public static double Share(double value, string name) =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"{name} must be from 0 to 1: it is a factor of the rate that the schedule begins with, not a rate.");

    /// <summary>What a rate is divided by, so that it is not larger.</summary>
    public static double Divisor(double value, string name) =>
        double.IsFinite(value) && value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and 1 or more: a rate is divided by it.");

    /// <summary>From 1 at 0 down to <paramref name="final"/> at 1, and up again until 2.</summary>
    public static double HalfCosine(double done, double final) => final + ((1 - final) * (1 + Math.Cos(Math.PI * done)) / 2);

    /// <summary>ln(1 + x) for x of 0 or more, where 1 + x has lost x's digits too (Kahan).</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>e^x - 1 for x of 0 or more, where e^x is almost 1 too (Kahan).</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * (x / Math.Log(power));
    }
}
