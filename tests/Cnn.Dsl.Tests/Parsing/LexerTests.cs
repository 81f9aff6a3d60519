namespace Cnn.Dsl.Tests;

public sealed class LexerTests
{
    [Theory]
    [InlineData("", "End")]
    [InlineData("\uFEFF", "End")]
    [InlineData("conv1 _a ä.1", "Word:conv1 Word:_a Word:ä.1 End")]
    [InlineData("a.b.c My.App.", "Word:a.b.c Word:My.App Unknown:. End")]
    [InlineData("12 0.5 .5 1e-4 1.5E+3 1e", "Number:12 Number:0.5 Number:.5 Number:1e-4 Number:1.5E+3 MalformedNumber:1e End")]
    [InlineData("5x5 28x28x1 3 x 3", "Extent:5x5 Extent:28x28x1 Number:3 Word:x Number:3 End")]
    [InlineData("5x 5x5x 5X5 5x5.5 1.5x2",
        "MalformedNumber:5x MalformedNumber:5x5x MalformedNumber:5X5 MalformedNumber:5x5.5 MalformedNumber:1.5x2 End")]
    [InlineData("-3 5-3", "Minus:- Number:3 Number:5 Minus:- Number:3 End")]
    [InlineData("a:b{c},d", "Word:a Colon:: Word:b OpenBrace:{ Word:c CloseBrace:} Comma:, Word:d End")]
    [InlineData("\"fire2/conv1\" \"\" \"#\"", "QuotedName:\"fire2/conv1\" QuotedName:\"\" QuotedName:\"#\" End")]
    [InlineData("\"open # a\nb", "UnclosedName:\"open # a LineEnd: Word:b End")]
    [InlineData("a # b \"\nc", "Word:a LineEnd: Word:c End")]
    [InlineData("@ × 😀;", "Unknown:@ Unknown:× Unknown:😀 Unknown:; End")]
    [InlineData("\"a\0b\" c", "Unknown:\0 Word:c End")]
    public void Text_BecomesTokens(string text, string expected)
    {
        var tokens = Tokens(text)
            .Select(token => token.Kind == TokenKind.End ? "End" : $"{token.Kind}:{text.Substring(token.Range.Start, token.Range.Length)}");
        Assert.Equal(expected, string.Join(" ", tokens));
    }

    [Fact]
    public void Lines_AreCountedAsTheCompilerCountsThem()
    {
        const string text = "a\nb\r\nc\rd\u0085e\u2028f\u2029  g\n\rh";
        var words = Tokens(text).Where(token => token.Kind == TokenKind.Word).ToArray();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 8], words.Select(word => word.Range.StartLine));
        Assert.Equal([0, 0, 0, 0, 0, 0, 2, 0], words.Select(word => word.Range.StartColumn));
        Assert.All(words, word => Assert.Equal(MarkedText.RangeOf(text, "p", word.Range.Start, 1), word.Range));
    }

    [Fact]
    public void Blanks_OfEveryKindSeparate() => Assert.Equal(4, Tokens("a\tb\u00A0c\u3000").Count);

    private static List<Token> Tokens(string text)
    {
        var lexer = new Lexer(text, "p");
        var tokens = new List<Token>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != TokenKind.End);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
        return tokens;
    }
}
