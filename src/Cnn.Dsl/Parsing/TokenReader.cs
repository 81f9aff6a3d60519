using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Hands the tokens of a text to the grammar with one token of foresight, and takes the issues.</summary>
internal sealed class TokenReader
{
    private const int MostIssues = 100;

    private readonly string _text;
    private readonly Lexer _lexer;
    private readonly List<Issue> _issues = [];
    private readonly HashSet<(IssueDescriptor, SourceRange, string)> _once = [];
    private bool _isStopped;
    private int _comments;

    public TokenReader(string text, string path, Work work)
    {
        Work = work;
        _text = text;
        _lexer = new(text, path);
        Current = new(TokenKind.End, SourceRange.None with { Path = path });
        Current = Next();
        Following = Next();
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

    /// <summary>The text.</summary>
    public string Text => _text;

    /// <summary>
    /// How many mistakes of the grammar were reported; it also rises by one where reading was stopped. What stands around a wrong comment
    /// can be read all the same.
    /// </summary>
    public int IssueCount => _issues.Count - _comments + (_isStopped ? 1 : 0);

    /// <summary>Whether anything was reported.</summary>
    public bool HasIssues => _issues.Count > 0;

    /// <summary>Whether reading was stopped, so that nothing more is reported.</summary>
    public bool IsStopped => _isStopped;

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
        if (!_isStopped) Following = Next();
        return taken;
    }

    /// <summary>Whether no blank stands between the last token and the current one, which do not end a statement.</summary>
    public bool IsAdjoining =>
        !IsAtStatementEnd && Current.Kind is not (TokenKind.Colon or TokenKind.OpenBrace)
            && Current.Range.Start == Last.Start + Last.Length;

    /// <summary>Whether the current token is this word.</summary>
    public bool IsAt(string word) => Is(Current, word);

    /// <summary>Whether an equals sign stands here, which the language does not know.</summary>
    public bool IsAtEquals => Current.Kind == TokenKind.Unknown && _text[Current.Range.Start] == '=';

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

    /// <summary>The value of digits; the limit, and an issue, where it is past that.</summary>
    /// <param name="digits">Where they stand.</param>
    /// <param name="isNegative">Whether a minus stands directly before them.</param>
    public long ValueOf(SourceRange digits, bool isNegative = false)
    {
        long value = 0, most = NumberLimits.Most(isNegative);
        foreach (char digit in TextOf(digits))
        {
            value = value * 10 + (digit - '0');
            if (value <= most) continue;
            ReportPastLimit(digits, isNegative);
            value = most;
            break;
        }
        return isNegative ? -value : value;
    }

    /// <summary>Reports a number that is past the limit, its minus included.</summary>
    public void ReportPastLimit(SourceRange digits, bool isNegative)
    {
        int minus = isNegative ? 1 : 0;
        var range = digits with { Start = digits.Start - minus, Length = digits.Length + minus, StartColumn = digits.StartColumn - minus };
        Report(range, IssueCatalog.NumberTooLarge, ShownNames.Short(TextOf(range)), NumberLimits.Describe(isNegative));
    }

    /// <summary>The name that a word or a quoted name is.</summary>
    public Located<string> NameOf(Token token)
    {
        string text = TextOf(token.Range);
        return new(token.Kind == TokenKind.QuotedName ? text.Substring(1, text.Length - 2) : text, token.Range);
    }

    /// <summary>Reports that something else should stand where the current token does.</summary>
    /// <param name="what">What is expected.</param>
    /// <param name="advice">What to do, where that is more than the message says.</param>
    public void Expected(string what, string? advice = null)
    {
        var range = Current.Range;
        switch (Current.Kind)
        {
            case TokenKind.Unknown:
                Report(advice ?? ForeignWords.Character(TextOf(range)), range, IssueCatalog.UnexpectedCharacter, Character(TextOf(range)));
                break;
            case TokenKind.UnclosedName:
                Report(range, IssueCatalog.Expected, "a second '\"' at the end of the name", "the end of the line");
                break;
            case TokenKind.End or TokenKind.LineEnd:
                // What is missing belongs after the last word, not after the comment or the empty lines that follow it.
                var after =
                    Last with { Start = Last.Start + Last.Length, Length = 0, StartLine = Last.EndLine, StartColumn = Last.EndColumn };
                Report(advice, after, IssueCatalog.Expected, what, Current.Kind == TokenKind.End
                    ? "the end of the text" : "the end of the line");
                break;
            default:
                Report(advice, range, IssueCatalog.Expected, what, "'" + ShownNames.Short(TextOf(range)) + "'");
                break;
        }
    }

