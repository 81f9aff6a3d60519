using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Sizes of memory as people write them. A megabyte is 1,048,576 bytes.</summary>
public static class MemorySize
{
    private static readonly (string Unit, long Bytes)[] _units = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1)];

    /// <summary>
    /// The bytes of a number with a unit, <c>1 MB</c> or <c>1.5GB</c>, a part of a byte cut off; null where it is none, or not from 1 byte
    /// to 2⁶³ - 1.
    /// </summary>
    public static long? Parse(string text)
    {
        string trimmed = text.Trim();
        foreach (var (unit, bytes) in _units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal)) continue;
            string number = trimmed.Substring(0, trimmed.Length - unit.Length).TrimEnd();
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)) return null;
            return value > (decimal)long.MaxValue / bytes || value * bytes < 1 ? null : (long)(value * bytes);
        }
        return null;
    }

    /// <summary>Bytes, and from a megabyte on those, too: <c>12,000,000 bytes (11.4 MB)</c>.</summary>
    public static string Format(long bytes) =>
        bytes < 1 << 20
            ? Invariant.Count(bytes) + " bytes" : Invariant.Format($"{Invariant.Count(bytes)} bytes ({bytes / (double)(1 << 20):N1} MB)");
}
