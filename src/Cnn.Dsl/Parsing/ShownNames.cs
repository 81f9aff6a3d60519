namespace Cnn.Dsl;

/// <summary>Lists of names as messages show them: not more than anyone reads, however many a text has.</summary>
internal static class ShownNames
{
    /// <summary>Names that one message lists.</summary>
    public const int Most = 10;

    /// <summary>The first names, and how many more there are.</summary>
    public static string First(IReadOnlyList<string> names)
    {
        string first = string.Join(", ", names.Take(Most).Select(TokenReader.Shown));
        return names.Count <= Most ? first : first + Invariant.Format($" and {names.Count - Most} more");
    }

    /// <summary>The last names before a position, and how many stand before them.</summary>
    public static string Before(IReadOnlyList<string> names, int position)
    {
        if (position == 0) return "none";
        int first = Math.Max(0, position - Most);
        string last = string.Join(", ", Enumerable.Range(first, position - first).Select(i => TokenReader.Shown(names[i])));
        return first == 0 ? last : last + Invariant.Format($" and {first} before them");
    }
}
