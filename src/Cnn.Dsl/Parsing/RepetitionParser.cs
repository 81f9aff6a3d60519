namespace Cnn.Dsl;

/// <summary>Reads <c>x3</c>: how often a statement stands there.</summary>
internal static class RepetitionParser
{
    /// <summary>Whether a word is a repetition rather than an option or a parameter.</summary>
    public static bool IsRepetition(string word) => word.Length > 1 && word[0] == 'x' && word.Skip(1).All(c => c is >= '0' and <= '9');

    /// <summary>Whether a repetition stands here, and no layer that is called like one.</summary>
    public static bool IsAt(TokenReader tokens) =>
        tokens.Current.Kind == TokenKind.Word && tokens.Following.Kind != TokenKind.Colon
            && IsRepetition(tokens.TextOf(tokens.Current.Range));

    /// <summary>
    /// Reports and takes what was probably meant as one, <c>x 3</c>, <c>X3</c>, <c>3x</c> or <c>* 3</c>; false where nothing of the kind
    /// stands here.
    /// </summary>
    public static bool ReportMisspelled(TokenReader tokens)
    {
        var first = tokens.Current;
        string text = tokens.TextOf(first.Range);
        string? digits = first.Kind switch
        {
            TokenKind.Word when text[0] == 'X' && IsRepetition(text.ToLowerInvariant()) => text.Substring(1),
            TokenKind.MalformedNumber when text[text.Length - 1] is 'x' or 'X' && IsDigits(text.Substring(0, text.Length - 1)) =>
                text.Substring(0, text.Length - 1),
            TokenKind.Word when text is "x" or "X" or "times" or "repeat" => NumberBehind(tokens),
            TokenKind.Star => NumberBehind(tokens),
            TokenKind.Unknown when text is "×" => NumberBehind(tokens),
            _ => null,
        };
        if (digits is null) return false;
        tokens.Take();
        if (tokens.Current.Kind == TokenKind.Number && tokens.TextOf(tokens.Current.Range) == digits) tokens.Take();
        tokens.Expected(first.Range.To(tokens.Last), "a repetition such as x3 without blanks", $"Write x{ShownNames.Short(digits)}.");
        return true;
    }

    /// <summary>Reads it. It ends its statement.</summary>
    public static int Parse(TokenReader tokens)
    {
        var range = tokens.Take().Range;
        var digits = range with { Start = range.Start + 1, Length = range.Length - 1, StartColumn = range.StartColumn + 1 };
        long count = tokens.ValueOf(digits);
        if (count == 0) tokens.Report(digits, IssueCatalog.OutOfRange, "the repetition", 0, "at least 1");
        if (!tokens.IsAtStatementEnd) tokens.Expected("a comma or a line end");
        return (int)count;
    }

    private static string? NumberBehind(TokenReader tokens) =>
        tokens.Following.Kind == TokenKind.Number && tokens.TextOf(tokens.Following.Range) is var digits && IsDigits(digits)
            ? digits : null;

    private static bool IsDigits(string text) => text.All(c => c is >= '0' and <= '9');
}
