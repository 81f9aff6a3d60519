using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>Files that nobody meant: diagnostics, and never an exception in the compiler, a stack overflow or a hang.</summary>
public class BadTextTests
{
    public static TheoryData<string, string[]> Texts() => new()
    {
        { "", ["CNN4009"] },
        { "\0\u0001\u0002\uFFFD", ["CNN4010"] },
        { "\uFEFF", ["CNN4009"] },
        { new string('a', 10 * 1024 * 1024), ["CNN4007"] },
        { new string('\n', 10 * 1024 * 1024), ["CNN4007"] },
        { "network Net " + new string('{', 10_000), ["CNN4002", "CNN4008"] },
        { new string('}', 10_000), ["CNN4002"] },
        { "network Net {" + string.Concat(Enumerable.Repeat("input 4x4x1 conv 99999999999x0 ", 10_000)), ["CNN4004"] },
        { "network Net { input 2147483647x2147483647x2147483647, conv 2147483647 2147483647x2147483647 pad 536870911 }", ["CNN2104"] },
        { "network Net { input 65536x16777216x16777216, dense 2 }", ["CNN2104"] },
        { "network Net { input 4x4x1, dropout 1e400 }", ["CNN4006"] },
        { "namespace class\nnetwork class { input 4x4x1 }", ["CNN4002"] },
        { "network \uD83D\uDE00 { input 4x4x1 }", ["CNN4001"] },
    };

    [Fact]
    public void BadText_GivesDiagnosticsOnly()
    {
        foreach (var (text, expected) in Texts().Select(row => ((string)row[0], (string[])row[1])))
        {
            string shown = text[..Math.Min(40, text.Length)];
            var result = Harness.Compile(("Net.cnn", text));
            var ids = result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().ToArray();
            Assert.True(expected.All(id => ids.Contains(id)), $"'{shown}': {string.Join(", ", ids)}");
            Assert.All(ids, id => Assert.StartsWith("CNN", id));
        }
    }

    [Fact]
    public void BadText_InAClass_GivesDiagnosticsOnly()
    {
        foreach (var (text, _) in Texts().Select(row => ((string)row[0], (string[])row[1])).Where(row => row.Item1.Length < 400_000))
        {
            string literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
            var ids = Harness.Compile(("Net.cs", $"[Cnn.Network(Source = {literal})] public partial class Net;"))
                .Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().ToArray();
            Assert.NotEmpty(ids);
            Assert.All(ids, id => Assert.StartsWith("CNN", id));
        }
    }

    [Fact]
    public void FileThatIsNoText_IsAnError()
    {
        var result = Harness.Compile(new BuildProperties(), Harness.Compilation([]), [new InMemoryText("Net.cnn", null)]);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal("CNN4010", error.Id);
        Assert.Equal("Net.cnn", error.Location.GetLineSpan().Path);
    }

    [Fact]
    public void OtherAdditionalFiles_AreNotRead() => Assert.Empty(Harness.Compile(("Net.txt", "bogus"), ("cnn", "bogus")).Diagnostics);

    [Fact]
    public void MistakeInOneNetwork_LeavesTheOthersWhole()
    {
        var result = Harness.Compile(("Nets.cnn", "network A { input 4x4x1, dens 2 }\nnetwork B { input 4x4x1, dense 2 }\n"));
        Assert.Equal("CNN4003", Assert.Single(result.Diagnostics).Id);
        Assert.Contains("CNN4003", result.GeneratedSources["A.g.cs"]);
        Assert.DoesNotContain("CNN4003", result.GeneratedSources["B.g.cs"]);
    }
}
