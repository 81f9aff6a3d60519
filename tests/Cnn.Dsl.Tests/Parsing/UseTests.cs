namespace Cnn.Dsl.Tests;

/// <summary>Blocks from other files.</summary>
public sealed class UseTests
{
    private const string Blocks =
        "block wide(maps) { conv maps 3x3 relu }\nblock half(maps) { conv maps / 2 1x1 }\nnetwork Inside { input 4x4x1, dense 2 }\n";

    [Theory]
    [InlineData("nets/net.cnn", "nets/blocks.cnn", "blocks.cnn")]
    [InlineData("nets/net.cnn", "nets/blocks.cnn", "./blocks.cnn")]
    [InlineData("nets/net.cnn", "nets/shared/blocks.cnn", "shared/blocks.cnn")]
    [InlineData("nets/deep/net.cnn", "nets/blocks.cnn", "../blocks.cnn")]
    [InlineData("/home/a/nets/net.cnn", "/home/a/blocks/blocks.cnn", "../blocks/./more/../blocks.cnn")]
    [InlineData("C:\\a\\nets\\net.cnn", "C:\\a\\blocks.cnn", "..\\blocks.cnn")]
    [InlineData("C:\\a\\nets\\net.cnn", "C:/a/blocks.cnn", "../blocks.cnn")]
    [InlineData("net.cnn", "blocks.cnn", "blocks.cnn")]
    [InlineData("nets/net.cnn", "blocks.cnn", "../blocks.cnn")]
    public void BlocksOfAnotherFile_AreUsedByItsPath(string path, string other, string name)
    {
        string text = $"namespace A.B\nuse \"{name}\"\n\nnetwork Net {{ input 8x8x1, wide(4), dense 2 }}";
        var result = Parse(path, (path, text), (other, Blocks));
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        var network = Assert.Single(result.Networks);
        Assert.Equal(("A.B", "Net", false), (network.Namespace, network.Name.Value, network.HasMistakes));
        // The block's layers stand in the other file, as the compiler names it.
        Assert.Equal((other, Blocks.IndexOf("conv maps 3x3", StringComparison.Ordinal)),
            (network.Layers[1].Range.Path, network.Layers[1].Range.Start));
        Assert.Equal("conv 4 3x3 relu", Resolver.Resolve(network).Spec!.Layers[1].Description.Replace(" valid", "")
            .Replace(" stride 1", ""));
    }

    [Fact]
    public void AFile_MayUseSeveral_WhichUseOthers()
    {
        var files = new[]
        {
            ("net.cnn", "use \"a.cnn\"\nuse \"b.cnn\"   # both use c\nblock own() { a(), b() }\nnetwork Net { input 8x8x1, own() x2 }"),
            ("a.cnn", "use \"c.cnn\"\nblock a() { c(2), relu }"),
            ("b.cnn", "use \"c.cnn\"\nblock b() { c(3), tanh }"),
            ("c.cnn", "block c(maps) { conv maps 1x1 }"),
        };
        foreach (var (path, _) in files) Assert.Empty(Parse(path, files).Issues.Select(issue => issue.Message));
        var spec = Resolver.Resolve(Parse("net.cnn", files).Networks[0]).Spec!;
        Assert.Equal(["conv1", "relu1", "conv2", "tanh1", "conv3", "relu2", "conv4", "tanh2"],
            spec.Layers.Skip(1).Select(layer => layer.Name));
    }

    [Fact]
    public void BlocksOfAUsedFile_AreItsOwnOnly()
    {
        var result = Parse("net.cnn", ("net.cnn", "use \"a.cnn\"\nnetwork Net { input 8x8x1, c(2) }"),
            ("a.cnn", "use \"c.cnn\"\nblock a() { c(2) }"), ("c.cnn", "block c(maps) { conv maps 1x1 }"));
        Assert.Equal(("CNN4016", 39), (Assert.Single(result.Issues).Descriptor.Id, result.Issues[0].Range.Start));
    }

