using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Reference;
using CsCheck;
using Xunit.Abstractions;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Networks that nobody wrote: what the resolver accepts generates, compiles, runs and computes what the interpreter does; what it rejects,
/// it rejects with an error that has
/// a place. The seed is fixed; <c>CsCheck_Seed</c> tries another one.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class RandomNetworkTests(ITestOutputHelper output)
{
    private const string Namespace = "Cnn.Conformance.Random";
    private const int Drawn = 3000, Compiled = 30;
    private const double Tolerance = 1e-5;

    private static readonly string s_seed = Environment.GetEnvironmentVariable("CsCheck_Seed") ?? "0N0XIzNsQ0O2";

    [Fact]
    public void Text_IsAcceptedOrHasAnErrorInsideIt()
    {
        int accepted = 0;
        RandomText.Statements.Sample(
            statements =>
            {
                string text = Text("Net", statements);
                var parsed = CnnParser.Parse(text, "Net.cnn");
                var results = parsed.Networks.Select(network => NetworkChecker.Check(network)).ToArray();
                Issue[] issues = [.. parsed.Issues, .. results.SelectMany(result => result.Issues)];
                Assert.All(issues, issue => Assert.True(issue.Range.Start >= 0 && issue.Range.Length >= 0
                    && issue.Range.Start + issue.Range.Length <= text.Length, issue.Message));
                if (results.Length == 1 && results[0].Spec is not null && !parsed.HasErrors) accepted++;
                else Assert.Contains(issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
            },
            output.WriteLine, s_seed, Drawn, threads: 1, print: statements => Text("Net", statements));
        Assert.InRange(accepted, Drawn / 4, Drawn * 9 / 10);
    }

    [Fact]
    public void Declaration_IsAcceptedOrHasAnErrorAtAPartOfIt()
    {
        int accepted = 0;
        RandomDeclaration.Networks.Sample(
            drawn =>
            {
                var result = NetworkChecker.Check(drawn.Network);
                Assert.All(result.Issues, issue => Assert.Contains(issue.Range, drawn.Ranges));
                if (result.Spec is not null) accepted++;
                else Assert.Contains(result.Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
            },
            output.WriteLine, s_seed, Drawn, threads: 1, print: drawn => $"{drawn.Network}");
        Assert.InRange(accepted, Drawn / 20, Drawn * 9 / 10);
    }

    [Fact]
    public void WhatIsAccepted_CompilesAndComputesWhatTheInterpreterDoes()
    {
        // One compilation of many costs a fraction of many of one.
        var networks = RandomText.Statements.Array[4 * Compiled].Single(_ => true, s_seed)
            .Select((statements, i) => (Name: $"N{i}", Text: Text($"N{i}", statements)))
            .Select(drawn => (drawn.Name, drawn.Text, Spec: Accepted(drawn.Text)))
            .Where(drawn => drawn.Spec is not null)
            .Take(Compiled).ToArray();
        Assert.Equal(Compiled, networks.Length);
        var compiled = Harness.CompileNetworks($"namespace {Namespace}\n\n" + string.Join('\n', networks.Select(network => network.Text)));
        Assert.DoesNotContain(MethodSize.ReadAll(new MemoryStream(compiled)), size => size.IsTooLarge);
        var assembly = Assembly.Load(compiled);
        var failures = new List<string>();
        foreach (var (name, text, spec) in networks)
            if (Failure(NetworkHarness.Of(assembly.GetType($"{Namespace}.{name}", throwOnError: true)!), spec!) is { } failure)
                failures.Add($"{failure}, with seed {s_seed}:\n{text}");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? Failure(NetworkHarness harness, NetworkSpec spec)
    {
        var network = harness.Create();
        var reference = new ReferenceNetwork(spec);
        Numbers.SetParameters(reference, network.Parameters);
        int instances = spec.Batch;
        double[] images = Numbers.Images(spec, instances);
        float[] found = network.Predict(Closeness.Narrow(images));
        if (found.Length != instances * spec.Output.ElementCount)
            return $"{found.Length} outputs instead of {instances} times {spec.Output}";
        double[] expected = reference.Forward(images, instances).Output;
        double distance = Closeness.RelativeDistance(expected, Closeness.Widen(found), 0.1 * Math.Sqrt(expected.Length));
        // Written so that NaN is a failure.
        if (!(distance <= Tolerance)) return Invariant.Format($"Outputs are apart by {distance} of their norm");
        using var training = network.Train(new Sgd(0.001f));
        float loss = training.Step(Closeness.Narrow(images), Numbers.TargetOf(spec, instances));
        if (!float.IsFinite(loss)) return Invariant.Format($"The loss is {loss}");
        return training.Gradients.Any(gradient => gradient.Any(value => !float.IsFinite(value))) ? "A gradient is not finite" : null;
    }

    private static NetworkSpec? Accepted(string text)
    {
        var parsed = CnnParser.Parse(text, "Net.cnn");
        return parsed.HasErrors || parsed.Networks.Count != 1 ? null : NetworkChecker.Check(parsed.Networks[0]).Spec;
    }

    private static string Text(string name, string statements) => $"network {name} {{\n{statements}}}\n";
}
