namespace Cnn.Dsl;

/// <summary>What is checked of a text before a single word of it is read.</summary>
internal static class TextCheck
{
    /// <summary>Characters of the longest text that is read, 1 MiB.</summary>
    public const int LongestText = 1_048_576;

    /// <summary>What is wrong with the text as a whole; null where it can be read.</summary>
    public static Issue? Find(string text, string path)
    {
        var start = SourceRange.None with { Path = path };
        if (text.Length > LongestText) return Issue.At(start, IssueCatalog.TextTooLong, Invariant.Count(text.Length));

        int foreign = 0, first = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (!Lexer.IsForeign(text[i])) continue;
            if (foreign++ == 0) first = i;
        }
        // A single one is a slip of the keyboard; the lexer shows its place.
        if (foreign <= 1) return null;
        return Issue.At(start, IssueCatalog.NotText, Invariant.Format(
            $": {Invariant.Count(foreign)} of its characters are control characters or no characters at all, the first, "
                + $"U+{(int)text[first]:X4}, at offset {first}"));
    }
}
