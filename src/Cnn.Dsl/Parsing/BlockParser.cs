namespace Cnn.Dsl;

/// <summary>Reads <c>block name(parameters) { … }</c>.</summary>
internal sealed class BlockParser(TokenReader tokens, BlockTable blocks)
{
    /// <summary>Whether a block begins here.</summary>
    public static bool IsAt(TokenReader tokens) => tokens.IsAt(BlockWords.Block) && tokens.Following.Kind != TokenKind.Colon;

    /// <summary>Reads a block. Where its head is wrong, its body is read all the same; false where there is no body.</summary>
    public bool Parse()
    {
        int issues = tokens.IssueCount;
        tokens.Take();
        var name = Word("the block's name");
        var parameters = new ParameterNames();
        if (name is not null) Parameters(parameters);
        if (tokens.IssueCount == issues) tokens.SkipLineEnds();
        else SkipToBrace();
        if (tokens.Current.Kind != TokenKind.OpenBrace)
        {
            if (tokens.IssueCount == issues) tokens.Expected("'{' after the block's parameters");
            blocks.AddBroken(name);
            return false;
        }
        var brace = tokens.Current.Range;
        bool isHeadRight = tokens.IssueCount == issues;
        blocks.Current = name is null ? null : (name.Value, parameters.Count);
        var parser = new StatementParser(tokens, blocks, parameters, isBlock: true);
        parser.ParseBraces();
        blocks.Current = null;
        if (parser.Statements.Count == 0 && tokens.IssueCount == issues && !parser.HasMistakes)
            tokens.Report(brace, IssueCatalog.Expected, "a layer in the block", "none");
        if (name is null || !isHeadRight)
        {
            blocks.AddBroken(name);
            return true;
        }
        bool hasMistakes = parser.HasMistakes || tokens.IssueCount != issues;
        blocks.Add(name, parameters.Count, new(name.Value, parameters.All, parser.Statements, parser.Size, hasMistakes));
        return true;
    }

    /// <summary>Reports a block that stands among statements, and passes it over: nothing is said of its body, nor of its uses.</summary>
    /// <param name="expected">What to call what is expected here.</param>
    /// <returns>Whether its body ends.</returns>
    public bool PassOver(string expected)
    {
        tokens.Expected(expected);
        tokens.Take();
        blocks.AddBroken(tokens.Current.Kind == TokenKind.Word ? tokens.NameOf(tokens.Current) : null);
        SkipToBrace();
        if (tokens.Current.Kind != TokenKind.OpenBrace) return true;
        int open = 0;
        do
        {
            var kind = tokens.Take().Kind;
            open += kind == TokenKind.OpenBrace ? 1 : kind == TokenKind.CloseBrace ? -1 : 0;
        }
        while (open > 0 && tokens.Current.Kind != TokenKind.End && !FileParser.IsAtNetwork(tokens));
        return open == 0;
    }

    private Located<string>? Word(string expected)
    {
        if (tokens.Current.Kind != TokenKind.Word)
        {
            tokens.Expected(expected);
            return null;
        }
        var word = tokens.NameOf(tokens.Take());
        if (BlockWords.Flaw(word.Value) is not { } flaw) return word;
        tokens.Report(word.Range, IssueCatalog.UnsuitableWord, word.Value, flaw);
        return null;
    }

    private void Parameters(ParameterNames parameters)
    {
        if (tokens.Current.Kind != TokenKind.OpenParenthesis)
        {
            tokens.Expected("'(' and the block's parameters", "A block without parameters has an empty pair of parentheses.");
            return;
        }
        tokens.Take();
        while (tokens.Current.Kind != TokenKind.CloseParenthesis)
        {
            if (Word("a parameter's name or ')'") is not { } parameter) return;
            if (!parameters.Add(parameter.Value))
                tokens.Report(parameter.Range, IssueCatalog.UnsuitableWord, parameter.Value, "another parameter is called the same");
            if (tokens.Current.Kind == TokenKind.Comma)
            {
                tokens.Take();
                continue;
            }
            if (tokens.Current.Kind == TokenKind.CloseParenthesis) break;
            tokens.Expected(
                "',' or ')'",
                tokens.IsAtEquals ? "Parameters have no default values: declare a second block of this name with fewer of them." : null);
            return;
        }
        tokens.Take();
    }

    // What follows a mistake in the head up to its brace belongs to it, on its line or the next.
    private void SkipToBrace()
    {
        while (tokens.Current.Kind is not (
            TokenKind.OpenBrace or TokenKind.CloseBrace or TokenKind.LineEnd or TokenKind.End)) tokens.Take();
        if (tokens.Current.Kind == TokenKind.LineEnd && tokens.Following.Kind == TokenKind.OpenBrace) tokens.Take();
    }
}
