using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators.Tests;

/// <summary>
/// The accepted code of one kernel of each family, from the smallest network that has it: the kernel and whatever of the file it calls. Of
/// the vector widths it is 256 bits only: the others differ in their tiles and in the names of the vectors.
/// </summary>
public class KernelTests
{
    [Theory]
    [InlineData("Contraction", "Conv1Forward", "inference_only, input 3x3x16, conv 16 2x2 relu")]
    [InlineData("InstancesAsRows", "Dense1Forward", "inference_only, inference_batch 3, input 1x1x16, dense 16")]
    [InlineData("DataGradient", "Conv2DataGradient", "batch 1, input 2x2x2, conv 16 1x1 relu, conv 16 1x1, dense 2")]
    [InlineData("WeightGradient", "Conv2WeightGradient", "batch 2, input 3x3x2, conv 16 1x1, conv 16 2x2, dense 2")]
    [InlineData("Depthwise", "Conv1Forward", "inference_only, input 3x3x16, depthwise 2x2")]
    [InlineData("AlongRows", "Conv1Forward", "inference_only, input 4x20x1, conv 2 3x3 tanh, avgpool 2x2, conv 16 1x1")]
    [InlineData("AlongRowsWeightGradient", "Conv1WeightGradient",
        "batch 2, input 4x20x1, conv 2 3x3 tanh, avgpool 2x2, conv 16 1x1, dense 2")]
    [InlineData("DotProducts", "Conv2DataGradient", "batch 2, input 4x20x1, conv 2 3x3 tanh, avgpool 2x2, conv 16 1x2, dense 2")]
    [InlineData("PlanarPool", "Pool1Forward", "inference_only, input 4x20x1, conv 2 3x3 tanh, avgpool 2x2, conv 16 1x1")]
    [InlineData("MaxPool", "Pool1Forward", "batch 1, input 4x4x16, maxpool 2x2, conv 2 1x1, dense 2")]
    [InlineData("AveragePool", "Pool1Forward", "inference_only, input 4x4x16, avgpool 2x2, dense 2")]
    [InlineData("PoolBackward", "Pool1Backward", "batch 1, input 4x4x16, conv 16 1x1, maxpool 3x3 stride 2 ceil, conv 2 1x1, dense 2")]
    [InlineData("DepthPool", "Pool1Forward", "inference_only, input 2x2x6, maxpool depth 3, dense 2")]
    public void Family_GivesTheAcceptedKernel(string family, string step, string statements)
    {
        string text = $"network Net {{ {statements} }}";
        var sources = Harness.Compile(("Net.cnn", text)).GeneratedSources;
        string[] files = [.. s_files.Where(sources.ContainsKey).Select(file => sources[file])];
        Snapshots.Verify(Closure(files, KernelOf(step, text)), [("family", family)]);
    }

    [Theory]
    [InlineData("inference_only, algorithm direct, input 14x14x128, conv 64 3x3 pad 1", true)]
    [InlineData("inference_only, input 14x14x128, conv 64 3x3 pad 1", true)]
    [InlineData("inference_only, input 14x14x32, conv 64 1x1", false)]
    [InlineData("inference_only, input 1x1x512, dense 64", false)]
    [InlineData("inference_only, inference_batch 16, input 5x5x16, conv 120 5x5", false)]
    [InlineData("inference_only, input 14x14x16, conv 16 5x5", false)]
    public void LongSumsOfLargeTiles_FetchTheNextRun(string statements, bool fetches)
    {
        var sources = Harness.Compile(("Net.cnn", $"network Net {{ {statements} }}")).GeneratedSources;
        Assert.Equal(fetches, sources["Net.Kernels512.g.cs"].Contains("_Tensors.Fetch(", StringComparison.Ordinal));
    }

    private static readonly string[] s_files = ["Net.Kernels.g.cs", "Net.Kernels256.g.cs", "Net.TrainingKernels256.g.cs"];

    private static string KernelOf(string name, string text)
    {
        var plan = Planner.Plan(NetworkChecker.Check(Assert.Single(CnnParser.Parse(text, "Net.cnn").Networks)).Spec!);
        var pass = plan.TrainingIfAny ?? plan.Inference;
        return Assert.Single(pass.Phases.SelectMany(phase => phase.Steps), step => step.Name == name) switch
        {
            ContractionStep contraction => contraction.Parts[0].Kernel,
            KernelStep step => step.Kernel,
            var step => throw new InvalidOperationException($"{step.Name} has no kernel."),
        };
    }

    // Comments in front of a method are its trivia, and so come along.
    private static string Closure(IEnumerable<string> sources, string kernel)
    {
        var roots = sources.Select(source => CSharpSyntaxTree.ParseText(source).GetRoot());
        var members = roots.SelectMany(root => root.DescendantNodes()).OfType<MethodDeclarationSyntax>().ToArray();
        var wanted = new HashSet<string> { kernel };
        for (bool grew = true; grew;)
        {
            string[] called =
            [
                .. members.Where(member => wanted.Contains(member.Identifier.Text))
                    .SelectMany(member => member.DescendantNodes().OfType<IdentifierNameSyntax>())
                    .Select(name => name.Identifier.Text)
                    .Where(name => members.Any(member => member.Identifier.Text == name)),
            ];
            int before = wanted.Count;
            wanted.UnionWith(called);
            grew = wanted.Count > before;
        }
        string code = string.Concat(
            members.Where(member => wanted.Contains(member.Identifier.Text)).Select(member => member.ToFullString()));
        string names = string.Join(", ", members.Select(member => member.Identifier.Text));
        Assert.True(code.Length > 0, $"There is no kernel {kernel}; there are {names}.");
        return code;
    }
}
