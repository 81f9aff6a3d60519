using System.Collections;
using System.Reflection;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class ModelTests
{
    [Fact]
    public void TheSameSource_GivesEqualModels()
    {
        object[] first = [.. ModelsOf(Usage.Good, Usage.OtherText)], second = [.. ModelsOf(Usage.Good, Usage.OtherText)];
        Assert.Equal(2, first.Length);
        Assert.Equal(first, second);
        Assert.All(first.Zip(second), pair => Assert.NotSame(pair.First, pair.Second));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.GetHashCode(), pair.Second.GetHashCode()));
    }

    [Fact]
    public void AnotherSource_GivesAnotherModel() =>
        Assert.NotEqual(ModelsOf(Usage.Good, Usage.OtherText), ModelsOf(Usage.Good.Replace("Kernel = 5", "Kernel = 3"), Usage.OtherText));

    [Theory]
    [InlineData(Usage.Good)]
    [InlineData("[Cnn.Network(Source = \"bogus\")] public partial class Wrong;")]
    [InlineData("[Cnn.Network(Source = \"use \\\"Other.cnn\\\"\\ninput 4x4x1, dense 2\")] public partial class Uses;")]
    [InlineData("[Cnn.Network, Cnn.Dense(2)] public class Wrong;")]
    public void NothingInThePipeline_HoldsACompilation(string source)
    {
        var steps = Run(source, Usage.OtherText).TrackedSteps;
        foreach (var (_, runs) in steps.Where(step => IsOurs(step.Key)))
            foreach (var output in runs.SelectMany(run => run.Outputs))
                AssertIsPlain(output.Value, "", new HashSet<object>(ReferenceEqualityComparer.Instance));
        Assert.Contains(NetworkGenerator.Steps.Classes, steps.Keys);
        Assert.Contains(NetworkGenerator.Steps.Texts, steps.Keys);
        Assert.Contains(NetworkGenerator.Steps.Project, steps.Keys);
    }

    [Fact]
    public void TheModel_HoldsNoSourceRange()
    {
        foreach (object model in ModelsOf(Usage.Good, Usage.OtherText))
            AssertHolds(model, value => Assert.IsNotType<SourceRange>(value), new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    private static bool IsOurs(string step) =>
        typeof(NetworkGenerator.Steps).GetFields().Any(field => field.IsLiteral && (string)field.GetValue(null)! == step);

    private static IEnumerable<object> ModelsOf(string source, string text)
    {
        var steps = Run(source, text).TrackedSteps;
        return NetworkGenerator.Steps.Models.Where(steps.ContainsKey).SelectMany(name => steps[name]).SelectMany(run => run.Outputs)
            .Select(output => output.Value);
    }

    private static GeneratorRunResult Run(string source, string text) =>
        Harness.Driver([new InMemoryText("Other.cnn", text)]).RunGenerators(Harness.Compilation([("LeNet5.cs", source)])).GetRunResult()
            .Results[0];

    private static void AssertIsPlain(object value, string path, HashSet<object> seen) => AssertHolds(
        value,
        held => Assert.False(
            held is ISymbol or SyntaxNode or SyntaxToken or SyntaxTree or SemanticModel or Compilation or Location or AttributeData
                or AdditionalText or Delegate or Microsoft.CodeAnalysis.Text.SourceText,
            $"{held.GetType()} is reachable{path}"),
        seen);

    private static void AssertHolds(object value, Action<object> check, HashSet<object> seen)
    {
        check(value);
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or Type || !(type.IsValueType || seen.Add(value))) return;
        if (value is IEnumerable items)
            foreach (object? item in items)
                if (item is not null) AssertHolds(item, check, seen);
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
                if (field.GetValue(value) is { } held) AssertHolds(held, check, seen);
    }
}
