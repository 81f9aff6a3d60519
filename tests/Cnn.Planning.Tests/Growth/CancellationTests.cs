namespace Cnn.Planning.Tests;

/// <summary>Whoever cancels is heard at once, whatever is being done.</summary>
public sealed class CancellationTests
{
    // About a millisecond's work.
    private const long LargestGap = 8 * 1024 * 1024;

    private const int Places = 24;

    private static readonly UsedFiles s_used = UsedFiles.None with { Path = "net.cnn" };

    public static TheoryData<string> Texts { get; } = [.. GrowingText.All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void CancelledAnywhere_EndsThere(string name)
    {
        string file = Text(name);
        var whole = new Meter();
        Meter.CheckAll(file, whole);
        for (int i = 0; i < Places; i++)
        {
            long at = 1 + i * (whole.Ticks - 1) / (Places - 1);
            using var source = new CancellationTokenSource();
            var work = new Meter(at, source);
            Assert.Throws<OperationCanceledException>(() => Meter.CheckAll(file, work));
            Assert.Equal(at, work.Ticks);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void NothingLong_IsBetweenTwoQuestions(string name)
    {
        string file = Text(name);
        Meter.CheckAll(file, new Work());
        var work = new Meter();
        Meter.CheckAll(file, work);
        Assert.InRange(work.LargestGap, 1, LargestGap);
    }

    // Each phase by itself, in its midst: reading, writing blocks out, resolving, planning, and asking what would keep a budget.
    [Fact]
    public void EachPhase_IsCancelled()
    {
        const string Text = "block b() { conv 4 3x3 pad 1 relu }\nnetwork N { budget training 1 B\ninput 8x8x4\nb() x900\n";
        string text = Text + string.Concat(Enumerable.Repeat("conv 4 3x3 pad 1 relu\n", 100)) + "}";
        var network = CnnParser.Parse(text, "net.cnn").Networks[0];
        var spec = Resolver.Resolve(network).Spec!;
        var plan = Planner.PlanMemory(spec);
        string expanded = "block b() { relu x9000 }\nnetwork N { input 8x8x4, b() }";
        (string Phase, Action<Work> Run)[] phases =
        [
            ("reading", work => CnnParser.Parse(text, "net.cnn", s_used, work)),
            ("writing out", work => CnnParser.Parse(expanded, "net.cnn", s_used, work)),
            ("reading in C#", work => CnnParser.ParseSource(expanded, new("N", SourceRange.None), "", s_used, work)),
            ("resolving", work => Resolver.Resolve(network, work)),
            ("planning", work => Planner.PlanMemory(spec, work)),
            ("planning a session", work => Planner.PlanSession(spec, isTraining: true, work)),
            ("laying out", work => SlotLayout.Assign(plan.Training.Tensors, work, out _)),
            ("keeping a budget", work => BudgetChecker.Check(network, plan, work).Count()),
        ];
        foreach (var (phase, run) in phases)
        {
            var whole = new Meter();
            run(whole);
            Assert.True(whole.Ticks > 500, $"{phase} asks {whole.Ticks} times.");
            using var source = new CancellationTokenSource();
            var work = new Meter(whole.Ticks / 2, source);
            Assert.Throws<OperationCanceledException>(() => run(work));
            Assert.Equal(whole.Ticks / 2, work.Ticks);
        }
    }

    [Fact]
    public void EveryEntry_TakesACancellation()
    {
        var cancelled = new CancellationToken(canceled: true);
        var parsed = CnnParser.Parse(Samples.LeNet5, "net.cnn");
        var network = parsed.Networks[0];
        var spec = Resolver.Resolve(network).Spec!;
        var project = new CnnProject([new("a.cnn", "block a() { relu }")]);
        Action[] entries =
        [
            () => CnnParser.Parse(Samples.LeNet5, "net.cnn", cancelled),
            () => CnnParser.ParseSource("input 8x8x1, relu", new("N", SourceRange.None), "", cancelled),
            () => project.UsedBy("net.cnn", "use \"a.cnn\"\n", cancelled),
            () => Resolver.Resolve(network, cancelled),
            () => NetworkChecker.Check(network, cancelled),
            () => Planner.Plan(spec, cancelled),
            () => BlockExpansion.Expand(
                network.Name, new([Declare.Input(8, 8, 4), Declare.Layer("[Residual]", ("maps", 4))]), _ => { }, cancelled),
        ];
        Assert.All(entries, entry => Assert.Throws<OperationCanceledException>(entry));
    }

    private static string Text(string name)
    {
        var text = GrowingText.All.Single(text => text.Name == name);
        return text.Text(text.Size);
    }
}
