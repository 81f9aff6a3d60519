using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>The facts of Caffe's and ONNX's own tests of pooling and padding, through generated code.</summary>
[Trait("Category", "Numeric")]
public sealed class PoolingTests
{
    public static TheoryData<string> Caffe => [.. PoolingCases.Caffe.Forward.Select(one => one.Name)];

    public static TheoryData<string> Onnx => [.. PoolingCases.Onnx.Forward.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Caffe))]
    public void Pooling_GivesCaffesNumbers(string name) =>
        AssertGives("CaffePooling", PoolingCases.Caffe.Forward.Single(one => one.Name == name));

    [Theory]
    [MemberData(nameof(Onnx))]
    public void Pooling_GivesOnnxsNumbers(string name) =>
        AssertGives("OnnxPooling", PoolingCases.Onnx.Forward.Single(one => one.Name == name));

    [Theory]
    [InlineData("CaffePooling", 5)]
    [InlineData("OnnxPooling", 16)]
    public void NetworksOfTheCases_AreTheCases(string file, int count)
    {
        var cases = file == "CaffePooling" ? PoolingCases.Caffe : PoolingCases.Onnx;
        Assert.Equal(count, cases.Forward.Length);
        string text = NetworkHarness.ReadText(file + ".cnn");
        Assert.EndsWith("\n\n" + string.Join("\n", cases.Forward.Select(one => one.ToText())), text);
        Assert.All(cases.Forward, given => Assert.Equal(given.OutputShape, NetworkHarness.SpecOf($"{file}.{given.Name}").Output));
    }

    private static void AssertGives(string file, PoolingCase given)
    {
        float[] output = NetworkHarness.Of($"{file}.{given.Name}").Create().Predict(Closeness.Narrow(given.InputValues()));
        float[] expected = Closeness.Narrow(given.ExpectedValues());
        Assert.Equal(expected.Length, output.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], output[i], (float)given.Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
