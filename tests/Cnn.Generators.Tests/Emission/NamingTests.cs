using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class NamingTests
{
    [Fact]
    public void NamesThatDifferInCase_GetFilesOfTheirOwn()
    {
        var result = Harness.Compile(("Nets.cs",
            "namespace A { [Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class Net; [Cnn.Network, Cnn.Input(4, 4, 1), "
            + "Cnn.Dense(3)] public partial class NET; }"));
        Assert.Empty(result.Diagnostics);
        Assert.Contains("A.NET.g.cs", result.GeneratedSources.Keys);
        Assert.Contains("A-2.Net.g.cs", result.GeneratedSources.Keys);
    }

    [Fact]
    public void HintNames_NeverBeginEachOther()
    {
        var hints = new HintNames();
        Assert.Equal("A.B", hints.Take("A.B"));
        Assert.Equal("a-2", hints.Take("a"));
        Assert.Equal("A-3.b", hints.Take("A.b"));
        Assert.Equal("A-4.B.C", hints.Take("A.B.C"));
        Assert.Equal("A.BC", hints.Take("A.BC"));
    }

    [Fact]
    public void HintNames_ThatDifferByTheCaseOfTheirLetters_CountOn()
    {
        var hints = new HintNames();
        Assert.Equal(["net", "Net-2", "net-4", "NET-3", "nET-5"], new[] { "net", "Net", "net-4", "NET", "nET" }.Select(hints.Take));
        // None of twenty thousand tries the numbers of all before it.
        for (int i = 6; i < 20_000; i++) Assert.Equal($"neT-{i}", hints.Take("neT"));
    }

    [Theory]
    [InlineData("Ä\u0301rger_\u203F")]
    [InlineData("@record")]
    [InlineData("数")]
    public void UnusualIdentifiers_AreNames(string name)
    {
        var result = Harness.Compile(("Net.cs", $"[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class {name};"));
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.GeneratedSources);
    }

    [Fact]
    public void NestedNetwork_WithKeywordsForNames_Compiles()
    {
        var result = Harness.Compile(("Net.cs", """
            namespace My.@event;

            public partial struct Outer
            {
                internal static partial class @static
                {
                    [Cnn.Network, Cnn.Input(8, 8, 1), Cnn.ConvLayer(2, Kernel = 3), Cnn.Dense(10, Name = "the-scores"), Cnn.Softmax]
                    public sealed partial class @class;
                }
            }

            """));
        Assert.Empty(result.Diagnostics);
        Assert.Contains("My.event.Outer+static+class.g.cs", result.GeneratedSources.Keys);
    }

    [Fact]
    public void LowerCaseName_InAText_GivesNoWarning() =>
        Assert.Empty(Harness.Compile(("net.cnn", "network lenet { input 4x4x1, dense 2 }")).Diagnostics);

    [Fact]
    public void InternalText_GivesAnInternalClass()
    {
        var result = Harness.Compile(("net.cnn", "namespace N\ninternal network Net { input 4x4x1, dense 2 }"));
        Assert.Equal(Accessibility.Internal, result.Output.Assembly.GetTypeByMetadataName("N.Net")!.DeclaredAccessibility);
    }

    [Fact]
    public void UsersOwnPart_MayAddMembersToATextsClass() =>
        Assert.Empty(Harness.Compile(("net.cnn", Usage.OtherText),
            ("Other.cs", "partial class Other { public int Twice => 2 * BatchSize; }")).Diagnostics);

    [Fact]
    public void TwoTextsOfOneName_KeepTheFirstByPath_HoweverTheyCome()
    {
        const string a = "network Net { input 4x4x1, dense 2 }", b = "network Net { input 4x4x1, dense 3 }";
        var first = Harness.Compile(("a.cnn", a), ("b.cnn", b));
        var second = Harness.Compile(("b.cnn", b), ("a.cnn", a));
        Assert.Equal(first.GeneratedSources, second.GeneratedSources);
        Assert.Equal(Harness.Compile(("a.cnn", a)).GeneratedSources, first.GeneratedSources);
    }
}
