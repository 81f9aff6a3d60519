namespace Cnn.Dsl.Tests;

public sealed class VisibleTextTests
{
    /// <summary>
    /// Names of layers and of variables reach messages as they were written, but for what an editor or a terminal would obey.
    /// </summary>
    [Theory]
    [InlineData("\u202E", "\\u202E")]
    [InlineData("\u2067", "\\u2067")]
    [InlineData("\u200D", "\\u200D")]
    [InlineData("\U000E0041", "\\U000E0041")]
    public void ANameInAMessage_CanBeSeen(string character, string shown)
    {
        string layer = $"\"a{character}b\": conv 1 1x1\n";
        var result = CnnParser.ParseSource($"input 4x4x1\n{layer}{layer}", new("Net", SourceRange.None), "");
        var issue = Assert.Single(Resolver.Resolve(Assert.Single(result.Networks)).Issues);
        Assert.Contains($"'a{shown}b'", issue.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(character, issue.Message, StringComparison.Ordinal);
    }
}
