namespace Cnn.Dsl.Tests;

public sealed class LimitTests
{
    private const int LongestText = 1_048_576;

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t\n# only a comment\n")]
    [InlineData("namespace My.App\n")]
    [InlineData("\uFEFF")]
    public void AnEmptyText_IsAnError(string text) => Check.Syntax("«»" + text, ("CNN4009", "The text declares no network and no block"));

    [Fact]
    public void ATextOfOneMebibyte_IsRead()
    {
        string text = Samples.LeNet5 + "\n#";
        Assert.Empty(CnnParser.Parse(text.PadRight(LongestText, '#'), "").Issues);
    }

    [Fact]
    public void ALongerText_IsNotRead() =>
        Check.Syntax("«»" + (Samples.LeNet5 + "\n@#").PadRight(LongestText + 1, '#'),
            ("CNN4007", "The text has 1,048,577 characters, and at most 1,048,576 are read"));

    [Theory]
    [InlineData("\0\0")]
    [InlineData("network A {\n\0input 8x8x1\u0001 }")]
    [InlineData("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR")]
    [InlineData("# \uFFFD\uFFFD")]
    public void ABinaryFile_IsOneError(string text) => Check.Syntax("«»" + text, ("CNN4010", "The file cannot be read as text: "));

    [Fact]
    public void ABinaryFile_SaysWhatIsInIt() =>
        Check.Syntax("«»ab\u0001\0",
            ("CNN4010", "2 of its characters are control characters or no characters at all, the first, U+0001, at offset 2."));

    [Fact]
    public void AHundredErrors_AreListed()
    {
        string text = "network A {\n" + string.Concat(Enumerable.Repeat("foo\n", 100)) + "}";
        Assert.Equal(Enumerable.Repeat("CNN4003", 100), CnnParser.Parse(text, "").Issues.Select(issue => issue.Descriptor.Id));
    }

    [Fact]
    public void MoreErrors_AreNot()
    {
        string text = "network A {\n" + string.Concat(Enumerable.Repeat("foo\n", 5000)) + "relu }\nnetwork B { foo }";
        var issues = CnnParser.Parse(text, "").Issues;
        Assert.Equal(Enumerable.Repeat("CNN4003", 100).Append("CNN4011"), issues.Select(issue => issue.Descriptor.Id));
        Assert.Contains("More than 100 errors", issues[100].Message);
        Assert.Equal(101, issues[100].Range.StartLine);
    }

    [Fact]
    public void AHundredErrorsOfANetwork_AreListed_AndAllWarnings()
    {
        string Layers(int count) =>
            "network Net { input 64x64x1\n«maxpool» 2x2 stride 3\n" + string.Concat(Enumerable.Repeat("relu from «x»\n", count));
        Check.Rules(Layers(100) + "}", [("CNN2102", "read by no window"), .. Enumerable.Repeat(("CNN1006", "'x'"), 100)]);
        Check.Rules(Layers(101) + "relu from y }",
            [("CNN2102", ""), .. Enumerable.Repeat(("CNN1006", "'x'"), 100), ("CNN4011", "More than 100 errors")]);

        string warnings = "network Net { input 64x64x1\n"
            + string.Concat(Enumerable.Range(0, 150).Select(i => $"p{i}: «maxpool» 2x2 stride 3 from input\n"));
        Check.Rules(warnings + $"add {string.Join(' ', Enumerable.Range(0, 150).Select(i => $"p{i}"))} }}",
            [.. Enumerable.Repeat(("CNN2102", "read by no window"), 150)]);
    }

    [Fact]
    public void SixtyFourBraces_AreNotTooDeep()
    {
        string text = "network A " + new string('{', 64) + " relu " + new string('}', 64);
        Assert.Equal("CNN4002", Assert.Single(CnnParser.Parse(text, "").Issues).Descriptor.Id);
    }

    [Theory]
    [InlineData("network A {«{»" + "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{" + "«{»")]
    [InlineData("«{»" + "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{" + "«{»")]
    public void MoreBraces_AreTooDeep(string opening)
    {
        foreach (string rest in new[] { "", " relu }", new string('{', 10_000), new string('{', 10_000) + new string('}', 10_000) })
            Check.Syntax(opening + rest, ("CNN4002", "found '{'"), ("CNN4008", "More than 64 braces are open here"));
    }

    [Fact]
    public void TenThousandNestedBlocks_AreOneMessage()
    {
        string text = "network A { input 8x8x1\n" + string.Concat(Enumerable.Repeat("block relu {\n", 10_000))
            + string.Concat(Enumerable.Repeat("}\n", 10_000)) + "}";
        Assert.Contains("(blocks stand before the network)", Assert.Single(CnnParser.Parse(text, "").Issues).Message);
    }

    [Fact]
    public void MoreThanTenThousandLayers_AreAnError()
    {
        string Layers(int count) => "network Net { input 8x8x1" + string.Concat(Enumerable.Repeat(",relu", count - 2));
        Check.Rules(Layers(10_000) + ",relu}");
        Check.Rules(Layers(10_001) + ",«relu»}", ("CNN4012", "Network 'Net' has 10,001 layers, and at most 10,000 are possible"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("\"")]
    [InlineData("\"a\":")]
    [InlineData("#")]
    [InlineData("@")]
    [InlineData("@\n")]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("9")]
    [InlineData("9 ")]
    [InlineData("0.")]
    [InlineData("1x")]
    [InlineData("a:")]
    [InlineData(":")]
    [InlineData("\n")]
    [InlineData(",")]
    [InlineData("-")]
    [InlineData("-1 ")]
    [InlineData("\uD83D")]
    [InlineData("network ")]
    [InlineData("network A{")]
    [InlineData("network A{}")]
    [InlineData("network A\n")]
    [InlineData("relu,")]
    [InlineData("relu from x,")]
    [InlineData("softmax\n")]
    [InlineData("conv 6 5x5\n")]
    [InlineData("maxpool 1x1 stride 2147483647\n")]
    [InlineData("block relu {\n")]
    [InlineData("internal ")]
    [InlineData("namespace ")]
    public async Task TimeIsLinear_InTheTextWhateverItSays(string piece)
    {
        foreach (string beginning in new[] { "", "network A { input 8x8x1\n", "network A { input 8x8x1, maxpool ksize " })
        {
            string text = beginning + string.Concat(Enumerable.Repeat(piece, LongestText / piece.Length))[beginning.Length..];
            // Milliseconds on any machine; something quadratic would take hours, and is given up on.
            await Task.Run(() =>
            {
                foreach (var network in CnnParser.Parse(text, "").Networks) Resolver.Resolve(network);
                CnnParser.ParseSource(text, new("Net", SourceRange.None), "");
            }).WaitAsync(TimeSpan.FromMinutes(2));
        }
    }
}
