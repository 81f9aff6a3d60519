using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators.Tests;

/// <summary>What an edit makes the pipeline do again.</summary>
public class EditTests
{
    private const string Elsewhere = "namespace Elsewhere { public class Program { public static int Number => 1; } }\n";

    private readonly CSharpCompilation _compilation = Harness.Compilation([("LeNet5.cs", Usage.Good), ("Elsewhere.cs", Elsewhere)]);
    private readonly InMemoryText _text = new("Other.cnn", Usage.OtherText), _unrelated = new("Unrelated.cnn", Usage.OtherText.Replace("Other", "Unrelated"));
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
        var result = Run(_driver.ReplaceAdditionalText(_unrelated, new InMemoryText(_unrelated.Path, Usage.OtherText.Replace("Other", "Unrelated").Replace("dense 4", "dense 5"))), _compilation);
        Assert.Equal(["Unrelated"], Emitted(result));
    }

    [Fact]
    public void CommentInAText_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Run(_driver.ReplaceAdditionalText(_text, new InMemoryText(_text.Path, "# A comment.\n" + Usage.OtherText)), _compilation));

    [Fact]
    public void BudgetThatIsKept_DoesNotModifyOutput() =>
        AssertNothingIsEmitted(Edit("LeNet5.cs", Usage.Good.Replace("[Dense(10)", "[MemoryBudget(Inference = \"1 MB\", Training = \"64 MB\")]\n[Dense(10)")));

    [Fact]
    public void ChangedKernel_IsEmittedAlone() => Assert.Equal(["LeNet5"], Emitted(Edit("LeNet5.cs", Usage.Good.Replace("16, Kernel = 5", "16, Kernel = 3"))));

    [Fact]
    public void AnotherNetwork_IsEmittedAlone() => Assert.Equal(["Added"], Emitted(Edit("Elsewhere.cs", "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class Added;")));

    [Fact]
    public void MovedMistake_DoesNotModifyOutput()
    {
        string wrong = Usage.Good.Replace("Dense(10)", "Dense(0)");
        var compilation = Harness.Compilation([("LeNet5.cs", wrong)]);
        var driver = Harness.Driver([]).RunGenerators(compilation);
        var moved = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Harness.Tree("LeNet5.cs", "// A line.\n" + wrong));
        AssertNothingIsEmitted(Run(driver, moved));
    }

    [Fact]
    public void NoEdit_LeavesEveryStepCached()
    {
        var result = Run(_driver, _compilation);
        Assert.All(
            result.TrackedSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, output.Reason.ToString()));
    }

    private GeneratorRunResult Edit(string path, string text)
    {
        var tree = _compilation.SyntaxTrees.Single(candidate => candidate.FilePath == path);
        return Run(_driver, _compilation.ReplaceSyntaxTree(tree, Harness.Tree(path, text)));
    }

    private static GeneratorRunResult Run(GeneratorDriver driver, Compilation compilation) => driver.RunGenerators(compilation).GetRunResult().Results[0];

    private static void AssertNothingIsEmitted(GeneratorRunResult result)
    {
        Assert.Empty(Emitted(result));
        var reasons = result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Select(output => output.Reason).ToArray();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    // The networks whose model is not as it was, so that their code was written again.
    private static string[] Emitted(GeneratorRunResult result) =>
    [
        .. NetworkGenerator.Steps.Models
            .SelectMany(name => result.TrackedSteps.TryGetValue(name, out var runs) ? runs : ImmutableArray<IncrementalGeneratorRunStep>.Empty)
            .SelectMany(run => run.Outputs)
            .Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(output => ((NetworkModel)output.Value).Shell.Name),
    ];
}
