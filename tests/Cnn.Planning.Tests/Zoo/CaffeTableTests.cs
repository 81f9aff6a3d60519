using System.Globalization;
using System.Reflection;

namespace Cnn.Planning.Tests.Zoo;

/// <summary>
/// The shape and the parameters of every layer of Caffe's models, derived from their deploy files: BVLC/caffe@9b89154 (LeNet, AlexNet,
/// GoogLeNet), KaimingHe/deep-residual-networks@a7026cb (ResNet-50), songhan/SqueezeNet-Deep-Compression@fb13faa (SqueezeNet).
/// </summary>
public class CaffeTableTests
{
    [Theory]
    [InlineData("LeNetOfCaffe", "lenet", 8)]
    [InlineData("AlexNet", "alexnet", 23)]
    [InlineData("GoogLeNet", "googlenet", 142)]
    [InlineData("ResNet50OfCaffe", "resnet50", 175)]
    [InlineData("SqueezeNet", "squeezenet", 65)]
    public void EveryLayer_HasCaffesShapeAndParameters(string network, string table, int count)
    {
        var expected = Table(table);
        Assert.Equal(count, expected.Length);
        var found = MainNetwork.Of(ZooNetworks.SpecOf(network)).Layers.Skip(1).SelectMany(RowsOf).ToList();
        // A deploy file may end before the softmax.
        if (expected[^1].Kind != "Softmax") Assert.Equal("Softmax", Last(found).Kind);
        Assert.Equal(expected, found);

        static Row Last(List<Row> rows)
        {
            var last = rows[^1];
            rows.RemoveAt(rows.Count - 1);
            return last;
        }
    }

    private sealed record Row(string Kind, TensorShape Shape, long Parameters);

    // Caffe's batch norm has no trained numbers; the scaling after it has. Here they are one layer.
    private static Row[] Table(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"caffe_{name}.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .Where(columns => columns[1] != "BatchNorm")
            .Select(columns => new Row(columns[1], Shape(columns[2]), long.Parse(columns[3], CultureInfo.InvariantCulture)))];
    }

    private static TensorShape Shape(string chw)
    {
        int[] sizes = [.. chw.Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        return sizes is [var channels, var height, var width] ? new(height, width, channels) : new(1, 1, sizes[0]);
    }

    // A layer and, where it has one, its activation, which Caffe writes as a layer of its own.
    private static IEnumerable<Row> RowsOf(LayerSpec layer)
    {
        var (kind, activation) = layer switch
        {
            ConvolutionSpec convolution => ("Convolution", convolution.Activation),
            DenseSpec dense => ("InnerProduct", dense.Activation),
            PoolSpec => ("Pooling", Activation.None),
            BatchNormSpec => ("Scale", Activation.None),
            LocalResponseNormSpec => ("LRN", Activation.None),
            ConcatSpec => ("Concat", Activation.None),
            AddSpec add => ("Eltwise", add.Activation),
            DropoutSpec => ("Dropout", Activation.None),
            SoftmaxSpec => ("Softmax", Activation.None),
            ActivationSpec { Activation: Activation.Relu } => ("ReLU", Activation.None),
            _ => (layer.Description, Activation.None),
        };
        yield return new(kind, layer.Output, layer.ParameterCount);
        if (activation == Activation.Relu) yield return new("ReLU", layer.Output, 0);
    }
}
