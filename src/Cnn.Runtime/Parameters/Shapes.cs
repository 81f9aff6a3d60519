using System.Globalization;

namespace Cnn;

/// <summary>How shapes are written in messages and tables.</summary>
internal static class Shapes
{
    /// <summary>For example <c>[6, 1, 5, 5]</c>.</summary>
    public static string Format(IReadOnlyList<int> shape) =>
        "[" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>For example <c>[6, 1, 5, 5]</c>.</summary>
    public static string Format(IReadOnlyList<long> shape) =>
        "[" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";
}
