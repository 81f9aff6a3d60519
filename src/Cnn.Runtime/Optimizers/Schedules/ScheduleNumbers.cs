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

    /// <summary>From 1 at 0 down to <paramref name="final"/> at 1, and up again until 2.</summary>
    public static double HalfCosine(double done, double final) => final + ((1 - final) * (1 + Math.Cos(Math.PI * done)) / 2);
}
