using System.Collections.Immutable;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes.Tests;

/// <summary>Diagnostics of memory that say which batch fits. They are made by hand, so that the fix depends on no budget's arithmetic.</summary>
public class BatchTests
{
    [Theory]
    [InlineData("Network", "Network(Batch = 7)")]
    [InlineData("Network()", "Network(Batch = 7)")]
    [InlineData("Network(Batch = 64)", "Network(Batch = 7)")]
    [InlineData("Network(Batch = 8 * 8, InferenceBatch = 4)", "Network(Batch = 7, InferenceBatch = 4)")]
    [InlineData("Network(InferenceBatch = 4)", "Network(InferenceBatch = 4, Batch = 7)")]
    public Task Batch_BecomesTheOneThatFits(string before, string after) => Fixes(before, after, "Train with 7 instances at a time", ("CnnFix.Batch", "7"));

    [Fact]
    public Task InferenceBatch_BecomesTheOneThatFits() =>
        Fixes("Network(Batch = 2)", "Network(Batch = 2, InferenceBatch = 1)", "Predict 1 instance at a time", ("CnnFix.InferenceBatch", "1"));

    [Fact]
    public async Task BothBatches_AreOfferedEach()
    {
        string source = Source("Network");
        var offers = await FixHarness.OffersOf(new BatchCodeFix(), source, Budget(source, ("CnnFix.Batch", "7"), ("CnnFix.InferenceBatch", "2")));
        Assert.Equal(["Train with 7 instances at a time", "Predict 2 instances at a time"], offers.Select(offer => offer.Action.Title));
        Assert.Equal(2, offers.Select(offer => offer.Action.EquivalenceKey).Distinct().Count());
    }

    [Fact]
    public async Task DiagnosticThatNamesNoBatch_IsLeftAlone()
    {
        string source = Source("Network");
        Assert.Empty(await FixHarness.OffersOf(new BatchCodeFix(), source, Budget(source)));
        Assert.Empty(await FixHarness.OffersOf(new BatchCodeFix(), source, Budget(source, ("CnnFix.Batch", "many"))));
    }

    [Theory]
    [InlineData("input 4x4x1, dense 2", 1)]
    [InlineData("batch 64, input 4x4x1, dense 2", 0)]
    public async Task BatchOfAText_IsLeftAlone(string text, int offered)
    {
        string source = $"[Cnn.Network(Source = \"{text}\")] public partial class Net;";
        Assert.Equal(offered, (await FixHarness.OffersOf(new BatchCodeFix(), source, Budget(source, ("CnnFix.Batch", "7")))).Length);
    }

    private static async Task Fixes(string before, string after, string title, params (string Name, string Value)[] properties)
    {
        string source = Source(before);
        var offer = Assert.Single(await FixHarness.OffersOf(new BatchCodeFix(), source, Budget(source, properties)));
        Assert.Equal(title, offer.Action.Title);
        string changed = await FixHarness.Apply(offer.Action);
        Assert.Equal(Source(after), changed);
        FixHarness.Compiles(changed, "CNN3001");
    }

    private static string Source(string network) => Declare.Layers($"[{network}, Input(4, 4, 1)]", "[Dense(2)]");

    private static Diagnostic Budget(string source, params (string Name, string Value)[] properties)
    {
        var descriptor = new NetworkAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == "CNN3001");
        var place = new TextSpan(source.IndexOf("Net;", StringComparison.Ordinal), 3);
        var tree = Harness.Tree("Net.cs", source);
        return Diagnostic.Create(descriptor, Location.Create(tree, place), properties.ToImmutableDictionary(property => property.Name, property => (string?)property.Value));
    }
}
