using Cnn.Dsl;

namespace Cnn.Reference.Tests;

/// <summary>The chain rule against central differences, for each layer and each loss.</summary>
public sealed class DifferencesTests
{
    public static TheoryData<string> Networks => [.. Declared.Keys];

    private static Dictionary<string, LayerDeclaration[]> Declared { get; } = new()
    {
        ["padded strided convolution, max pool with overlap, softmax"] =
        [
            Declare.Input(7, 5, 2), Declare.Layer("conv", ("maps", 3), ("kernel", new[] { 3, 2 }), ("stride", new[] { 2, 1 }),
                ("pad", new[] { 1, 0, 2, 1 }), ("activation", "relu")),
            Declare.Layer("maxpool", ("window", 3), ("stride", 1), ("pad", 1)), Declare.Layer("dense", ("outputs", 4)),
                Declare.Layer("softmax"),
        ],
        ["average pool, flatten, squared error"] =
        [
            Declare.Input(6, 6, 1), Declare.Layer("conv", ("maps", 4), ("kernel", 3), ("padding", "same"), ("bias", false)),
                Declare.Layer("tanh"),
            Declare.Layer("avgpool", ("window", 3), ("stride", 2), ("padding", "same")), Declare.Layer("flatten"),
                Declare.Layer("dense", ("outputs", 3), ("activation", "sigmoid")),
            Declare.Layer("dense", ("outputs", 2)),
        ],
        ["depth pools, binary cross-entropy"] =
        [
            Declare.Input(3, 3, 2), Declare.Layer("conv", ("maps", 12), ("kernel", 2)), Declare.Layer("maxpool", ("depth", 2)),
                Declare.Layer("avgpool", ("depth", 3)),
            Declare.Layer("sigmoid"), Declare.Layer("dense", ("outputs", 3), ("activation", "sigmoid")),
        ],
        ["smooth rectifiers"] =
        [
            Declare.Input(5, 4, 2), Declare.Layer("conv", ("maps", 3), ("kernel", 2), ("activation", "gelu")), Declare.Layer("silu"),
            Declare.Layer("conv", ("maps", 4), ("kernel", 2), ("activation", "hardswish")), Declare.Layer("scaledtanh"),
                Declare.Layer("dense", ("outputs", 2), ("activation", "gelu")),
        ],
        ["leaky rectifiers"] =
        [
            Declare.Input(5, 4, 2), Declare.Layer("conv", ("maps", 3), ("kernel", 2), ("activation", "leakyrelu")), Declare.Layer("elu"),
            Declare.Layer("dense", ("outputs", 3), ("activation", "elu")),
                Declare.Layer("dense", ("outputs", 2), ("activation", "leakyrelu")),
        ],
        ["response normalization over channels and pixels, zeros around and between channels"] =
        [
            Declare.Input(4, 3, 2), Declare.Layer("conv", ("maps", 5), ("kernel", 2)),
                Declare.Layer("lrn", ("size", 3), ("alpha", 0.4), ("caffe", true)),
            Declare.Layer("pad", ("pad", new[] { 1, 0 }), ("channels", new[] { 2, 1 })), Declare.Layer("conv", ("maps", 4), ("kernel", 1)),
            Declare.Layer("lrn", ("size", 3), ("alpha", 0.7), ("beta", 1.5), ("k", 0.5), ("within", true)),
                Declare.Layer("dense", ("outputs", 3)),
        ],
        ["trainable subsampling, tiled and overlapping"] =
        [
            Declare.Input(6, 5, 2), Declare.Layer("conv", ("maps", 3), ("kernel", 2)),
                Declare.Layer("avgpool", ("window", 2), ("trainable", true), ("activation", "scaledtanh")),
            Declare.Layer("avgpool", ("window", 2), ("stride", 1), ("pad", 1), ("trainable", true)), Declare.Layer("dense", ("outputs", 2)),
        ],
        ["radial basis functions"] = [Declare.Input(3, 3, 1), Declare.Layer("dense", ("outputs", 6), ("activation", "scaledtanh")),
            Declare.Layer("rbf", ("outputs", 4))],
        ["sigmoid of its own at the end"] = [Declare.Input(2, 2, 1), Declare.Layer("dense", ("outputs", 3), ("activation", "relu")),
            Declare.Layer("dense", ("outputs", 2)), Declare.Layer("sigmoid")],
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void ChainRule_AgreesWithCentralDifferences(string name)
    {
        var network = new ReferenceNetwork(Declare.Resolve(Declare.Network("Network", 1, Declared[name])));
        Fill.Parameters(network);
        const int Instances = 3;
        int outputs = (int)network.Spec.Output.ElementCount;
        var target = network.Spec.Loss.IsOverLabels
            ? new Target([2, 0, 3], null)
            : new Target(null, Array.ConvertAll(Fill.Values(Instances * outputs, 7, 0.5), value => value + 0.5));
        var pass = network.Forward(Fill.Values(Instances * (int)network.Spec.Input.ElementCount, 100, 1), Instances);
        double[][] gradients = Backpropagation.Gradients(network, pass, target);
        for (int k = 0; k < gradients.Length; k++)
        {
            if (!network.Parameters[k].Spec.IsTrainable) continue;
            double[] differences = CentralDifferences.Gradient(network, pass, target, k,
                Enumerable.Range(0, gradients[k].Length).ToArray());
            Assert.DoesNotContain(double.NaN, differences);
            Assert.InRange(Closeness.RelativeDistance(differences, gradients[k]), 0, 1e-7);
        }
    }

    [Fact]
    public void Kink_IsNoticed()
    {
        var network = new ReferenceNetwork(Declare.Resolve(Declare.Network("Network", 1, Declare.Input(1, 1, 1),
            Declare.Layer("dense", ("outputs", 1), ("activation", "relu")))));
        var target = new Target(null, [1]);
        // Weight and bias are zero: the rectifier stands exactly at its kink, a millionth of a step to one side.
        network.Parameters[0].Values[0] = 1e-6;
        double[] differences = CentralDifferences.Gradient(network, network.Forward([1], 1), target, 0, [0]);
        Assert.Equal([double.NaN], differences);
    }

    [Fact]
    public void Dropout_MultipliesByItsMask_ForwardAndBackward()
    {
        var network = new ReferenceNetwork(Declare.Resolve(Declare.Network("Network", 1,
            Declare.Input(1, 1, 4), Declare.Layer("dropout", ("rate", 0.5)), Declare.Layer("dense", ("outputs", 1)))));
        Fill.Parameters(network);
        var masks = new Dictionary<int, double[]> { [1] = [2, 0, 0, 2] };
        var pass = network.Forward([1, 2, 3, 4], 1, masks);
        Assert.Equal([2.0, 0, 0, 8], pass.Outputs[1]);
        double[] gradient = Backpropagation.Gradients(network, pass, new Target(null, [0]))[0];
        Assert.Equal(0, gradient[1]);
        Assert.Equal(4 * gradient[0], gradient[3], 1e-12);
    }
}
