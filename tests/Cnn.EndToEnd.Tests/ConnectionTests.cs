using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Convolutions whose maps do not read every channel.</summary>
[Trait("Category", "Numeric")]
public sealed class ConnectionTests
{
    /// <summary>
    /// SeparableConv2D in tensorflow/python/kernel_tests/nn_ops/conv_ops_test.py (github:tensorflow/tensorflow, commit
    /// 00b1ec2ad4b0ecd5275167371cc5d5570fba8e4c, Apache-2.0): the facts of the case, none of its text.
    /// </summary>
    private static readonly double[] _separable =
    [
        6644.5, 6971.5, 7298.5, 7625.5, 7952.5, 8279.5, 8606.5, 8154.5, 8556.5, 8958.5, 9360.5, 9762.5, 10164.5, 10566.5,
        9664.5, 10141.5, 10618.5, 11095.5, 11572.5, 12049.5, 12526.5, 4145.5, 4346.5, 4547.5, 4748.5, 4949.5, 5150.5, 5351.5,
        12684.5, 13311.5, 13938.5, 14565.5, 15192.5, 15819.5, 16446.5, 14194.5, 14896.5, 15598.5, 16300.5, 17002.5, 17704.5, 18406.5,
        15704.5, 16481.5, 17258.5, 18035.5, 18812.5, 19589.5, 20366.5, 6499.5, 6814.5, 7129.5, 7444.5, 7759.5, 8074.5, 8389.5,
        18724.5, 19651.5, 20578.5, 21505.5, 22432.5, 23359.5, 24286.5, 20234.5, 21236.5, 22238.5, 23240.5, 24242.5, 25244.5, 26246.5,
        21744.5, 22821.5, 23898.5, 24975.5, 26052.5, 27129.5, 28206.5, 8853.5, 9282.5, 9711.5, 10140.5, 10569.5, 10998.5, 11427.5,
        5746.75, 6010.75, 6274.75, 6538.75, 6802.75, 7066.75, 7330.75, 6168.75, 6452.25, 6735.75, 7019.25, 7302.75, 7586.25, 7869.75,
        6590.75, 6893.75, 7196.75, 7499.75, 7802.75, 8105.75, 8408.75, 2036.25, 2119.5, 2202.75, 2286, 2369.25, 2452.5, 2535.75,
    ];

    [Fact]
    public void DepthwiseAndPointwise_AreTensorFlowsSeparableConvolution()
    {
        var network = NetworkHarness.Of("Connections.Separable").Create();
        // Filters are 0.5, 1, 1.5 … in TensorFlow's order: [rows, columns, channels, multiplier] and [1, 1, channels * multiplier, maps].
        float[] depthwise = new float[2 * 3 * 2 * 2], pointwise = new float[7 * 6];
        for (int tap = 0; tap < 4; tap++)
            for (int map = 0; map < 6; map++) depthwise[map * 4 + tap] = (tap * 6 + map + 1) * 0.5f;
        for (int channel = 0; channel < 6; channel++)
            for (int map = 0; map < 7; map++) pointwise[map * 6 + channel] = (channel * 7 + map + 1) * 0.5f;
        network.Parameters.Find("conv1.weight").CopyFrom(depthwise);
        network.Parameters.Find("conv2.weight").CopyFrom(pointwise);
        // All numbers are eighths below 2²¹: any order of additions is exact.
        Assert.Equal(Closeness.Narrow(_separable), network.Predict([.. Enumerable.Range(1, 32).Select(i => i * 0.5f)]));
    }

    [Fact]
    public void SparseC3_HasThePapersParameters()
    {
        var info = NetworkHarness.Of("Connections.SparseC3").Info;
        // 60 kernels of 5x5 and 16 biases (LeCun et al., 1998, section II.B); on each of 4x4 pixels here, 1,500 multiply-adds.
        Assert.Equal(1516, info.Layers[1].ParameterCount);
        Assert.Equal(16 * 1500, info.Layers[1].MultiplyAdds);
        Assert.Equal([60, 5, 5], info.Parameters[0].Shape);
    }

    [Theory]
    [InlineData("SparseC3")]
    [InlineData("StraddlingGroups")]
    public void WeightsThatThereAreNot_StayZeroThroughMomentumAndDecay(string name)
    {
        var harness = NetworkHarness.Of("Connections." + name);
        var trained = harness.Create();
        var spec = NetworkHarness.SpecOf("Connections." + name);
        float[] images = Closeness.Narrow(Numbers.Images(spec, 4));
        using (var training = trained.Train(new Sgd(0.1f) { Momentum = 0.9f, WeightDecay = 0.01f }))
            for (int step = 0; step < 5; step++) training.Step(images, Numbers.TargetOf(spec, 4));

        // Copied by name, only the weights that there are come along.
        var copy = harness.Create(seed: 2);
        for (int k = 0; k < copy.Parameters.Count; k++) copy.Parameters[k].CopyFrom(trained.Parameters[k].ToArray());
        Assert.Equal(trained.Predict(images), copy.Predict(images));
        Assert.NotEqual(harness.Create().Predict(images), copy.Predict(images));
    }
}
