namespace Cnn;

/// <summary>Lists that nobody can change any more: neither by a cast nor through the array that they were made of.</summary>
internal static class FixedList
{
    /// <summary>A copy behind a wrapper that only reads.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Array.AsReadOnly(values.ToArray());
    }
}
