namespace Cnn.Planning.Tests;

/// <summary>
/// Work grows as texts do. It is counted, not timed: ticks, and the bytes that are allocated, which shows copies and strings that a loop
/// makes between two ticks.
/// </summary>
public sealed class GrowthTests
{
    // A sort, or a search in a tree, takes a little more than twice the time for twice the things.
    private const double MostGrowth = 2.3;

    public static TheoryData<string> Valid { get; } = [.. GrowingText.Valid.Select(text => text.Name)];

    public static TheoryData<string> Wrong { get; } = [.. GrowingText.Wrong.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void TwiceTheNetwork_IsTwiceTheWork(string name) =>
        Assert.DoesNotContain(Measure(name), issue => issue.Descriptor.Severity == IssueSeverity.Error);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void TwiceTheMistakes_AreTwiceTheWork(string name)
    {
        var issues = Measure(name);
        Assert.Contains(issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        Assert.InRange(issues.Count, 1, 202);
        Assert.All(issues, issue => Assert.InRange(issue.Message.Length, 1, 10_000));
    }

    [Fact]
    public void TwiceTheFiles_AreTwiceTheWork()
    {
        var (ticks, bytes) = Run(200);
        (ticks, bytes) = Run(200);
        var (moreTicks, moreBytes) = Run(400);
        Assert.InRange(moreTicks, 1.5 * ticks, MostGrowth * ticks);
        Assert.InRange(moreBytes, 1.5 * bytes, MostGrowth * bytes);

        // Each file uses the next one and the last.
        static (long Ticks, long Bytes) Run(int count)
        {
            string Name(int i) => FormattableString.Invariant($"f{i}.cnn");
            string Use(int i) => $"use \"{Name(i)}\"\n";
            string Text(int i) =>
                (i < count - 1 ? Use(i + 1) : "") + (i < count ? Use(count) : "")
                    + FormattableString.Invariant($"block b{i}() {{ relu }}\n");
            var project = new CnnProject(Enumerable.Range(1, count).Select(i => new CnnFile(Name(i), Text(i))));
            const string Root = "use \"f1.cnn\"\nnetwork N { input 4x4x4, b1() }";
            long before = GC.GetAllocatedBytesForCurrentThread();
            var work = new Work();
            Assert.Empty(CnnParser.Parse(Root, "net.cnn", project.UsedBy("net.cnn", Root), work).Issues);
            return (work.Ticks, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static IReadOnlyList<Issue> Measure(string name)
    {
        var text = GrowingText.All.Single(text => text.Name == name);
        string small = text.Text(text.Size), large = text.Text(2 * text.Size);
        // What the first run of all makes once is nobody's work.
        Run(small);
        var (ticks, bytes, issues) = Run(small);
        var (moreTicks, moreBytes, _) = Run(large);
        Assert.InRange(ticks, 10, 1000L * small.Length);
        Assert.True(moreTicks <= MostGrowth * ticks, $"{ticks} ticks become {moreTicks}: {(double)moreTicks / ticks:F2} times as many.");
        Assert.True(moreBytes <= MostGrowth * bytes, $"{bytes} bytes become {moreBytes}: {(double)moreBytes / bytes:F2} times as many.");
        return issues;
    }

    private static (long Ticks, long Bytes, IReadOnlyList<Issue> Issues) Run(string text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var work = new Work();
        var issues = Meter.CheckAll(text, work);
        return (work.Ticks, GC.GetAllocatedBytesForCurrentThread() - before, issues);
    }
}
