namespace Cnn.Dsl;

/// <summary>What messages say of blocks: how they are written, and which ones a text declares further down.</summary>
internal static class BlockHeads
{
    private const int MostShown = 8;

    /// <summary>A use with the parameters' names for arguments: <c>wide(maps, stride)</c>.</summary>
    public static string Signature(string name, IReadOnlyList<string> parameters) => $"{ShownNames.Short(name)}({Names(parameters)})";

    /// <summary>What the blocks of one name take: <c>1 argument (n) or 2 arguments (n, m)</c>.</summary>
    /// <param name="blocks">Those that are shown.</param>
    /// <param name="all">How many there are.</param>
    public static string Arguments(IReadOnlyList<BlockTemplate> blocks, int all) =>
        string.Join(" or ", blocks.Select(block => block.Parameters.Count switch
        {
            0 => "no argument",
            1 => $"1 argument ({Names(block.Parameters)})",
            int count => Invariant.Format($"{count} arguments ({Names(block.Parameters)})"),
        })) + (all > blocks.Count ? Invariant.Format($", or one of {all - blocks.Count} larger numbers") : "");

    /// <summary>The signatures of all blocks that a text declares, by their names; mistakes are passed over.</summary>
    public static ILookup<string, string> In(string text, Work work)
    {
        var found = new List<(string Name, string Signature)>();
        var lexer = new Lexer(text, "");
        var token = lexer.Next();
        while (token.Kind != TokenKind.End)
        {
            work.Tick();
            bool isBlock = IsWord(token) && TextOf(token) == BlockWords.Block;
            token = lexer.Next();
            if (!isBlock || !IsWord(token)) continue;
            string name = TextOf(token);
            token = lexer.Next();
            if (token.Kind != TokenKind.OpenParenthesis) continue;
            var parameters = new List<string>();
            for (token = lexer.Next(); IsWord(token) || token.Kind == TokenKind.Comma; token = lexer.Next())
                if (IsWord(token)) parameters.Add(TextOf(token));
            if (token.Kind == TokenKind.CloseParenthesis) found.Add((name, Signature(name, parameters)));
        }
        return found.ToLookup(block => block.Name, block => block.Signature, StringComparer.Ordinal);

        static bool IsWord(Token token) => token.Kind == TokenKind.Word;

        string TextOf(Token token) => text.Substring(token.Range.Start, token.Range.Length);
    }

    private static string Names(IReadOnlyList<string> parameters) =>
        string.Join(", ", parameters.Take(MostShown).Select(ShownNames.Short)) + (parameters.Count > MostShown ? ", …" : "");
}
