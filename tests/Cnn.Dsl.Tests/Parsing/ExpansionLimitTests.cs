namespace Cnn.Dsl.Tests;

/// <summary>Texts that would become more than any machine holds: one issue each, before any of the work.</summary>
public sealed class ExpansionLimitTests
{
    // What is written out costs memory for each layer; a bomb that went off would take gigabytes.
    private const long LargestAllocation = 16 * 1024 * 1024;

    public static TheoryData<string, string, string> Bombs { get; } = new()
    {
        { "network N { input 8x8x1, «relu» x2000000000 }", "CNN4012",
            "Network 'N' has 2,000,000,001 layers, and at most 10,000 are possible" },
        { "network N { input 8x8x1, relu x9999, «tanh» }", "CNN4012", "10,001 layers" },
        { "block b() { relu x2147483647 }\nnetwork N { input 8x8x1, «b»() x2147483647 }", "CNN4012",
            "1,000,000,000,000,000 or more layers" },
        { "block b() { residual { relu } x5000 }\nnetwork N { input 8x8x1, «b»() }", "CNN4012", "10,001 layers" },
        { Doubling(60) + "network N { input 8x8x1, «b60»() }", "CNN4012", "or more layers" },
        { "network N { input 8x8x1, concat { branch { relu } } x4000, «concat» { branch { relu x2000 } } }", "CNN4012", "layers" },
        { Chain(65) + "«b64»() }\nnetwork N { input 8x8x1 }", "CNN4020", "more than 64 levels deep here" },
        { Chain(64) + "b63() }\nnetwork N { input 8x8x1, «residual» { b63() } }", "CNN4020", "more than 64 levels deep here" },
        { "block b() { relu }\nnetwork N { input 8x8x1, " + new string('a', 5000) + ": «b»() x1000 }", "CNN4021",
            "characters, and at most 4,194,304 are possible" },
        { "block b(n) { conv n" + string.Concat(Enumerable.Repeat("+n", 5000)) + " 1x1 }\nnetwork N { input 8x8x1, «b»(1) x1000 }",
            "CNN4021", "characters" },
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

    // A few words a network: the text's networks are counted together, and the first one without room is the one that is reported.
    [Theory]
    [InlineData("block b() { relu x9999 }", "b()", 2, "CNN4012",
        "The text up to network 'N2' has 30,000 layers, and at most 20,000 are possible")]
    [InlineData("block b() { relu x400 }", "LONG: b()", 4, "CNN4021",
        "Written out, the blocks and names of the text up to network 'N4' have 20,")]
    public void NetworksOfOneText_AreCountedTogether(string block, string use, int first, string id, string message)
    {
        use = use.Replace("LONG", new string('a', 10_000));
        string text = block + string.Concat(Enumerable.Range(0, 8)
            .Select(i => FormattableString.Invariant($"\nnetwork N{i} {{ input 8x8x1, {use} }}")));
        var parsed = CnnParser.Parse(text, "");
        var issue = Assert.Single(parsed.Issues);
        Assert.Equal((id, FormattableString.Invariant($"N{first}")),
            (issue.Descriptor.Id, text.Substring(issue.Range.Start, issue.Range.Length)));
        Assert.Contains(message, issue.Message);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i >= first), parsed.Networks.Select(network => network.HasMistakes));
        Assert.All(parsed.Networks, (network, i) => Assert.Equal(i >= first, network.Layers.Count == 0));
    }

    // It is reported for itself, and takes nobody's room.
    [Fact]
    public void ANetworkThatIsTooLarge_LeavesTheOthersWhole()
    {
        var parsed = CnnParser.Parse("block b() { relu x20000 }\nnetwork A { input 8x8x1, b() }\nnetwork B { input 8x8x1, relu x9000 }",
            "");
        Assert.Equal("CNN4012", Assert.Single(parsed.Issues).Descriptor.Id);
        Assert.Equal([true, false], parsed.Networks.Select(network => network.HasMistakes));
    }

    // Each name that is read is looked for with the names of all uses around it before it.
    [Fact]
    public void NamesThatAreReadInNestedBlocks_CountWithTheirPrefixes()
    {
        string text = "block b0() { x: relu, add " + string.Concat(Enumerable.Repeat("x ", 10_000)) + "}\n"
            + string.Concat(Enumerable.Range(1, 10)
                .Select(i => FormattableString.Invariant($"block b{i}() {{ {new string('n', 100)}: b{i - 1}() }}\n")))
            + "network N { input 8x8x1, b10() }";
        var issue = Assert.Single(CnnParser.Parse(text, "").Issues);
        Assert.Contains("the blocks and names of network 'N' have 10,1", issue.Message);
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
        foreach (string expression in new[] { new string('(', 200_000) + "1" + new string(')', 200_000),
            string.Concat(Enumerable.Repeat("-(", 100_000)) + "1", "1" + string.Concat(Enumerable.Repeat("+1", 200_000)) })
        {
            var parsed = CnnParser.Parse("network N { input 8x8x1, dense " + expression + "\n}", "");
            Assert.Single(parsed.Networks);
        }
    }

    private static string Doubling(int count) =>
        "block b0() { relu }\n" + string.Concat(Enumerable.Range(1, count)
            .Select(i => FormattableString.Invariant($"block b{i}() {{ b{i - 1}(), b{i - 1}() }}\n")));

    // Block b{n} uses b{n-1}; the body of the last one is for the caller to write.
    private static string Chain(int count) => "block b0() { relu }\n"
        + string.Concat(Enumerable.Range(1, count - 1).Select(i => FormattableString.Invariant($"block b{i}() {{ b{i - 1}() }}\n")))
        + FormattableString.Invariant($"block b{count}() {{ ");
}
