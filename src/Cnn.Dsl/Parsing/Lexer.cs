namespace Cnn.Dsl;

/// <summary>
/// Cuts text into tokens, one at a time and in one pass. It reports nothing: whatever stands in the text becomes a token of some kind.
/// </summary>
internal sealed class Lexer(string text, string path)
{
    private int _position;
    private int _line;
    private int _lineStart;

    // Where one comment has no end, none behind it has.
    private bool _isUnclosed;

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever once the text is over.</summary>
    public Token Next()
    {
        SkipBlanksAndComment();
        int start = _position;
        if (start == text.Length) return TokenFrom(start, TokenKind.End);
        char c = text[start];
        if (IsLineEnd(c)) return LineEnd();
        if (c is '_' || char.IsLetter(c)) return Word();
        if (IsDigit(start) || (c == '.' && IsDigit(start + 1))) return Number();
        if (c == '"') return QuotedName();
        if (c == '/' && start + 1 < text.Length && text[start + 1] is '/' or '*') return ForeignComment();
        if ((c == '%' && !IsPercentage(start)) || (c == ';' && IsFirst(start))) return RestOfLine();
        _position++;
        switch (c)
        {
            case ':': return TokenFrom(start, TokenKind.Colon);
            case ',': return TokenFrom(start, TokenKind.Comma);
            case '-': return TokenFrom(start, TokenKind.Minus);
            case '+': return TokenFrom(start, TokenKind.Plus);
            case '*': return TokenFrom(start, TokenKind.Star);
            case '/': return TokenFrom(start, TokenKind.Slash);
            case '(': return TokenFrom(start, TokenKind.OpenParenthesis);
            case ')': return TokenFrom(start, TokenKind.CloseParenthesis);
            case '{': return TokenFrom(start, TokenKind.OpenBrace);
            case '}': return TokenFrom(start, TokenKind.CloseBrace);
        }
        if (char.IsHighSurrogate(c) && _position < text.Length && char.IsLowSurrogate(text[_position])) _position++;
        return TokenFrom(start, TokenKind.Unknown);
    }

    /// <summary>
    /// Whether a character ends a line. These are the ones that the C# compiler counts lines by, so that both agree on every line's number.
    /// </summary>
    public static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>
    /// Whether no text holds this character: control characters, and what a decoder puts for bytes that are no characters.
    /// </summary>
    public static bool IsForeign(char c) => c == '\uFFFD' || (char.IsControl(c) && c != '\t' && !IsLineEnd(c));

    private void SkipBlanksAndComment()
    {
        if (_position == 0 && text.Length > 0 && text[0] == '\uFEFF') _position = 1;
        while (_position < text.Length && IsBlank(text[_position])) _position++;
        if (_position < text.Length && text[_position] == '#') SkipToLineEnd();
    }

    private Token LineEnd()
    {
        var token = TokenFrom(_position, TokenKind.LineEnd);
        bool isPair = text[_position] == '\r' && _position + 1 < text.Length && text[_position + 1] == '\n';
        _position += isPair ? 2 : 1;
        _line++;
        _lineStart = _position;
        return token;
    }

    private Token Word()
    {
        int start = _position;
        SkipWordParts();
        return TokenFrom(start, TokenKind.Word);
    }

    private Token Number()
    {
        int start = _position;
        var kind = TokenKind.Number;
        SkipDigits();
        if (IsAt('x') && IsDigit(_position + 1))
        {
            kind = TokenKind.Extent;
            while (IsAt('x') && IsDigit(_position + 1))
            {
                _position++;
                SkipDigits();
            }
        }
        else
        {
            if (IsAt('.') && IsDigit(_position + 1))
            {
                _position++;
                SkipDigits();
            }
            if (IsAt('e') || IsAt('E'))
            {
                int sign = _position + 1 < text.Length && text[_position + 1] is '+' or '-' ? 1 : 0;
                if (IsDigit(_position + 1 + sign))
                {
                    _position += 1 + sign;
                    SkipDigits();
                }
            }
        }
        int end = _position;
        SkipWordParts();
        return TokenFrom(start, _position == end ? kind : TokenKind.MalformedNumber);
    }

