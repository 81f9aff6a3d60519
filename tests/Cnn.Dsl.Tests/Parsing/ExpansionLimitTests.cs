namespace Cnn.Dsl.Tests;

/// <summary>Texts that would become more than any machine holds: one issue each, before any of the work.</summary>
public sealed class ExpansionLimitTests
{
    // What is written out costs memory for each layer; a bomb that went off would take gigabytes.
    private const long LargestAllocation = 16 * 1024 * 1024;

    public static TheoryData<string, string, string> Bombs { get; } = new()
    {
        { "network N { input 8x8x1, «relu» x2000000000 }", "CNN4012", "Network 'N' has 2,000,000,001 layers, and at most 10,000 are possible" },
        { "network N { input 8x8x1, relu x9999, «tanh» }", "CNN4012", "10,001 layers" },
        { "block b() { relu x2147483647 }\nnetwork N { input 8x8x1, «b»() x2147483647 }", "CNN4012", "1,000,000,000,000,000 or more layers" },
        { "block b() { residual { relu } x5000 }\nnetwork N { input 8x8x1, «b»() }", "CNN4012", "10,001 layers" },
        { Doubling(60) + "network N { input 8x8x1, «b60»() }", "CNN4012", "or more layers" },
        { "network N { input 8x8x1, concat { branch { relu } } x4000, «concat» { branch { relu x2000 } } }", "CNN4012", "layers" },
        { Chain(65) + "«b64»() }\nnetwork N { input 8x8x1 }", "CNN4020", "more than 64 levels deep here" },
        { Chain(64) + "b63() }\nnetwork N { input 8x8x1, «residual» { b63() } }", "CNN4020", "more than 64 levels deep here" },
        { "block b() { relu }\nnetwork N { input 8x8x1, " + new string('a', 5000) + ": «b»() x1000 }", "CNN4021", "characters, and at most 4,194,304 are possible" },
        { "block b(n) { conv n" + string.Concat(Enumerable.Repeat("+n", 5000)) + " 1x1 }\nnetwork N { input 8x8x1, «b»(1) x1000 }", "CNN4021", "characters" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void ABomb_IsOneMessage(string file, string id, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Check.Syntax(file, (id, message));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LargestAllocation);
    }

    [Fact]
    public void SixtyFourLevels_AreAllowed()
    {
        var parsed = CnnParser.Parse(Chain(63) + "b62() }\nnetwork N { input 8x8x1, b63() }", "");
        Assert.Empty(parsed.Issues);
        Assert.Equal(2, parsed.Networks[0].Layers.Count);
    }

    [Fact]
    public void TenThousandLayers_MayComeFromBlocks()
    {
        var parsed = CnnParser.Parse("block b() { relu x9 }\nnetwork N { input 8x8x1, b() x1111 }", "");
        Assert.Empty(parsed.Issues);
        Assert.Equal(10_000, parsed.Networks[0].Layers.Count);
        Assert.NotNull(Resolver.Resolve(parsed.Networks[0]).Spec);
    }

    [Fact]
    public void BrokenBlocksThatDouble_CostNothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var parsed = CnnParser.Parse(Doubling(60).Replace("relu", "dens") + "network N { input 8x8x1, b60() }", "");
        Assert.Contains(parsed.Issues, issue => issue.Descriptor.Id == "CNN4003");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LargestAllocation);
    }

    [Fact]
    public void LongArithmetic_NeedsNoCallStack()
    {
        foreach (string expression in new[] { new string('(', 200_000) + "1" + new string(')', 200_000), string.Concat(Enumerable.Repeat("-(", 100_000)) + "1", "1" + string.Concat(Enumerable.Repeat("+1", 200_000)) })
        {
            var parsed = CnnParser.Parse("network N { input 8x8x1, dense " + expression + "\n}", "");
            Assert.Single(parsed.Networks);
        }
    }

    private static string Doubling(int count) =>
        "block b0() { relu }\n" + string.Concat(Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"block b{i}() {{ b{i - 1}(), b{i - 1}() }}\n")));

    // Block b{n} uses b{n-1}; the body of the last one is for the caller to write.
    private static string Chain(int count) => "block b0() { relu }\n"
        + string.Concat(Enumerable.Range(1, count - 1).Select(i => FormattableString.Invariant($"block b{i}() {{ b{i - 1}() }}\n")))
        + FormattableString.Invariant($"block b{count}() {{ ");
}
