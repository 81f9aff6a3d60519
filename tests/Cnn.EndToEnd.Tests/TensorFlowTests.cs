using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>The facts of TensorFlow's own tests of pooling and convolution, through generated code.</summary>
[Trait("Category", "Numeric")]
public sealed class TensorFlowTests
{
    public static TheoryData<string> Pooling => [.. TensorFlowCases.Pooling.Forward.Select(one => one.Name)];

    public static TheoryData<string> Convolution => [.. TensorFlowCases.Convolution.Forward.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Pooling))]
    public void Pooling_GivesTensorFlowsNumbers(string name)
    {
        var given = TensorFlowCases.Pooling.Forward.Single(one => one.Name == name);
        float[] output = NetworkHarness.Of("TensorFlowPooling." + name).Create().Predict(Closeness.Narrow(given.InputValues()));
        Assert.Equal(Closeness.Narrow(given.Expected), output);
    }

    [Theory]
    [MemberData(nameof(Convolution))]
    public void Convolution_GivesTensorFlowsNumbers(string name)
    {
        var given = TensorFlowCases.Convolution.Forward.Single(one => one.Name == name);
        var network = NetworkHarness.Of("TensorFlowConvolution." + name).Create();
        network.Parameters.Single().CopyFrom(Closeness.Narrow(given.FilterValues()));
        // All numbers are whole and below 2²⁴: any order of additions is exact.
        Assert.Equal(Closeness.Narrow(given.Expected), network.Predict(Closeness.Narrow(given.InputValues())));
    }

    [Theory]
    [InlineData("TensorFlowPooling")]
    [InlineData("TensorFlowConvolution")]
    public void NetworksOfTheCases_AreTheCases(string file)
    {
        var cases = file == "TensorFlowPooling" ? TensorFlowCases.Pooling : TensorFlowCases.Convolution;
        string text = NetworkHarness.ReadText(file + ".cnn");
        Assert.Equal(string.Join("\n", cases.Forward.Select(one => one.ToText())),
            text[text.IndexOf("network ", text.IndexOf("\nnamespace", StringComparison.Ordinal), StringComparison.Ordinal)..]);
        foreach (var given in cases.Forward)
        {
            var spec = NetworkHarness.SpecOf($"{file}.{given.Name}");
            var declared = Declare.Resolve(given.ToDeclaration());
            Assert.Equal(declared, spec with { Namespace = "" });
            Assert.Equal(given.OutputShape![1..], new[] { spec.Output.Height, spec.Output.Width, spec.Output.Channels });
        }
    }

    [Fact]
    public void WhatTensorFlowRejects_IsRejectedAsText()
    {
        foreach (var given in TensorFlowCases.Pooling.Rejected)
        {
            var parsed = CnnParser.Parse(given.ToText(), "rejected.cnn");
            Assert.False(parsed.HasErrors, given.Name);
            var result = Resolver.Resolve(parsed.Networks.Single());
            Assert.Null(result.Spec);
            Assert.Contains(given.Issue, result.Issues.Select(issue => issue.Descriptor.Id));
        }
    }
}
