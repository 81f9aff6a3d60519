namespace Cnn.Dsl;

/// <summary>
/// Finds names that would have to stand in quotation marks: <c>my-layer: relu</c>, <c>1st: relu</c>, <c>from fire2/conv1</c>.
/// </summary>
internal static class UnquotedNames
{
    private const string Expected = "a name of letters, digits, points and underscores that begins with a letter,";

    /// <summary>Reports one that begins a statement, and a colon ends; false where there is none.</summary>
    public static bool ReportBeforeColon(TokenReader tokens)
    {
        if (UpToColon(tokens) is not { } range) return false;
        string name = tokens.TextOf(range);
        if (IsLayer(tokens) && name.Any(char.IsWhiteSpace) && !IsWordAndNumber(name)) return false;
        while (tokens.Current.Range.Start < range.Start + range.Length) tokens.Take();
        tokens.Expected(
            range, Expected + " before ':'", $"Write it in quotation marks: \"{ShownNames.Short(name)}\": …");
        return true;
    }

    /// <summary>
    /// Reports one of which the first token is taken already, where more follows it without a blank; false where none does.
    /// </summary>
    /// <param name="tokens">The text.</param>
    /// <param name="before">The word before it.</param>
    public static bool ReportRest(TokenReader tokens, string before)
    {
        if (!tokens.IsAdjoining) return false;
        var first = tokens.Last;
        while (tokens.IsAdjoining) tokens.Take();
        var range = first.To(tokens.Last);
        tokens.Expected(range, Expected + $" after '{before}'", Advice(tokens, before, range));
        return true;
    }

    /// <summary>What to do where a name should stand and a number does; null where something else does.</summary>
    public static string? AdviceAt(TokenReader tokens, string before) =>
        tokens.Current.Kind is TokenKind.Number or TokenKind.MalformedNumber or TokenKind.Extent
            ? Advice(tokens, before, tokens.Current.Range)
            : null;

    private static string Advice(TokenReader tokens, string before, SourceRange name) =>
        $"Write such a name in quotation marks: {before} \"{ShownNames.Short(tokens.TextOf(name))}\".";

    private static bool IsLayer(TokenReader tokens) =>
        tokens.Current.Kind == TokenKind.Word && tokens.TextOf(tokens.Current.Range) is var word
        && (LayerCatalog.ByKeyword.ContainsKey(word) || LayerCatalog.ByResidualKeyword.ContainsKey(word)
            || NetworkOptionParser.Keywords.Contains(word));

    // A layer's arguments are no name, but what counts layers is one: 'conv 1: conv 16 3x3'.
    private static bool IsWordAndNumber(string name)
    {
        string[] parts = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && parts[1].All(c => c is >= '0' and <= '9');
    }

    private static SourceRange? UpToColon(TokenReader tokens)
    {
        var first = tokens.Current.Range;
        int end = first.Start, open = 0;
        for (int i = first.Start; i < tokens.Text.Length; i++)
        {
            char c = tokens.Text[i];
            int length = end - first.Start;
            if (c == ':') return length == 0 || open > 0 ? null : first with { Length = length, EndColumn = first.StartColumn + length };
            if (c is ',' or '{' or '}' or '"' or '#' || Lexer.IsLineEnd(c)) return null;
            if (c == '/' && i + 1 < tokens.Text.Length && tokens.Text[i + 1] is '/' or '*') return null;
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!char.IsWhiteSpace(c)) end = i + 1;
        }
        return null;
    }
}
