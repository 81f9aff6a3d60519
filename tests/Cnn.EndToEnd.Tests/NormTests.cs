using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Local response normalization against ONNX's own tests and against PyTorch.</summary>
[Trait("Category", "Numeric")]
public sealed class NormTests
{
    // The channels of two pixels of test_lrn and test_lrn_default (Apache-2.0, github.com/onnx/onnx at 6be0677fc22e,
    // backend/test/data/node), which share an input.
    private static readonly float[][] s_pixels =
    [
        [1.764052391f, -1.454365730f, -0.895466566f, -0.684810102f, 1.883150697f],
        [-0.151357204f, -0.887785733f, 0.302471906f, 0.465662450f, -0.747454822f],
    ];

    [Fact]
    public void Norm_IsOnnxs() => AssertGives("Onnx",
    [
        [1.247264743f, -1.028288603f, -0.633154750f, -0.484194964f, 1.331499577f],
        [-0.107024252f, -0.627749920f, 0.213876024f, 0.329268336f, -0.528523505f],
    ]);

    [Fact]
    public void Norm_IsOnnxsByDefault() => AssertGives("OnnxDefault",
    [
        [1.763821959f, -1.454146624f, -0.895390809f, -0.684727669f, 1.882961750f],
        [-0.151354134f, -0.887765706f, 0.302463621f, 0.465652406f, -0.747440279f],
    ]);

    // PyTorch in float64, F.local_response_norm (with alpha times 5 for AlexNet's, which does not divide it), on weights and an image that
    // are functions of their index: kernel fill(.., 1, √(6 / inputs)), bias fill(.., 2, 0.05), image fill(.., 100, 1), channels first.
    // PyTorch's deviation is that of a sample.
    [Theory]
    [InlineData("AlexNetStage", 0.2852493661372308, 0.3467327995510606)]
    [InlineData("GoogLeNetStage", 0.6319140625923245, 0.13499806285877597)]
    public void FirstStage_IsPyTorchs(string name, double mean, double deviation)
    {
        var spec = NetworkHarness.SpecOf("Norms." + name);
        var network = NetworkHarness.Of("Norms." + name).Create();
        var kernel = network.Parameters[0];
        kernel.CopyFrom(Closeness.Narrow(Fill.Values(kernel.ElementCount, 1, Math.Sqrt(6.0 * kernel.Shape[0] / kernel.ElementCount))));
        network.Parameters[1].CopyFrom(Closeness.Narrow(Fill.Values(network.Parameters[1].ElementCount, 2, 0.05)));
        double[] image = Fill.ToChannelsLast(Fill.Values((int)spec.Input.ElementCount, 100, 1), 1, spec.Input);

        double[] output = Closeness.Widen(network.Predict(Closeness.Narrow(image)));
        double average = output.Average();
        Assert.Equal(mean, average, 1e-6);
        Assert.Equal(deviation, Math.Sqrt(output.Sum(value => (value - average) * (value - average)) / (output.Length - 1)), 1e-6);
    }

    private static void AssertGives(string name, float[][] expected)
    {
        var network = NetworkHarness.Of("Norms." + name).Create();
        for (int i = 0; i < expected.Length; i++)
        {
            float[] output = network.Predict(s_pixels[i]);
            for (int c = 0; c < output.Length; c++) Assert.Equal(expected[i][c], output[c], 3e-7f);
        }
    }
}