    /// <summary>Reports that something else should stand at a range, which ends before the current token.</summary>
    public void Expected(SourceRange range, string what, string advice) =>
        Report(advice, range, IssueCatalog.Expected, what, "'" + ShownNames.Short(TextOf(range)) + "'");

    /// <summary>Reports an issue of a block's text, once for all uses.</summary>
    public void ReportOnce(SourceRange range, IssueDescriptor descriptor, params object[] arguments)
    {
        if (_once.Add((descriptor, Place ?? range, ""))) Report(range, descriptor, arguments);
    }

    /// <summary>Reports an issue of the numbers in a use of a block, once for all uses for which it is the very same.</summary>
    public void ReportEach(SourceRange range, IssueDescriptor descriptor, params object[] arguments)
    {
        if (_once.Add((descriptor, Place ?? range, string.Join("\n", arguments)))) Report(range, descriptor, arguments);
    }

    /// <summary>Where all that is reported stands; null for its own place.</summary>
    public SourceRange? Place { get; set; }

    /// <summary>The use of a block that is being written out; null outside of any.</summary>
    public LayerOrigin? Origin { get; set; }

    /// <summary>Reports an issue, and stops reading after too many of them.</summary>
    public void Report(SourceRange range, IssueDescriptor descriptor, params object[] arguments) =>
        Report(null, range, descriptor, arguments);

    /// <summary>Reports an issue with advice of its own.</summary>
    public void Report(string? advice, SourceRange range, IssueDescriptor descriptor, params object[] arguments)
    {
        range = Place ?? range;
        if (_isStopped) return;
        if (_issues.Count < MostIssues)
        {
            _issues.Add(Issue.At(range, descriptor, arguments) with { Advice = advice, Origin = Origin });
            return;
        }
        _issues.Add(Issue.At(range, IssueCatalog.TooManyErrors, MostIssues));
        Stop();
    }

    /// <summary>Reads no further: from here on the text is over, and nothing more is reported.</summary>
    public void Stop()
    {
        _isStopped = true;
        Current = Following = new(
            TokenKind.End, Current.Range with { Length = 0, EndLine = Current.Range.StartLine, EndColumn = Current.Range.StartColumn });
    }

    // The grammar never sees a comment, not even one that is written as other languages write theirs, nor that a division is written so.
    private Token Next()
    {
        while (true)
        {
            var token = _lexer.Next();
            bool isDivision = token.Kind == TokenKind.Slash && token.Range.Length > 1;
            if (token.Kind != TokenKind.ForeignComment && !isDivision) return token;
            string sign = TextOf(token.Range);
            _comments++;
            Report(
                sign switch
                {
                    "//" => "Begin the comment with '#'; a division is a single '/'.",
                    "%" or ";" => "Begin the comment with '#'.",
                    _ => "Begin each line of the comment with '#'.",
                },
                token.Range, IssueCatalog.UnexpectedCharacter, "'" + sign + "'");
            if (_isStopped) return Current;
            if (isDivision) return token;
        }
    }

    private bool Is(Token token, string word) =>
        token.Kind == TokenKind.Word && token.Range.Length == word.Length
        && string.CompareOrdinal(_text, token.Range.Start, word, 0, word.Length) == 0;

    /// <summary>A character as messages show it, with its number where one cannot tell by looking.</summary>
    private static string Character(string character)
    {
        int number = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        string code = "U+" + number.ToString("X4", CultureInfo.InvariantCulture);
        if (number is > ' ' and < 127) return "'" + character + "'";
        bool isVisible = CharUnicodeInfo.GetUnicodeCategory(character, 0)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse);
        return isVisible ? $"'{character}' ({code})" : code;
    }
}
