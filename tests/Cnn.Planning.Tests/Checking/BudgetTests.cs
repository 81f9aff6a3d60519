using System.Globalization;
using System.Text.RegularExpressions;

namespace Cnn.Planning.Tests;

/// <summary>A memory budget is held against what a session takes, and each remedy saves what is said.</summary>
public class BudgetTests
{
    private const string Small =
        "input 28x28x1, conv 8 3x3 same relu, maxpool 2x2, conv1b: conv 16 3x3 same relu, maxpool 2x2, dense 10, softmax";

    [Fact]
    public void BudgetThatIsKept_IsNoIssue()
    {
        var plan = Plans.Of("batch 8, " + Small);
        long training = SessionMemory.Training(plan).Total, inference = SessionMemory.Inference(plan).Total;
        Assert.Empty(Issues($"batch 8, budget training {training} B, budget inference {inference} B, {Small}"));
        Assert.Equal(["CNN3002", "CNN3003"],
            Issues($"batch 8, budget training {training - 1} B, budget inference {inference - 1} B, {Small}")
            .Select(issue => issue.Descriptor.Id).Order());
    }

    [Fact]
    public void Issue_StandsAtTheBudget_WithTheArithmetic()
    {
        const string Text = "batch 8, budget training 100 KB, budget inference 10 KB, " + Small;
        var issues = Issues(Text);
        Assert.Equal(["100 KB", "10 KB"], issues.Select(issue => Text.Substring(issue.Range.Start, issue.Range.Length)));
        var plan = Plans.Of("batch 8, " + Small);
        var (training, inference) = (SessionMemory.Training(plan), SessionMemory.Inference(plan));
        Assert.StartsWith(
            FormattableString.Invariant(
                $"A training step of 8 instances takes {MemorySize.Format(training.Total)}: {training.Arena:N0} of tensors and scratch + ")
                + FormattableString.Invariant(
                    $"{training.Weights:N0} of weights + {training.Gradients:N0} of gradients + {training.State:N0} of the state of ")
                    + FormattableString.Invariant($"'momentum'; ")
                    + FormattableString.Invariant(
                        $"the budget allows 102,400 bytes, and this is {MemorySize.Format(training.Total - 102_400)} more. "),
            issues[0].Message);
        Assert.StartsWith(
            FormattableString.Invariant(
                $"A prediction of 1 instance takes {MemorySize.Format(inference.Total)}: {inference.Arena:N0} of tensors and scratch + ")
                + FormattableString.Invariant(
                    $"{inference.Weights:N0} of weights; the budget allows 10,240 bytes, and this is ")
                    + FormattableString.Invariant($"{MemorySize.Format(inference.Total - 10_240)} more. "),
            issues[1].Message);
        Assert.EndsWith(" Choose what is enough, or raise the budget.", issues[1].Message);
    }

    [Fact]
    public void LargestBatchThatFits_IsNamed_AndHandedToPrograms()
    {
        var whole = Plans.Of("batch 64, " + Small);
        long budget = SessionMemory.Training(whole).Total / 2;
        var issue = Assert.Single(Issues($"batch 64, budget training {budget} B, {Small}"));
        var property = Assert.Single(issue.Properties);
        Assert.Equal("CnnFix.Batch", property.Name);
        int batch = int.Parse(property.Value, CultureInfo.InvariantCulture);
        Assert.True(Training($"batch {batch}, {Small}") <= budget);
        Assert.True(Training($"batch {batch + 1}, {Small}") > budget);
        Assert.Equal(SessionMemory.Training(whole).Total - Training($"batch {batch}, {Small}"),
            Saving(issue, $"with a batch of {batch}", isEnough: true));
        int devices = (64 + batch - 1) / batch, share = (64 + devices - 1) / devices;
        Assert.Equal(SessionMemory.Training(whole).Total - Training($"batch {share}, {Small}"),
            Saving(issue, $"on each of {devices} devices with {share} instances", isEnough: true));
        Assert.Equal(SessionMemory.Training(whole).Arena / 2, Saving(issue, "with 16-bit tensors", isEnough: false));
    }