    private Token QuotedName()
    {
        int start = _position++, foreign = -1;
        while (_position < text.Length && text[_position] != '"' && !IsLineEnd(text[_position]))
        {
            if (foreign < 0 && IsForeign(text[_position])) foreign = _position;
            _position++;
        }
        var kind = IsAt('"') ? TokenKind.QuotedName : TokenKind.UnclosedName;
        if (kind == TokenKind.QuotedName) _position++;
        return foreign < 0 ? TokenFrom(start, kind) : new(TokenKind.Unknown, RangeOf(foreign, 1));
    }

    // One that is not closed ends with its line, so that the text behind it is read.
    private Token ForeignComment()
    {
        // 'n//2' is Python's division, and what is behind it belongs to the statement.
        bool isDivision = text[_position + 1] == '/' && _position > 0 && (IsWordPart(_position - 1) || text[_position - 1] == ')')
            && IsDigit(_position + 2);
        var token = new Token(isDivision ? TokenKind.Slash : TokenKind.ForeignComment, RangeOf(_position, 2));
        if (isDivision)
        {
            _position += 2;
            return token;
        }
        int end = text[_position + 1] == '*' && !_isUnclosed ? text.IndexOf("*/", _position + 2, StringComparison.Ordinal) : -1;
        _isUnclosed |= end < 0 && text[_position + 1] == '*';
        _position += 2;
        while (_position < text.Length && (end >= 0 ? _position < end + 2 : !IsLineEnd(text[_position])))
        {
            if (IsLineEnd(text[_position])) LineEnd();
            else _position++;
        }
        return token;
    }

    // '50%' and '50 %' are no comment, but 'dense 50 % outputs' has one.
    private bool IsPercentage(int sign)
    {
        int before = sign - 1, after = sign + 1;
        if (IsDigit(before)) return true;
        while (before >= _lineStart && IsBlank(text[before])) before--;
        while (after < text.Length && IsBlank(text[after])) after++;
        return IsDigit(before) && (after == text.Length || IsLineEnd(text[after]) || text[after] is ',' or '}' or '#');
    }

    // Statements may end in a semicolon elsewhere, but none begins with one.
    private bool IsFirst(int sign)
    {
        int before = sign - 1;
        while (before >= _lineStart && IsBlank(text[before])) before--;
        return before < _lineStart;
    }

    // A comment of one character.
    private Token RestOfLine()
    {
        var token = new Token(TokenKind.ForeignComment, RangeOf(_position, 1));
        SkipToLineEnd();
        return token;
    }

    private void SkipToLineEnd()
    {
        while (_position < text.Length && !IsLineEnd(text[_position])) _position++;
    }

    private void SkipWordParts()
    {
        while (IsWordPart(_position) || (IsAt('.') && IsWordPart(_position + 1))) _position++;
    }

    private void SkipDigits()
    {
        while (IsDigit(_position)) _position++;
    }

    private bool IsAt(char c) => _position < text.Length && text[_position] == c;

    private bool IsDigit(int position) => position >= 0 && position < text.Length && text[position] is >= '0' and <= '9';

    private bool IsWordPart(int position) => position < text.Length && (text[position] == '_' || char.IsLetterOrDigit(text[position]));

    private static bool IsBlank(char c) => c == '\t' || (char.IsWhiteSpace(c) && !IsLineEnd(c) && !char.IsControl(c));

    private Token TokenFrom(int start, TokenKind kind) => new(kind, RangeOf(start, _position - start));

    // No token reaches past its line.
    private SourceRange RangeOf(int start, int length) =>
        new(path, start, length, _line, start - _lineStart, _line, start - _lineStart + length);
}
