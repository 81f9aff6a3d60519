using Cnn.Dsl;

namespace Cnn.Reference.Tests;

/// <summary>The interpreter and the language's shapes against the facts of Caffe's and ONNX's own tests.</summary>
public sealed class PoolingTests
{
    public static TheoryData<string> Forward => [.. All.Select(one => one.Name)];

    private static IEnumerable<PoolingCase> All => PoolingCases.Caffe.Forward.Concat(PoolingCases.Onnx.Forward);

    [Theory]
    [MemberData(nameof(Forward))]
    public void Interpreter_GivesTheirNumbers(string name)
    {
        var given = All.Single(one => one.Name == name);
        var spec = SpecOf(given);
        Assert.Equal(given.OutputShape, spec.Output);

        double[] output = new ReferenceNetwork(spec).Forward(given.InputValues(), 1).Output, expected = given.ExpectedValues();
        Assert.Equal(expected.Length, output.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], output[i], given.Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    [Fact]
    public void Layers_HaveCaffesShapes()
    {
        Assert.Equal(3, PoolingCases.Caffe.Shapes.Length);
        Assert.All(PoolingCases.Caffe.Shapes, given => Assert.Equal(given.OutputShape, SpecOf(given).Output));
    }

    private static NetworkSpec SpecOf(PoolingCase given)
    {
        var parsed = CnnParser.Parse(given.ToText(), given.Name + ".cnn");
        Assert.Empty(parsed.Issues);
        return Declare.Resolve(parsed.Networks.Single());
    }
}
