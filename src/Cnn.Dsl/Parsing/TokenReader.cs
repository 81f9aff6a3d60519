using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Hands the tokens of a text to the grammar with one token of foresight, and takes the issues.</summary>
internal sealed class TokenReader
{
    private const int MostIssues = 100;
    private const int LongestShown = 40;

    private readonly string _text;
    private readonly Lexer _lexer;
    private readonly List<Issue> _issues = [];
    private readonly HashSet<(IssueDescriptor, SourceRange)> _once = [];
    private bool _isStopped;

    public TokenReader(string text, string path, Work work)
    {
        Work = work;
        _text = text;
        _lexer = new(text, path);
        Current = _lexer.Next();
        Following = _lexer.Next();
        Last = Current.Range with { Length = 0, EndLine = Current.Range.StartLine, EndColumn = Current.Range.StartColumn };
    }

    /// <summary>Ticks for each token, and wherever else the text decides how long a loop is.</summary>
    public Work Work { get; }

    /// <summary>The token that is looked at.</summary>
    public Token Current { get; private set; }

    /// <summary>The token after it.</summary>
    public Token Following { get; private set; }

    /// <summary>Where the last token stood that was taken.</summary>
    public SourceRange Last { get; private set; }

    /// <summary>Whether reading was stopped, so that nothing more is reported.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>How many issues were reported; it also rises by one where reading was stopped.</summary>
    public int IssueCount => _issues.Count + (_isStopped ? 1 : 0);

    /// <summary>The issues, in the order of the text.</summary>
    public EquatableArray<Issue> Issues => _issues.OrderBy(issue => issue.Range.Start).ToEquatableArray();

    /// <summary>Whether the statement is over.</summary>
    public bool IsAtStatementEnd => Current.Kind is TokenKind.End or TokenKind.LineEnd or TokenKind.Comma or TokenKind.CloseBrace;

    /// <summary>Takes the current token and moves on.</summary>
    public Token Take()
    {
        Work.Tick();
        var taken = Current;
        Last = taken.Range;
        Current = Following;
        if (!_isStopped) Following = _lexer.Next();
        return taken;
    }

    /// <summary>Whether the current token is this word.</summary>
    public bool IsAt(string word) => Is(Current, word);

    /// <summary>Whether the token after the current one is this word.</summary>
    public bool IsBefore(string word) => Is(Following, word);

    /// <summary>Takes the line ends that stand here.</summary>
    public void SkipLineEnds()
    {
        while (Current.Kind == TokenKind.LineEnd) Take();
    }

    /// <summary>Skips the rest of a statement that is wrong, up to the separator or brace that ends it.</summary>
    public void SkipStatement()
    {
        while (!IsAtStatementEnd && Current.Kind != TokenKind.OpenBrace) Take();
    }

    /// <summary>What stands at a range.</summary>
    public string TextOf(SourceRange range) => _text.Substring(range.Start, range.Length);

    /// <summary>The value of digits; the largest number, and an issue, where it is past that.</summary>
    public long ValueOf(SourceRange range)
    {
        long value = 0;
        foreach (char digit in TextOf(range))
        {
            value = value * 10 + (digit - '0');
            if (value <= int.MaxValue) continue;
            Report(range, IssueCatalog.NumberTooLarge, Shown(TextOf(range)));
            return int.MaxValue;
        }
        return value;
    }

    /// <summary>The name that a word or a quoted name is.</summary>
    public Located<string> NameOf(Token token)
    {
        string text = TextOf(token.Range);
        return new(token.Kind == TokenKind.QuotedName ? text.Substring(1, text.Length - 2) : text, token.Range);
    }

    /// <summary>Reports that something else should stand where the current token does.</summary>
    public void Expected(string what)
    {
        var range = Current.Range;
        switch (Current.Kind)
        {
            case TokenKind.Unknown:
                Report(range, IssueCatalog.UnexpectedCharacter, Character(TextOf(range)));
                break;
            case TokenKind.UnclosedName:
                Report(range, IssueCatalog.Expected, "a second '\"' at the end of the name", "the end of the line");
                break;
            case TokenKind.End or TokenKind.LineEnd:
                // What is missing belongs after the last word, not after the comment or the empty lines that follow it.
                var after = Last with { Start = Last.Start + Last.Length, Length = 0, StartLine = Last.EndLine, StartColumn = Last.EndColumn };
                Report(after, IssueCatalog.Expected, what, Current.Kind == TokenKind.End ? "the end of the text" : "the end of the line");
                break;
            default:
                Report(range, IssueCatalog.Expected, what, "'" + Shown(TextOf(range)) + "'");
                break;
        }
    }

    /// <summary>Reports an issue that a use of a block shows, once for all uses.</summary>
    public void ReportOnce(SourceRange range, IssueDescriptor descriptor, params object[] arguments)
    {
        if (_once.Add((descriptor, Place ?? range))) Report(range, descriptor, arguments);
    }

    /// <summary>Where all that is reported stands; null for its own place.</summary>
    public SourceRange? Place { get; set; }

    /// <summary>Reports an issue, and stops reading after too many of them.</summary>
    public void Report(SourceRange range, IssueDescriptor descriptor, params object[] arguments)
    {
        range = Place ?? range;
        if (_isStopped) return;
        if (_issues.Count < MostIssues)
        {
            _issues.Add(Issue.At(range, descriptor, arguments));
            return;
        }
        _issues.Add(Issue.At(range, IssueCatalog.TooManyErrors, MostIssues));
        Stop();
    }

    /// <summary>Reads no further: from here on the text is over, and nothing more is reported.</summary>
    public void Stop()
    {
        _isStopped = true;
        Current = Following = new(TokenKind.End, Current.Range with { Length = 0, EndLine = Current.Range.StartLine, EndColumn = Current.Range.StartColumn });
    }

    private bool Is(Token token, string word) =>
        token.Kind == TokenKind.Word && token.Range.Length == word.Length
        && string.CompareOrdinal(_text, token.Range.Start, word, 0, word.Length) == 0;

    /// <summary>A word as messages show it: not longer than anyone reads.</summary>
    public static string Shown(string word) => word.Length <= LongestShown ? word : word.Substring(0, LongestShown - 1) + "…";

    /// <summary>A character as messages show it, with its number where one cannot tell by looking.</summary>
    private static string Character(string character)
    {
        int number = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        string code = "U+" + number.ToString("X4", CultureInfo.InvariantCulture);
        if (number is > ' ' and < 127) return "'" + character + "'";
        bool isVisible = CharUnicodeInfo.GetUnicodeCategory(character, 0)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
        return isVisible ? $"'{character}' ({code})" : code;
    }
}
