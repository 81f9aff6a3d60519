namespace Cnn.Dsl;

/// <summary>Says what is wrong with a word that begins no statement.</summary>
internal static class UnknownStatement
{
    /// <summary>Reports the current word.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="blocks">The blocks that can be used.</param>
    /// <param name="before">The layer before it, to which the word may belong; null where there is none.</param>
    /// <param name="expected">What to call what is expected here.</param>
    public static void Report(TokenReader tokens, BlockTable blocks, LayerDefinition? before, string expected)
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
            case BlockWords.Block:
                tokens.Expected(expected + " (blocks stand before the network)");
                return;
            case FileParser.Use when tokens.Following.Kind == TokenKind.QuotedName:
                tokens.Expected(expected + " (a 'use' stands before all blocks)");
                return;
        }
        var range = tokens.Take().Range;
        if (blocks.ReportWithoutParentheses(range, word)) return;
        var hint = Hint.OfStatement(word, before, blocks.Names, tokens.Work);
        tokens.Report(hint.Advice, range, IssueCatalog.UnknownLayer, TokenReader.Shown(word), hint.Text);
    }
}
