namespace Cnn.Runtime.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("conv1.weight", "conv1.weight")]
    [InlineData("größe 層 🙂 é", "größe 層 🙂 é")]
    [InlineData("a\nb\r\tc", "a\\nb\\r\\tc")]
    [InlineData("\u001b[2J\u0000\u0085", "\\u001B[2J\\u0000\\u0085")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u061C", "a\\u202Eb\\u2066c\\u200Fd\\u061C")]
    [InlineData("\u2028\u2029\uFEFF\u200B", "\\u2028\\u2029\\uFEFF\\u200B")]
    [InlineData("tag \U000E0041", "tag \\U000E0041")]
    [InlineData("C:\\net", "C:\\net")]
    public void EveryCharacterCanBeSeen(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void HalvesOfSurrogatePairs_AreEscaped()
    {
        Assert.Equal("a\\uD83D", VisibleText.Of("a\uD83D"));
        Assert.Equal("\\uDE42b", VisibleText.Of("\uDE42b"));
    }

    [Fact]
    public void AnExcerpt_CutsNoPairInHalf() =>
        Assert.Equal(new string('a', 159) + "…", Excerpt.Of(new string('a', 159) + "🙂 and more"));
}
