namespace Cnn.Planning.Tests;

/// <summary>
/// Texts of 1 MiB that say one thing over and over: each ends, with issues, and with no more work than its length allows.
/// </summary>
public sealed class HostileTextTests
{
    private const int LongestText = 1_048_576;

    // Each character may be a token, and each token be looked at some times.
    private const long MostTicks = 20L * LongestText;

    private const int MostIssues = 202;

    public static TheoryData<string, string, string> Texts { get; } = new()
    {
        { "open braces", "network A { input 8x8x1\n", "{" },
        { "closed braces", "", "}" },
        { "blocks in blocks", "network A { input 8x8x1\n", "block b() {\n" },
        { "residuals in residuals", "network A { input 8x8x1\n", "residual {" },
        { "branches in branches", "network A { input 8x8x1\n", "add { branch {" },
        { "heads in heads", "network A { input 8x8x1\n", "aux 0.3 {" },
        { "names", "network A { input 8x8x1\n", "\"a b\": " },
        { "one long name", "network A { input 8x8x1\n\"", "a" },
        { "one long word", "network A { input 8x8x1\n", "ab" },
        { "a word with points", "network A { input 8x8x1\n", "a.b." },
        { "numbers", "network A { input 8x8x1, maxpool ksize ", "9 " },
        { "one long number", "network A { input 8x8x1, dense ", "9" },
        { "an extent", "network A { input 8x8x1, conv 4 ", "3x" },
        { "an exponent", "network A { input 8x8x1, dropout 0.5e", "9" },
        { "options", "network A { input 8x8x1, conv 4 3x3 ", "relu " },
        { "options of the network", "network A { input 8x8x1\n", "batch 4\n" },
        { "budgets", "network A { input 8x8x1\n", "budget training 1 MB\n" },
        { "comments", "network A { input 8x8x1\n", "# a comment {\n" },
        { "one long comment", "network A { input 8x8x1\n#", "{" },
        { "unknown words", "network A { input 8x8x1\n", "rellu\n" },
        { "unclosed strings", "network A { input 8x8x1\n", "\"abc\n" },
        { "an unclosed string", "\"", "network A { input 8x8x1 } " },
        { "parentheses", "network A { input 8x8x1, dense ", "(" },
        { "signs", "network A { input 8x8x1, dense ", "-(" },
        { "sums", "network A { input 8x8x1, dense 1", "+1" },
        { "uses in uses", "network A { input 8x8x1, ", "b(" },
        { "uses", "network A { input 8x8x1\n", "b()\n" },
        { "parameters", "block b(", "p, " },
        { "heads of blocks", "", "block b(a) {}\n" },
        { "headers of networks", "", "network A { input 8x8x1\n" },
        { "used files", "", "use \"a.cnn\"\n" },
        { "inputs", "network A { ", "input 8x8x1\n" },
        { "layers", "network A { input 8x8x1\n", "relu\n" },
        { "repetitions", "network A { input 8x8x1\n", "relu x9999999999\n" },
        { "names to read", "network A { input 8x8x1\nx: relu\nadd ", "y " },
        { "surrogates", "network A { input 8x8x1\n", "\uD83D" },
        { "signs that are no words", "network A { input 8x8x1\n", "@$;" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void AMebibyte_IsChecked(string name, string beginning, string piece)
    {
        string text = beginning + string.Concat(Enumerable.Repeat(piece, (LongestText - beginning.Length) / piece.Length));
        var work = new Meter();
        var issues = Meter.CheckAll(text, work);
        Assert.InRange(issues.Count, 1, MostIssues);
        Assert.True(work.Ticks <= MostTicks, $"{name}: {work.Ticks} ticks.");

        var source = new Meter();
        Assert.NotEmpty(CnnParser.ParseSource(text, new("A", SourceRange.None), "", UsedFiles.None, source).Issues);
        Assert.True(source.Ticks <= MostTicks, $"{name}, in C#: {source.Ticks} ticks.");
    }

    // Many names of one length, all but equal: each is compared with each only until a hundred are reported.
    [Fact]
    public void NamesThatAreNearlyEqual_AreComparedInTheirLength()
    {
        string long1 = new('a', 200_000), long2 = new string('a', 199_999) + "b";
        var work = new Meter();
        var issues = Meter.CheckAll($"block {long1}() {{ relu }}\nnetwork A {{ input 8x8x1\n{long2}() }}", work);
        Assert.Contains("perhaps 'aaa", Assert.Single(issues).Message);
        Assert.True(work.LargestGap <= 8 * 1024 * 1024, $"{work.LargestGap} bytes.");
    }
}
