namespace Cnn.Dsl;

/// <summary>The numbers that text may have: those of 32 bits, as attributes have them.</summary>
internal static class NumberLimits
{
    /// <summary>Whether a number is one of them.</summary>
    public static bool Allow(long value) => value is >= int.MinValue and <= int.MaxValue;

    /// <summary>The largest magnitude.</summary>
    public static long Most(bool isNegative) => isNegative ? -(long)int.MinValue : int.MaxValue;

    /// <summary>The limit, for messages.</summary>
    public static string Describe(bool isNegative) =>
        isNegative ? "smallest number, " + Invariant.Count(int.MinValue) : "largest number, " + Invariant.Count(int.MaxValue);
}
