using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators.Tests;

/// <summary>What an edit makes the pipeline do again.</summary>
public class EditTests
{
    private const string Elsewhere = "namespace Elsewhere { public class Program { public static int Number => 1; } }\n";

    private readonly CSharpCompilation _compilation = Harness.Compilation([("LeNet5.cs", Usage.Good), ("Elsewhere.cs", Elsewhere)]);
    private readonly InMemoryText _text = new("Other.cnn", Usage.OtherText),
        _unrelated = new("Unrelated.cnn", Usage.OtherText.Replace("Other", "Unrelated"));
    private readonly GeneratorDriver _driver;

    public EditTests() => _driver = Harness.Driver([_text, _unrelated]).RunGenerators(_compilation);

    [Fact]
    public void AddedComment_DoesNotModifyOutput() => AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good + "// A comment.\n"));

    [Fact]
    public void LineAboveTheClass_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good.Replace("[Network(", "// A line.\n\n[Network(")));

    [Fact]
    public void CommentInsideAnArgumentList_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good.Replace("Kernel = 5,", "/* five by five */ Kernel = 5,")));

    [Fact]
    public void AnotherFile_DoesNotModifyOutput() => AssertNothingIsEmitted(Edit("Elsewhere.cs", Elsewhere.Replace("=> 1", "=> 2")));

    [Fact]
    public void AnotherClass_DoesNotModifyOutput() => AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good + "public class Neighbour;\n"));

    [Fact]
    public void UnrelatedText_IsEmittedAlone()
    {
        var result = Run(_driver.ReplaceAdditionalText(_unrelated,
            new InMemoryText(_unrelated.Path, Usage.OtherText.Replace("Other", "Unrelated").Replace("dense 4", "dense 5"))), _compilation);
        Assert.Equal(["Unrelated"], Emitted(result));
    }

    [Fact]
    public void CommentInAText_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Run(_driver.ReplaceAdditionalText(_text, new InMemoryText(_text.Path, "# A comment.\n" + Usage.OtherText)),
            _compilation));

    [Fact]
    public void BudgetOfInferenceThatIsKept_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good.Replace("[Dense(10)", "[MemoryBudget(Inference = \"1 MB\")]\n[Dense(10)")));

    /// <summary>Sessions hold an optimizer that they are given to it.</summary>
    [Fact]
    public void BudgetOfTraining_IsEmittedWithItsNetworkAlone() =>
        Assert.Equal(["LeNet5"],
            Emitted(Edit("LeNet5.cs", Usage.Good.Replace("[Dense(10)", "[MemoryBudget(Training = \"64 MB\")]\n[Dense(10)"))));

    [Fact]
    public void ChangedKernel_IsEmittedAlone() =>
        Assert.Equal(["LeNet5"], Emitted(Edit("LeNet5.cs", Usage.Good.Replace("16, Kernel = 5", "16, Kernel = 3"))));

    [Fact]
    public void AnotherNetwork_IsEmittedAlone() =>
        Assert.Equal(["Added"], Emitted(Edit("Elsewhere.cs",
            "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class Added;")));

    [Fact]
    public void MovedMistake_DoesNotModifyOutput()
    {
        string wrong = Usage.Good.Replace("Dense(10)", "Dense(0)");
        var compilation = Harness.Compilation([("LeNet5.cs", wrong)]);
        var driver = Harness.Driver([]).RunGenerators(compilation);
        var moved = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Harness.Tree("LeNet5.cs", "// A line.\n" + wrong));
        AssertNothingIsEmitted(Run(driver, moved));
    }

    [Theory]
    [InlineData("block f() { relu }", "block f() { tanh }", new[] { "A", "B", "InSource" },
        new[] { "a.cnn", "b.cnn", "blocks.cnn", "more.cnn" })]
    [InlineData("block f() { relu }", "# A comment.\nblock f() { relu }", new string[0],
        new[] { "a.cnn", "b.cnn", "blocks.cnn", "more.cnn" })]
    [InlineData("block h() { relu }", "block h() { tanh }", new string[0], new[] { "unused.cnn" })]
    [InlineData("block g() { f() }", "block g() { f(), f() }", new[] { "B" }, new[] { "b.cnn", "more.cnn" })]
    [InlineData("network C { input 4x4x1", "network C { input 4x4x2", new[] { "C" }, new[] { "c.cnn" })]
    public void AnEditOfAFile_ReadsItsUsersAgain_AndNoOthers(string before, string after, string[] emitted, string[] read)
    {
        (string Path, string Text)[] files =
        [
            ("a.cnn", "use \"blocks.cnn\"\nnetwork A { input 4x4x1, f(), dense 2 }"),
                ("b.cnn", "use \"more.cnn\"\nnetwork B { input 4x4x1, g(), dense 2 }"), ("c.cnn", "network C { input 4x4x1, dense 2 }"),
            ("blocks.cnn", "block f() { relu }"), ("more.cnn", "use \"blocks.cnn\"\nblock g() { f() }"),
                ("unused.cnn", "block h() { relu }"),
        ];
        var texts = files.Select(file => new InMemoryText(file.Path, file.Text)).ToArray();
        var compilation = Harness.Compilation([("Net.cs",
            "[Cnn.Network(Source = \"use \\\"blocks.cnn\\\"\\ninput 4x4x1, f(), dense 2\")] public partial class InSource; "
            + "[Cnn.Network(Source = \"input 4x4x1, dense 2\")] public partial class Alone;")]);
        var driver = Harness.Driver([.. texts]).RunGenerators(compilation);
        int edited = Array.FindIndex(files, file => file.Text.Contains(before));
        var result = Run(driver.ReplaceAdditionalText(texts[edited],
            new InMemoryText(files[edited].Path, files[edited].Text.Replace(before, after))), compilation);

        Assert.Equal(emitted, Emitted(result).Order(StringComparer.Ordinal));
        var steps = result.TrackedSteps[NetworkGenerator.Steps.Texts];
        var readAgain = steps.Where(step => step.Outputs[0].Reason != IncrementalStepRunReason.Cached)
            .Select(step => ((TextFile)step.Inputs[0].Source.Outputs[step.Inputs[0].OutputIndex].Value).File.Path);
        // Files that are read again and found to be as they were may be called cached, too; the others must be.
        Assert.Empty(readAgain.Except(read));
        Assert.Equal(read.Contains("blocks.cnn") ? 1 : 0,
            result.TrackedSteps[NetworkGenerator.Steps.Classes].Count(step => step.Outputs[0].Reason != IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void AFileThatComes_IsFoundByItsUsers()
    {
        var user = new InMemoryText("a.cnn", "use \"blocks.cnn\"\nnetwork A { input 4x4x1, f(), dense 2 }");
        var driver = Harness.Driver([user, _unrelated]).RunGenerators(_compilation);
        Assert.Null(Assert.IsType<NetworkModel>(ModelOf(driver.GetRunResult().Results[0], "A")).Spec);
        var found = Run(driver.AddAdditionalTexts([new InMemoryText("blocks.cnn", "block f() { relu }")]), _compilation);
        Assert.NotNull(ModelOf(found, "A").Spec);
        Assert.Equal(["A"], Emitted(found));
    }

    [Fact]
    public void NoEdit_LeavesEveryStepCached()
    {
        var result = Run(_driver, _compilation);
        Assert.All(
            result.TrackedSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs),
            output =>
                Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    output.Reason.ToString()));
    }

    private static NetworkModel ModelOf(GeneratorRunResult result, string name) => result.TrackedSteps[NetworkGenerator.Steps.TextModels]
        .SelectMany(run => run.Outputs).Select(output => (NetworkModel)output.Value).Single(model => model.Shell.Name == name);

    private GeneratorRunResult Edit(string path, string text)
    {
        var tree = _compilation.SyntaxTrees.Single(candidate => candidate.FilePath == path);
        return Run(_driver, _compilation.ReplaceSyntaxTree(tree, Harness.Tree(path, text)));
    }

    private static GeneratorRunResult Run(GeneratorDriver driver, Compilation compilation) =>
        driver.RunGenerators(compilation).GetRunResult().Results[0];

    private static void AssertNothingIsEmitted(GeneratorRunResult result)
    {
        Assert.Empty(Emitted(result));
        var reasons = result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs)
            .Select(output => output.Reason).ToArray();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason =>
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    // The networks whose model is not as it was, so that their code was written again.
    private static string[] Emitted(GeneratorRunResult result) =>
    [
        .. NetworkGenerator.Steps.Models
            .SelectMany(name => result.TrackedSteps.TryGetValue(name, out var runs) ? runs
                : ImmutableArray<IncrementalGeneratorRunStep>.Empty)
            .SelectMany(run => run.Outputs)
            .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(output => ((NetworkModel)output.Value).Shell.Name),
    ];
}
