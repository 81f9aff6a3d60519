namespace Cnn.Dsl;

/// <summary>Reads <c>x3</c>: how often a statement stands there.</summary>
internal static class RepetitionParser
{
    /// <summary>Whether a word is a repetition rather than an option or a parameter.</summary>
    public static bool IsRepetition(string word) => word.Length > 1 && word[0] == 'x' && word.Skip(1).All(c => c is >= '0' and <= '9');

    /// <summary>Whether a repetition stands here, and no layer that is called like one.</summary>
    public static bool IsAt(TokenReader tokens) =>
        tokens.Current.Kind == TokenKind.Word && tokens.Following.Kind != TokenKind.Colon && IsRepetition(tokens.TextOf(tokens.Current.Range));

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
}
