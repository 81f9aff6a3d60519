using Cnn.Dsl;

namespace Cnn.Reference.Tests;

/// <summary>The interpreter and the language's rules against the facts of TensorFlow's own tests.</summary>
public sealed class TensorFlowTests
{
    public static TheoryData<string> Forward => [.. All(cases => cases.Forward).Select(one => one.Name)];

    public static TheoryData<string> Rejected => [.. All(cases => cases.Rejected).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Forward))]
    public void Interpreter_GivesTensorFlowsNumbers(string name)
    {
        var given = All(cases => cases.Forward).Single(one => one.Name == name);
        var spec = Declare.Resolve(given.ToDeclaration());
        Assert.Equal(given.OutputShape![1..], new[] { spec.Output.Height, spec.Output.Width, spec.Output.Channels });

        var network = new ReferenceNetwork(spec);
        if (given.FilterShape is not null) given.FilterValues().CopyTo(network.Parameters.Single().Values, 0);
        var pass = network.Forward(given.InputValues(), given.InputShape[0]);
        Assert.Equal(given.Expected, pass.Output);
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void WhatTensorFlowRejects_IsAnError(string name)
    {
        var given = All(cases => cases.Rejected).Single(one => one.Name == name);
        var result = Resolver.Resolve(given.ToDeclaration());
        Assert.Null(result.Spec);
        Assert.Equal([given.Issue], result.Issues.Where(issue => issue.Descriptor.Severity == IssueSeverity.Error)
            .Select(issue => issue.Descriptor.Id).Distinct());
    }

    [Theory]
    [InlineData("maxpool", 3, 3, 0)]
    [InlineData("conv", 0, 2, 1)]
    public void AnInputWithoutElements_WhereTensorFlowReturnsAnEmptyTensor_IsAnError(string keyword, int height, int width, int channels)
    {
        var layer = keyword == "conv" ? Declare.Layer("conv", ("maps", 1), ("kernel", 1), ("pad", 1))
            : Declare.Layer(keyword, ("window", 2));
        var result = Resolver.Resolve(Declare.Network("Empty", 1, Declare.Input(height, width, channels), layer));
        Assert.Null(result.Spec);
        Assert.Contains(result.Issues, issue => issue.Descriptor.Id == "CNN1010");
    }

    [Fact]
    public void InceptionsLayers_HaveTensorFlowsShapes()
    {
        var shapes = All(cases => cases.Shapes).ToList();
        Assert.Equal(4, TensorFlowCases.Pooling.Shapes.Length);
        Assert.Equal(55, TensorFlowCases.Convolution.Shapes.Length);
        foreach (var given in shapes)
        {
            var output = Declare.Resolve(given.ToDeclaration() with { Name = new("Inception", SourceRange.None) }).Output;
            Assert.Equal(given.OutputShape![1..], new[] { output.Height, output.Width, output.Channels });
        }
    }

    private static IEnumerable<TensorFlowCase> All(Func<TensorFlowCases, TensorFlowCase[]> which) =>
        which(TensorFlowCases.Pooling).Concat(which(TensorFlowCases.Convolution));
}
