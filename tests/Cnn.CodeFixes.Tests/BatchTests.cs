using System.Collections.Immutable;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes.Tests;

/// <summary>
/// Diagnostics of memory that say which batch fits. Most are made by hand, so that the fix depends on no budget's arithmetic; that real
/// budgets end in the largest batch that keeps them is tested with the diagnostics on both sides of it.
/// </summary>
public class BatchTests
{
    [Theory]
    [InlineData("Network", "Network(Batch = 7)")]
    [InlineData("Network()", "Network(Batch = 7)")]
    [InlineData("Network(Batch = 64)", "Network(Batch = 7)")]
    [InlineData("Network(Batch = 8 * 8, InferenceBatch = 4)", "Network(Batch = 7, InferenceBatch = 4)")]
    [InlineData("Network(InferenceBatch = 4)", "Network(InferenceBatch = 4, Batch = 7)")]
    public Task Batch_BecomesTheOneThatFits(string before, string after) =>
        Fixes(before, after, "Train with 7 instances at a time", ("CnnFix.Batch", "7"));

    [Fact]
    public Task InferenceBatch_BecomesTheOneThatFits() =>
        Fixes("Network(Batch = 2)", "Network(Batch = 2, InferenceBatch = 1)", "Predict 1 instance at a time",
            ("CnnFix.InferenceBatch", "1"));

    [Fact]
    public async Task BothBatches_AreOfferedEach()
    {
        string source = Source("Network");
        var offers = await FixHarness.OffersOf(new BatchCodeFix(), source,
            Budget(source, ("CnnFix.Batch", "7"), ("CnnFix.InferenceBatch", "2")));
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

    [Theory]
    [InlineData("CNN3003", "Train with", "Batch", "Training = \"10 MB\"")]
    [InlineData("CNN3002", "Predict", "InferenceBatch", "Inference = \"2 MB\"")]
    public async Task Budget_IsKeptByTheBatchThatFits_AndByNoLargerOne(string id, string title, string option, string budget)
    {
        string source = Budgeted($"Network({option} = 256)", budget);
        var offer = Assert.Single(await FixHarness.OffersOf(new BatchCodeFix(), source));
        Assert.Equal(id, offer.Diagnostic.Id);
        int batch = int.Parse(offer.Action.Title[title.Length..].TrimStart().Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(batch, 2, 255);
        string changed = await FixHarness.Apply(offer.Action);
        Assert.Equal(Budgeted($"Network({option} = {batch})", budget), changed);
        FixHarness.Compiles(changed, id);
        Assert.Single(Harness.Compile(("Net.cs", Budgeted($"Network({option} = {batch + 1})", budget))).OfId(id));
    }

    [Fact]
    public async Task NetworkThatCannotBeAddressed_GetsTheLargestBatchThatCan()
    {
        // The image and 16 maps, in whose place their gradient comes: 46 million floats an instance.
        static string Large(int batch) =>
            Declare.Layers($"[Network(Batch = {batch}), Input(1200, 1200, 16)]",
                "[ConvLayer(16, Kernel = 1), GlobalAveragePool, Dense(2)]");

        var offer = Assert.Single(await FixHarness.OffersOf(new BatchCodeFix(), Large(60)));
        Assert.Equal("CNN3001", offer.Diagnostic.Id);
        int batch = int.Parse(offer.Action.Title["Train with ".Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(batch, 2, 59);
        Assert.Equal(Large(batch), await FixHarness.Apply(offer.Action));
        FixHarness.Compiles(Large(batch), "CNN3001");
        Assert.Single(Harness.Compile(("Net.cs", Large(batch + 1))).OfId("CNN3001"));
    }

    [Fact]
    public async Task BothBudgets_AreKeptOneAfterTheOther()
    {
        const string Budgets = "Inference = \"2 MB\", Training = \"10 MB\"";
        string source = Budgeted("Network(Batch = 256, InferenceBatch = 256)", Budgets);
        var offers = await FixHarness.OffersOf(new BatchCodeFix(), source);
        Assert.Equal(["CNN3002", "CNN3003"], offers.Select(offer => offer.Diagnostic.Id).Order(StringComparer.Ordinal));
        string changed = await FixHarness.Apply(offers[0].Action);
        var other = Assert.Single(await FixHarness.OffersOf(new BatchCodeFix(), changed));
        Assert.Equal(offers[1].Diagnostic.Id, other.Diagnostic.Id);
        string last = await FixHarness.Apply(other.Action);
        FixHarness.Compiles(last, "CNN3002");
        FixHarness.Compiles(last, "CNN3003");
    }

    [Theory]
    [InlineData("CNN3003", "Training = \"1 KB\"")]
    [InlineData("CNN3002", "Inference = \"1 KB\"")]
    public async Task BudgetThatNoBatchKeeps_IsLeftAlone(string id, string budget)
    {
        string source = Budgeted("Network(Batch = 4, InferenceBatch = 4)", budget);
        Assert.Single(Harness.Compile(("Net.cs", source)).OfId(id));
        Assert.Empty(await FixHarness.OffersOf(new BatchCodeFix(), source));
    }

    [Theory]
    [InlineData("batch 256, input 28x28x1, conv 8 3x3, dense 10", 0)]
    [InlineData("input 28x28x1, conv 64 3x3, dense 10", 1)]
    public async Task BudgetBesideAText_SetsTheBatchWhereTheTextDoesNot(string text, int offered)
    {
        string source = Declare.Layers($"[Network(Source = \"{text}\")]", "[MemoryBudget(Training = \"10 MB\")]");
        Assert.Single(Harness.Compile(("Net.cs", source)).OfId("CNN3003"));
        var offers = await FixHarness.OffersOf(new BatchCodeFix(), source);
        Assert.Equal(offered, offers.Length);
        foreach (var offer in offers) FixHarness.Compiles(await FixHarness.Apply(offer.Action), "CNN3003");
    }

    private static string Budgeted(string network, string budget) =>
        Declare.Layers($"[{network}, Input(28, 28, 1)]", "[ConvLayer(8, Kernel = 3), Dense(10)]", $"[MemoryBudget({budget})]");

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
        return Diagnostic.Create(descriptor, Location.Create(tree, place),
            properties.ToImmutableDictionary(property => property.Name, property => (string?)property.Value));
    }
}
