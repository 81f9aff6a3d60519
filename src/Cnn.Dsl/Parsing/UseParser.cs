namespace Cnn.Dsl;

/// <summary>Reads a use of a block: <c>name(arguments) [from name] [xN]</c>.</summary>
internal sealed class UseParser(TokenReader tokens, ArgumentParser values, LayerParser layers)
{
    /// <summary>Reads one; null where it is wrong or its block is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="blocks">The blocks that stand before it.</param>
    /// <param name="isWhole">Whether it was read and its block is there.</param>
    public UseTemplate? Parse(Located<string>? name, BlockTable blocks, out bool isWhole)
    {
        int issues = tokens.IssueCount;
        isWhole = false;
        var block = tokens.NameOf(tokens.Take());
        tokens.Take();
        if (blocks.ReportLayer(block))
        {
            SkipArguments();
            return null;
        }
        var arguments = new List<Expression>();
        if (!Arguments(arguments))
        {
            SkipArguments();
            return null;
        }
        Located<string>? from = null;
        if (tokens.IsAt(LayerParser.From))
        {
            tokens.Take();
            from = layers.Name();
            if (from is null) return null;
        }
        int? repetitions = null;
        if (RepetitionParser.IsAt(tokens)) repetitions = RepetitionParser.Parse(tokens);
        else if (!tokens.IsAtStatementEnd && !RepetitionParser.ReportMisspelled(tokens))
            tokens.Expected("'from', a repetition such as x3, a comma or a line end");
        if (tokens.IssueCount != issues || blocks.Find(block, arguments.Count) is not { } template) return null;

        isWhole = true;
        int characters = tokens.Last.Start + tokens.Last.Length - block.Range.Start;
        var own = new ExpansionSize(0, characters, 0) { Reads = from is null ? 0 : 1 };
        var size = own.Then(template.Size.Inside((name?.Value.Length ?? 0) + 1));
        // A block whose layers could not be read still costs the work of a use.
        size = size with { Layers = Math.Max(1, size.Layers) };
        return new(template, block.Range, name, from is null ? EquatableArray<Located<string>>.Empty : new(from), repetitions, arguments)
        {
            Size = size.Repeated(repetitions ?? 1),
        };
    }

    /// <summary>
    /// Reports a word of the language that is written as a use, <c>relu()</c>, <c>dropout(0.5)</c>; false where it is not, or where what
    /// stands in parentheses may be a number, <c>dense (10)</c>.
    /// </summary>
    public bool ReportWord()
    {
        if (tokens.Following.Kind != TokenKind.OpenParenthesis) return false;
        string word = tokens.TextOf(tokens.Current.Range);
        bool takesInteger = LayerCatalog.ByKeyword.TryGetValue(word, out var definition)
            ? definition.Syntax.Positionals.FirstOrDefault()?.Form
                is ArgumentForm.Integer or ArgumentForm.Integers or ArgumentForm.IntegerOrExtent
            : NetworkOptionParser.TakesInteger(word);
        if (takesInteger && !IsEmpty(tokens.Following.Range)) return false;
        var range = tokens.Take().Range;
        tokens.Take();
        var hint = Hint.OfUse(word);
        tokens.Report(hint.Advice, range, IssueCatalog.UnknownBlock, word, hint.Text);
        SkipArguments();
        return true;
    }

    private bool Arguments(List<Expression> arguments)
    {
        if (tokens.Current.Kind == TokenKind.CloseParenthesis)
        {
            tokens.Take();
            return true;
        }
        while (true)
        {
            if (IsAtNamed)
            {
                tokens.Expected(
                    "a whole number for the block's parameter",
                    "Arguments have no names: write the numbers alone, in the order of the block's parameters.");
                return false;
            }
            if (values.Integer("a whole number for the block's parameter") is not { } argument) return false;
            arguments.Add(argument);
            if (tokens.Current.Kind == TokenKind.CloseParenthesis)
            {
                tokens.Take();
                return true;
            }
            if (tokens.Current.Kind != TokenKind.Comma)
            {
                tokens.Expected("',' or ')'");
                return false;
            }
            tokens.Take();
        }
    }

    // 'n: 8' or 'n=8'.
    private bool IsAtNamed => tokens.Current.Kind == TokenKind.Word
        && (tokens.Following.Kind == TokenKind.Colon
            || (tokens.Following.Kind == TokenKind.Unknown && tokens.TextOf(tokens.Following.Range) == "="));

    private bool IsEmpty(SourceRange parenthesis)
    {
        int next = parenthesis.Start + 1;
        while (next < tokens.Text.Length && tokens.Text[next] == ' ') next++;
        return next < tokens.Text.Length && tokens.Text[next] == ')';
    }

    // The commas in parentheses end no statement, nor do those in parentheses inside of them.
    private void SkipArguments()
    {
        int open = 1;
        while (tokens.Current.Kind is not (TokenKind.LineEnd or TokenKind.End or TokenKind.OpenBrace or TokenKind.CloseBrace))
        {
            open += tokens.Current.Kind == TokenKind.OpenParenthesis ? 1 : tokens.Current.Kind == TokenKind.CloseParenthesis ? -1 : 0;
            if (open == 0) return;
            tokens.Take();
        }
    }
}
