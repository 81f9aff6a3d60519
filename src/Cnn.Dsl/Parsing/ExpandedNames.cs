using System.Globalization;

namespace Cnn.Dsl;

/// <summary>How names grow where blocks and repetitions are written out.</summary>
internal static class ExpandedNames
{
    // Longer numbers would not fit into an integer, and are no ordinals.
    private const int MostDigits = 9;

    /// <summary>
    /// What begins the names of a named use's layers: <c>layer1.0</c> → <c>layer1.0.</c>; a name that ends in a stroke, as Caffe's do, does
    /// by itself.
    /// </summary>
    public static string Prefix(string use) => use.EndsWith("/", StringComparison.Ordinal) ? use : use + ".";

    /// <summary>
    /// The name of repetition <paramref name="index"/>: <c>a</c> → <c>a.0</c>, <c>a.1</c>; a name that has a number already counts on:
    /// <c>a.1</c> → <c>a.1</c>, <c>a.2</c>.
    /// </summary>
    public static string Repeated(string name, int index)
    {
        int digits = name.Length - (name.LastIndexOf('.') + 1);
        bool hasNumber = digits is > 0 and <= MostDigits && digits < name.Length
            && name.Skip(name.Length - digits).All(c => c is >= '0' and <= '9');
        if (!hasNumber) return Invariant.Format($"{name}.{index}");
        int number = int.Parse(name.Substring(name.Length - digits), CultureInfo.InvariantCulture);
        return Invariant.Format($"{name.Substring(0, name.Length - digits)}{number + index}");
    }
}
