using System.Globalization;
using System.Numerics;

namespace Cnn.Dsl;

/// <summary>Formatting that does not depend on the user's culture.</summary>
public static class Invariant
{
    /// <summary>Formats an interpolated string under the invariant culture.</summary>
    public static string Format(ref InvariantStringHandler text) => text.ToStringAndClear();

    /// <summary>A count with thousands separators, for example <c>61,706</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of any size with thousands separators.</summary>
    public static string Count(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number that reads back as itself, for example <c>0.5</c>.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
