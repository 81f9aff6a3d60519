namespace Cnn.Dsl;

/// <summary>Which words can be the name of a C# class or a part of a namespace.</summary>
internal static class CSharpNames
{
    // The keywords, and the contextual ones that the compiler does not take as the name of a type.
    private static readonly HashSet<string> _keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
            + "event explicit extern "
        + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object "
            + "operator out override "
        + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this "
            + "throw true try typeof "
        + "uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "dynamic extension file partial record required scoped var where").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a word of the text (letters, digits, underscores and dots) is one identifier and no keyword.</summary>
    public static bool IsIdentifier(string word) =>
        word.Length > 0 && (word[0] == '_' || char.IsLetter(word[0])) && word.IndexOf('.') < 0 && !_keywords.Contains(word);
}