    [Fact]
    public void ASource_UsesFilesBesideItsCSharpFile()
    {
        var used = Project(("models/blocks.cnn", Blocks))
            .UsedBy("src/Net.cs", "\n  use \"../models/blocks.cnn\"\n  input 8x8x1, wide(2)\n");
        var result = CnnParser.ParseSource("\n  use \"../models/blocks.cnn\"\n  input 8x8x1, wide(2)\n", new("Net", SourceRange.None), "",
            used);
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        Assert.Equal("models/blocks.cnn", Assert.Single(result.Networks).Layers[1].Range.Path);
        const string Whole = "use \"../models/blocks.cnn\"\nblock b() { wide(3) }\nnetwork Other { input 8x8x1, b() }";
        Assert.Empty(CnnParser.ParseSource(Whole, new("Net", SourceRange.None), "",
            Project(("models/blocks.cnn", Blocks)).UsedBy("src/Net.cs", Whole)).Issues);
    }

    [Fact]
    public void ALayer_MayBeCalledUse() => Assert.Equal("use", Check.Valid("use: input 8x8x1, dense 2 from use").Layers[0].Name);

    [Fact]
    public void MistakesInABlock_AreAtTheirPlaceInItsFile()
    {
        var result = Parse("net.cnn",
            ("net.cnn", "use \"blocks.cnn\"\nnetwork Net { input 8x8x1, half(3), half(3), half(4) }\nnetwork Other { input 2x2x1, "
            + "wide(2) }"), ("blocks.cnn", Blocks));
        var issue = Assert.Single(result.Issues);
        Assert.Equal(("CNN4014", "blocks.cnn", Blocks.IndexOf("maps / 2", StringComparison.Ordinal)),
            (issue.Descriptor.Id, issue.Range.Path, issue.Range.Start));
        Assert.Equal([true, false], result.Networks.Select(network => network.HasMistakes));
        var shapes = Resolver.Resolve(result.Networks[1]).Issues;
        Assert.Equal(["height and width are 3 and 3"], shapes.Select(shape => shape.Arguments[0]));
        Assert.All(shapes, shape => Assert.Equal(("CNN2101", "blocks.cnn", Blocks.IndexOf("3x3", StringComparison.Ordinal)),
            (shape.Descriptor.Id, shape.Range.Path, shape.Range.Start)));
    }

    [Fact]
    public void MistakesOfAUsedFile_AreItsOwn()
    {
        const string Wrong = "block right() { relu }\nblock wrong() { bogus }\nblok missing() { relu }\n";
        var files = new[] { ("net.cnn",
            "use \"blocks.cnn\"\nnetwork A { input 2x2x1, right() }\nnetwork B { input 2x2x1, wrong() }\nnetwork C { input 2x2x1, "
            + "missing() }"), ("blocks.cnn", Wrong) };
        var result = Parse("net.cnn", files);
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        Assert.Equal([false, true, true], result.Networks.Select(network => network.HasMistakes));
        Assert.Equal(["CNN4003", "CNN4002"], Parse("blocks.cnn", files).Issues.Select(issue => issue.Descriptor.Id));
    }

    [Fact]
    public void AFileThatCannotBeRead_IsReportedWhereItIsRead()
    {
        foreach (string? unreadable in new[] { null, "\0\0", new string(' ', 1_048_577) })
        {
            var result = CnnParser.Parse(Use("a"), "net.cnn", new CnnProject([new("a.cnn", unreadable)]).UsedBy("net.cnn", Use("a")));
            Assert.Empty(result.Issues);
            Assert.True(Assert.Single(result.Networks).HasMistakes);
        }
    }

