using System.Runtime.CompilerServices;

namespace Cnn;

/// <summary>Lists that nobody can change any more: neither by a cast nor through the array that they were made of.</summary>
internal static class FixedList
{
    /// <summary>A copy behind a wrapper that only reads.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="name">What the list is, for messages.</param>
    /// <exception cref="ArgumentNullException">There is none, or an element is null.</exception>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        T[] copy = values.ToArray();
        int missing = Array.FindIndex(copy, static value => value is null);
        if (missing >= 0)
            throw new ArgumentNullException(name, FormattableString.Invariant($"No element of {name} may be null; {name}[{missing}] is."));
        return Array.AsReadOnly(copy);
    }
}