    // What is planned for it would take a text of many large networks its time for each.
    [Fact]
    public void StrideAndLayers_AreTriedInTheFirstNetworksOfAText()
    {
        string Network(int layers) =>
            "network N { budget training 1 B, input 8x8x4\n" + string.Concat(Enumerable.Repeat("conv 4 3x3 same relu\n", layers)) + "}\n";
        var parsed = CnnParser.Parse(Network(1500) + Network(1500) + Network(1500), "");
        Assert.Equal([0, 1501, 3002], parsed.Networks.Select(network => network.LayersBefore));
        string[] messages = [.. parsed.Networks.Select(network => Assert.Single(NetworkChecker.Check(network).Issues).Message)];
        Assert.Equal([true, true, false], messages.Select(message => message.Contains("with a stride of 2 in 'conv")));
        Assert.Equal([true, true, false], messages.Select(message => message.Contains("less without 'conv")));
        Assert.All(messages, message => Assert.Contains("with a batch of 1", message));
    }

    [Fact]
    public void LargestBatchOfInference_HasAPropertyOfItsOwn()
    {
        var whole = SessionMemory.Inference(Plans.Of("inference_batch 16, " + Small));
        var issue = Assert.Single(Issues($"inference_batch 16, budget inference {whole.Total - 1} B, {Small}"));
        Assert.Equal([new("CnnFix.InferenceBatch", "15")], issue.Properties);
        Assert.Equal(whole.Total / 2, Saving(issue, "with 16-bit floats", isEnough: true));
    }

    [Fact]
    public void BudgetThatNoBatchKeeps_HandsOutNoBatch()
    {
        var issue = Assert.Single(Issues("batch 4, budget training 5 KB, " + Small));
        Assert.Empty(issue.Properties);
        long total = Training("batch 4, " + Small), parts = (total - 1) / 5120 + 1;
        Assert.Equal(total - Training("batch 1, " + Small), Saving(issue, "with a batch of 1", isEnough: false));
        Assert.Equal(total - total / parts,
            Saving(issue, $"on each of {parts} devices or more that share the network", isEnough: true));
    }

    // A batch of 1 would be the next error.
    [Fact]
    public void BatchOfOne_IsNotNamedWhereABatchNormOfVectorsForbidsIt()
    {
        const string Normed = "input 28x28x1, conv 8 3x3 same relu, dense 16, batchnorm, dense 10, softmax";
        long two = Training("batch 2, " + Normed);
        Assert.Equal([new("CnnFix.Batch", "2")], Assert.Single(Issues($"batch 8, budget training {two} B, {Normed}")).Properties);
        var issue = Assert.Single(Issues($"batch 8, budget training {two - 1} B, {Normed}"));
        Assert.Empty(issue.Properties);
        Saving(issue, "with a batch of 2", isEnough: false);
        Assert.DoesNotContain("with a batch of", Assert.Single(Issues($"batch 2, budget training {two - 1} B, {Normed}")).Message);
    }

    [Fact]
    public void Stride_SavesWhatItsPlanSays()
    {
        var issue = Assert.Single(Issues("batch 64, budget training 1 MB, " + Small));
        long saved = Training("batch 64, " + Small) - Training("batch 64, " + Small.Replace("conv 8 3x3", "conv 8 3x3 stride 2"));
        Assert.Equal(saved, Saving(issue, "with a stride of 2 in 'conv1'", isEnough: false));
    }

    [Fact]
    public void StrideThatIsThere_IsDoubled()
    {
        const string Text = "batch 16, input 32x32x3, conv 16 7x5 stride 2x1 pad 3 3 2 2 relu, maxpool 2x2, dense 10";
        var issue = Assert.Single(Issues("budget training 100 KB, " + Text));
        Assert.Equal(Training(Text) - Training(Text.Replace("stride 2x1", "stride 4x2")),
            Saving(issue, "with a stride of 4x2 in 'conv1'", isEnough: false));
    }

    [Fact]
    public void LayerLess_SavesWhatItsPlanSays()
    {
        // Without 'wide' its reader reads the layer before it; 'last' gives the output its shape.
        const string Text = "batch 32, input 16x16x3, conv 8 3x3 same relu, wide: conv 64 3x3 same relu, conv 8 1x1, last: dense 10";
        var issue = Assert.Single(Issues("budget training 100 KB, " + Text));
        Assert.Equal(Training(Text) - Training(Text.Replace("wide: conv 64 3x3 same relu, ", "")),
            Saving(issue, "without 'wide'", isEnough: false));
        Assert.DoesNotContain("'last'", issue.Message);
    }

