namespace Cnn.Dsl;

/// <summary>Says what is wrong with a word that begins no statement.</summary>
internal static class UnknownStatement
{
    /// <summary>Reports the current word.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="name">The name before it; null where there is none.</param>
    /// <param name="blocks">The blocks that can be used.</param>
    /// <param name="before">The layer before it, to which the word may belong; null where there is none.</param>
    /// <param name="expected">What to call what is expected here.</param>
    public static void Report(TokenReader tokens, Located<string>? name, BlockTable blocks, LayerDefinition? before, string expected)
    {
        string word = tokens.TextOf(tokens.Current.Range);
        switch (word)
        {
            case BlockWords.Shortcut:
                tokens.Expected(expected, "A shortcut follows the closing brace of its residual, on the same line or the next.");
                return;
            case BlockWords.Branch:
                tokens.Expected(expected, "Branches stand in the braces of 'concat { … }' or 'add { … }'.");
                return;
            case FileParser.Use when tokens.Following.Kind == TokenKind.QuotedName:
                tokens.Expected(expected + " (a 'use' stands before all blocks)");
                return;
        }
        var range = tokens.Take().Range;
        if (blocks.ReportWithoutParentheses(range, word)) return;
        var hint = Hint.OfStatement(word, before, blocks.Names, tokens.Work);
        string? advice = hint.Advice
            ?? (hint.Text.Length > 0 ? null : AdviceOf(tokens, word) ?? (name is null ? null : AdviceOfName(name.Value)));
        tokens.Report(advice, range, IssueCatalog.UnknownLayer, ShownNames.Short(word), hint.Text);
    }

    /// <summary>What to do where no layer follows a name; null where that says nothing.</summary>
    public static string? AdviceOfName(string name) =>
        LayerCatalog.ByKeyword.ContainsKey(name) || NetworkOptionParser.Keywords.Contains(name) ? $"'{name}' needs no colon: leave it out."
        : ForeignWords.NetworkOption(ForeignWords.Key(name))?.Advice;

    /// <summary>What to do where a statement begins with no word; null where that says nothing.</summary>
    public static string? AdviceAt(TokenReader tokens) =>
        tokens.Current.Kind is TokenKind.Number or TokenKind.Extent && tokens.TextOf(tokens.Last) == ","
            ? "Write blanks between numbers and options: a comma ends a statement."
        : tokens.TextOf(tokens.Current.Range) switch
        {
            "[" => AdviceInBrackets(tokens),
            "!" or "-" or "'" => "A comment begins with '#'.",
            _ => null,
        };

    // '[convolutional]', as in the files of Darknet.
    private static string? AdviceInBrackets(TokenReader tokens)
    {
        if (tokens.Following.Kind != TokenKind.Word) return null;
        string word = tokens.TextOf(tokens.Following.Range), key = ForeignWords.Key(word);
        const string Behind = "what belongs to it stands behind it on the same line";
        return ForeignWords.Layer(key) is { } layer ? $"Here it is {layer.Ours}, without brackets. {layer.Advice}"
            : LayerCatalog.ByKeyword.ContainsKey(key) ? $"Here it is '{key}', without brackets, and {Behind}."
            : key is "net" or "network" ? "Write 'network Name { … }' around the layers of a network."
            : $"A layer begins with its word, without brackets, and {Behind}.";
    }

    private static string? AdviceOf(TokenReader tokens, string word) => word switch
    {
        "for" or "foreach" or "repeat" or "loop" or "while" => "What is repeated has the number of times behind it: conv 16 3x3 x3.",
        _ when tokens.IsAtEquals
            => $"A name has a colon behind it: {ShownNames.Short(word)}: …",
        _ => null,
    };
}
