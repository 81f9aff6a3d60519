namespace Cnn.Dsl;

/// <summary>
/// Names and lists of names as messages show them: not more than anyone reads, however long or however many a text has them.
/// </summary>
internal static class ShownNames
{
    /// <summary>Names that one message lists.</summary>
    public const int Most = 10;

    private const int LongestShown = 40;

    /// <summary>A word as messages show it: not longer than anyone reads.</summary>
    public static string Short(string word) => word.Length <= LongestShown ? word : word.Substring(0, LongestShown - 1) + "…";

    /// <summary>The first names, and how many more there are.</summary>
    public static string First(IReadOnlyList<string> names)
    {
        string first = string.Join(", ", names.Take(Most).Select(Short));
        return names.Count <= Most ? first : first + Invariant.Format($" and {names.Count - Most} more");
    }

    /// <summary>The last names before a position, and how many stand before them.</summary>
    public static string Before(IReadOnlyList<string> names, int position)
    {
        if (position == 0) return "none";
        int first = Math.Max(0, position - Most);
        string last = string.Join(", ", Enumerable.Range(first, position - first).Select(i => Short(names[i])));
        return first == 0 ? last : last + Invariant.Format($" and {first} before them");
    }
}