    [Fact]
    public void LayerLess_LeavesTheNamesOfTheOthers()
    {
        // The second convolution is the one to go; 'from conv3' still means the third.
        const string Text = "batch 32, input 16x16x3, conv 8 3x3 same, conv 64 3x3 same, conv 8 3x3 same, tanh, s: sigmoid from conv3, add "
            + "tanh1 s, dense 10";
        var issue = Assert.Single(Issues("budget training 100 KB, " + Text));
        string without = Text.Replace("conv 64 3x3 same, ", "").Replace("from conv3", "from conv2");
        Assert.Equal(Training(Text) - Training(without), Saving(issue, "without 'conv2'", isEnough: false));
    }

    [Fact]
    public void Remedies_AreRankedByWhatTheySave()
    {
        var issue = Assert.Single(Issues("batch 64, budget training 1 MB, " + Small));
        string[] parts = issue.Message.Split(" Not possible yet: ");
        Assert.Equal([3, 2], parts.Select(part => Savings(part).Length));
        Assert.All(parts, part => Assert.Equal(Savings(part).OrderDescending(), Savings(part)));
        Assert.All(parts.SelectMany(Savings), saving => Assert.True(saving > 0));
    }

    /// <summary>Whoever has to keep a budget is offered what can be done, before anything that cannot.</summary>
    [Fact]
    public void RemediesThatAreNotThere_ComeLast_AndAreSaidToBeMissing()
    {
        foreach (string options in new[]
            { "batch 64, budget training 1 MB, ", "batch 4, budget training 5 KB, ", "budget inference 1 KB, " })
        {
            string message = Assert.Single(Issues(options + Small)).Message;
            string possible = message[..message.IndexOf(" Not possible yet: ", StringComparison.Ordinal)];
            Assert.Contains(" less with", possible);
            Assert.DoesNotContain("16-bit", possible);
            Assert.DoesNotContain("devices", possible);
            Assert.Contains("16-bit", message);
            Assert.Contains("devices", message);
        }
        Assert.Contains(" It takes nothing that is possible yet. Not possible yet: ",
            Assert.Single(Issues("budget inference 1 B, input 1x1x1, dense 1")).Message);
    }

    private static long[] Savings(string message) =>
    [
        .. Regex.Matches(message, @"(?:It takes|;|^) ?([\d,]+) bytes(?: \([\d,.]+ MB\))? less")
            .Select(match => long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)),
    ];

    [Fact]
    public void ResidualsInside_AreLeftWhole()
    {
        // A stride or a layer less inside a branch would leave the sum with two shapes.
        const string Text = "batch 8, input 16x16x4, residual { conv 32 3x3 same relu, conv 4 3x3 same }, conv 2 1x1";
        var issue = Assert.Single(Issues("budget training 10 KB, " + Text));
        Assert.DoesNotContain("a stride", issue.Message);
        Assert.DoesNotContain("'conv2'", issue.Message);
        Assert.Equal(Training(Text) - Training(Text.Replace("conv 32 3x3 same relu, ", "")),
            Saving(issue, "without 'conv1'", isEnough: false));
    }

    /// <summary>It is checked while the network is typed: the remedies cost a few plans at most, however many layers there are.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(150)]
    [InlineData(3_000)]
    public void Remedies_CostAFewPlans(int layers)
    {
        string statements = "batch 2, input 8x8x4, " + string.Join(", ", Enumerable.Repeat("conv 8 3x3 same, relu", layers)) + ", dense 3";
        var within = Declare("budget training 1000 GB, " + statements);
        var over = Declare("budget training 1 B, " + statements);
        NetworkChecker.Check(over);
        long cheap = Allocated(() => NetworkChecker.Check(within)), dear = Allocated(() => Assert.Null(NetworkChecker.Check(over).Spec));
        Assert.True(dear < 12 * cheap, $"{dear:N0} bytes where the check itself takes {cheap:N0}.");
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static NetworkDeclaration Declare(string statements)
    {
        var parsed = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        return Assert.Single(parsed.Networks);
    }

    private static EquatableArray<Issue> Issues(string statements)
    {
        var result = NetworkChecker.Check(Declare(statements));
        Assert.Equal(result.Issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error), result.Spec is null);
        return result.Issues;
    }

    private static long Training(string statements) => SessionMemory.Training(Plans.Of(statements)).Total;

    private static long Saving(Issue issue, string remedy, bool isEnough)
    {
        var match = Regex.Match(issue.Message, $@" ([\d,]+) bytes(?: \([\d,.]+ MB\))? less {Regex.Escape(remedy)}(, enough)?[;.]");
        Assert.True(match.Success, $"'{remedy}' is not in: {issue.Message}");
        Assert.Equal(isEnough, match.Groups[2].Success);
        return long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