    /// <summary>A file with a mark at its one issue, beside <c>a.cnn</c>, <c>b.cnn</c> and <c>self.cnn</c>.</summary>
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "use «\"c.cnn\"»\nnetwork N { input 2x2x1, nowhere() }", "CNN4024",
            "The project has no .cnn file 'c.cnn', perhaps 'deep/c.cnn' is meant" },
        { "use «\"ax.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4024", "no .cnn file 'ax.cnn', perhaps 'a.cnn' is meant" },
        { "use «\"A.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4024", "no .cnn file 'A.cnn', perhaps 'a.cnn' is meant" },
        { "use «\"../deep/b.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4024", "perhaps 'b.cnn' is meant" },
        { "use «\"somewhere/blocks.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4024",
            "no .cnn file 'somewhere/blocks.cnn'; there are: a.cnn, b.cnn, back.cnn, deep/c.cnn" },
        { "use «\"net.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4025", "'net.cnn' uses this file in turn" },
        { "use «\"back.cnn\"»\nnetwork N { input 2x2x1, relu }", "CNN4025", "'back.cnn' uses this file in turn" },
        { "use \"a.cnn\"\nuse «\"./a.cnn\"»\nnetwork N { input 2x2x1, a() }", "CNN4026", "'./a.cnn' is used already" },
        { "use \"a.cnn\"\nuse «\"b.cnn\"»\nnetwork N { input 2x2x1, a() }", "CNN4028",
            "Block 'a' with 0 parameters comes from 'a.cnn' already" },
        { "use \"a.cnn\"\nblock «a»() { relu }\nnetwork N { input 2x2x1, a() }", "CNN4018",
            "A block 'a' with 0 parameters is declared already" },
        { "use \"a.cnn\"\nnetwork N { input 2x2x1, «a» }", "CNN4029", "'a' is a block, and parentheses follow its name. Write a()." },
        { "use \"a.cnn\"\nnetwork N { input 2x2x1, «a»(4) }", "CNN4030", "Block 'a' takes no argument, found 1." },
        { "use «a»\nnetwork N { input 2x2x1, nowhere() }", "CNN4002",
            "Expected the path of a .cnn file in quotation marks after 'use', found 'a'" },
        { "use \"a.cnn\" «relu», tanh\nnetwork N { input 2x2x1, a() }", "CNN4002", "Expected a line end after the path, found 'relu'" },
        { "block b() { relu }\n«use» \"a.cnn\"\nnetwork N { input 2x2x1, b() }", "CNN4002",
            "(a 'use' stands before the first of them), found 'use'" },
        { "network N { input 2x2x1\n«use» \"a.cnn\"\nrelu }", "CNN4002", "(a 'use' stands before all blocks), found 'use'" },
        { "use \"a.cnn\"\n«namespace» A\nnetwork N { input 2x2x1, a() }", "CNN4002", "found 'namespace'" },
        { "«»use \"a.cnn\"", "CNN4009", "The text declares no network and no block" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AMistake_IsOneIssueAtThePath(string marked, string id, string message)
    {
        var text = MarkedText.Read(marked, path: "net.cnn");
        var result = Parse("net.cnn", ("net.cnn", text.Text), ("a.cnn", "block a() { relu }"), ("b.cnn", "block a() { tanh }"),
            ("back.cnn", "use \"deep/c.cnn\"\nblock d() { relu }"), ("deep/c.cnn", "use \"../net.cnn\"\nblock e() { relu }"));
        Check.Same(text, result.Issues, [(id, message)]);
    }

    [Fact]
    public void ACycleElsewhere_IsReportedByItsFilesOnly()
    {
        var files = new[] { ("net.cnn", Use("a")), ("a.cnn", "use \"b.cnn\"\nblock f() { g() }"),
            ("b.cnn", "use \"a.cnn\"\nblock g() { relu }") };
        var result = Parse("net.cnn", files);
        Assert.Empty(result.Issues);
        Assert.True(result.Networks[0].HasMistakes);
        Assert.Equal(["CNN4025"], Parse("a.cnn", files).Issues.Select(issue => issue.Descriptor.Id));
        Assert.Equal(["CNN4025"], Parse("b.cnn", files).Issues.Select(issue => issue.Descriptor.Id));
    }

    [Fact]
    public void UsedFiles_AreBoundedTogether()
    {
        var files = Enumerable.Range(0, 6)
            .Select(i => ($"f{i}.cnn", (i < 5 ? $"use \"f{i + 1}.cnn\"\n" : "") + "block b" + i + "() { relu }\n"
            + new string('#', 900_000))).Prepend(("net.cnn", "use \"f0.cnn\"\nnetwork N { input 2x2x1, b0() }")).ToArray();
        var issue = Assert.Single(Parse("net.cnn", files).Issues);
        Assert.Equal(("CNN4027", 4), (issue.Descriptor.Id, issue.Range.Start));
        Assert.Contains("more than 4,194,304 characters", issue.Message);
        Assert.Empty(Parse("net.cnn", [.. files.Take(4), ("f3.cnn", "block b3() { relu }")]).Issues);
    }

    // A file of many blocks, and many files that use it.
    [Fact]
    public void BlocksThatFilesBringOneAnother_AreCounted()
    {
        string library = string.Concat(Enumerable.Range(0, 4000).Select(i => FormattableString.Invariant($"block l{i}() {{ relu }}\n")));
        (string, string)[] Files(int count)
        {
            string uses = string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"use \"u{i}.cnn\"\n")));
            return
            [
                ("net.cnn", uses + "network N { input 2x2x1, u0() }"),
                ("library.cnn", library),
                .. Enumerable.Range(0, count).Select(i => (
                    FormattableString.Invariant($"u{i}.cnn"),
                        FormattableString.Invariant($"use \"library.cnn\"\nblock u{i}() {{ relu }}\n"))),
            ];
        }

        Assert.Empty(Parse("net.cnn", Files(100)).Issues);
        var issue = Parse("net.cnn", Files(300)).Issues[0];
        Assert.Equal(("CNN4027", 4), (issue.Descriptor.Id, issue.Range.Start));
        Assert.Contains("directly and through others, bring more than 1,000,000 blocks to one another. Use fewer", issue.Message);
    }

    [Fact]
    public void ALongChainOfFiles_IsRead()
    {
        const int Length = 10_000;
        var files = Enumerable.Range(0, Length).Select(i => ($"f{i}.cnn", $"use \"f{i + 1}.cnn\"\nblock b{i}() {{ relu }}\n"))
            .Append(($"f{Length}.cnn", $"block b{Length}() {{ relu }}")).ToArray();
        var result = Parse("net.cnn",
            [.. files, ("net.cnn", $"use \"f0.cnn\"\nuse \"f{Length}.cnn\"\nnetwork N {{ input 2x2x1, b0(), b{Length}() }}")]);
        Assert.Empty(result.Issues);
        Assert.Equal(3, result.Networks[0].Layers.Count);
    }

    [Fact]
    public void BlocksThatDoubleOverFiles_CostNothing()
    {
        var files = Enumerable.Range(0, 60)
            .Select(i => ($"f{i}.cnn", i == 0 ? "block b0() { relu }" : $"use \"f{i - 1}.cnn\"\nblock b{i}() {{ b{i - 1}(), b{i - 1}() }}"))
            .Append(("net.cnn", "use \"f59.cnn\"\nnetwork N { input 2x2x1, b59() }")).ToArray();
        Assert.Equal(["CNN4012"], Parse("net.cnn", files).Issues.Select(issue => issue.Descriptor.Id));
    }

    [Fact]
    public void UsedFiles_AreEqualUnlessOneOfThemChanges()
    {
        (string, string)[] files = [("net.cnn", Use("a")), ("a.cnn", "use \"b.cnn\"\nblock f() { relu }"), ("b.cnn", "block g() { relu }"),
            ("other.cnn", "block f() { relu }")];
        var before = Project(files).UsedBy("net.cnn", Use("a"));
        Assert.Equal(["a.cnn", "b.cnn"], before.Files.Select(file => file.Path));
        Assert.Equal(before, Project([.. files[..3], ("other.cnn", "block h() { relu }"), ("more.cnn", "")]).UsedBy("net.cnn", Use("a")));
        Assert.NotEqual(before, Project([.. files[..2], ("b.cnn", "block g() { tanh }"), files[3]]).UsedBy("net.cnn", Use("a")));
        Assert.Equal(Project(files), Project(files));
        Assert.NotEqual(Project(files), Project(files[..3]));
    }

    private static string Use(string file) => $"use \"{file}.cnn\"\nnetwork N {{ input 2x2x1, f() }}";

    private static CnnProject Project(params (string Path, string Text)[] files) =>
        new(files.Select(file => new CnnFile(file.Path, file.Text)));

    private static ParseResult Parse(string path, params (string Path, string Text)[] files)
    {
        string text = files.First(file => file.Path == path).Text;
        return CnnParser.Parse(text, path, Project(files).UsedBy(path, text));
    }
}
