namespace Cnn.Generators.Tests;

/// <summary>CNN2xxx and CNN3xxx: shapes, geometry and memory.</summary>
internal static class ShapeCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        Ksize("CNN2001", "three numbers", "[|[2, 2, 1]|]"),
        Ksize("CNN2001", "no number", "[|new int[0]|]"),
        Ksize("CNN2002", "a zero", "[|[1, 0, 2, 1]|]"),
        Ksize("CNN2003", "over instances", "[|[2, 2, 2, 1]|]"),
        Ksize("CNN2004", "over both", "[|[1, 2, 2, 2]|]"),
        Strides("CNN2011", "five numbers", "[1, 2, 2, 1]", "[|[1, 2, 2, 1, 1]|]"),
        Strides("CNN2012", "a negative one", "[1, 2, 2, 1]", "[|[1, -2, 2, 1]|]"),
        Strides("CNN2013", "over instances", "[1, 2, 2, 1]", "[|[2, 2, 2, 1]|]"),
        Strides("CNN2014", "over channels", "[1, 2, 2, 1]", "[|[1, 2, 2, 2]|]"),
        Strides("CNN2015", "over pixels", "[1, 1, 1, 2]", "[|[1, 2, 1, 2]|]"),
        Strides("CNN2016", "another stride over depth", "[1, 1, 1, 4]", "[|[1, 1, 1, 2]|]"),
        Ksize("CNN2017", "not divisible", "[|[1, 1, 1, 3]|]"),
        Layers("CNN2018", "padding over depth", "[MaxPool(Depth = 2, Pad = [|new[] { 1 }|])]"),
        Layers("CNN2019", "rounding over depth", "[MaxPool(Depth = 2, Ceil = [|true|])]"),
        Layers("CNN2019", "counted padding over depth", "[AveragePool(Depth = 2, CountPad = [|true|])]"),
        Layers("CNN2101", "a kernel larger than the map", "[ConvLayer(2, Kernel = [|9|])]"),
        Layers("CNN2101", "a window higher than the map", "[MaxPool(WindowHeight = [|9|], WindowWidth = 2)]"),
        Layers("CNN2102", "a row and a column left over", "[[|MaxPool|](3)]"),
        Layers("CNN2103", "a window in the padding", "[MaxPool(2, Pad = [|new[] { 2 }|])]"),
        DiagnosticCase.Attributes("CNN2104", "more than 2^31 - 1 elements", "[Network(Batch = 1), [|Input|](50000, 50000, 1)]\n[Dense(2)]"),
        Layers("CNN2105", "softmax over a map", "[ConvLayer(2, Kernel = 1), [|Softmax|]]"),
        Layers("CNN2106", "maps of two sizes", "[ConvLayer(2, Kernel = 3, Name = \"a\"), Concat(\"input\", [|\"a\"|])]"),
        DiagnosticCase.Text("CNN2106", "branches of two sizes",
            "network Net { input 8x8x4, concat { branch { relu } [|branch|] { maxpool 2x2 } } }"),
        Layers("CNN2107", "two shapes", "[ConvLayer(2, Kernel = 3, Name = \"a\"), Add(\"input\", [|\"a\"|])]"),
        DiagnosticCase.Text("CNN2107", "a residual without a projection", "network Net { input 8x8x4, [|residual|] { conv 8 3x3 same } }"),
        Layers("CNN2107", "a block that needs a projection", "[[|Residual|](8), Dense(2)]"),
        Layers("CNN2135", "one score", "[Dense(1), [|Softmax|]]"),
        DiagnosticCase.Text("CNN2135", "one score in text", "network Net { input 8x8x4, dense 1, [|softmax|] }"),
        Layers("CNN2136", "rectified scores", "[Dense(10, Activation = [|Activation.Relu|]), Softmax]"),
        DiagnosticCase.Text("CNN2136", "scores of a sigmoid", "network Net { input 8x8x4, dense 10 [|sigmoid|], softmax }"),
        Layers("CNN2137", "Keras's momentum", "[ConvLayer(2, Kernel = 3), BatchNorm(Momentum = [|0.99|])]"),
        DiagnosticCase.Text("CNN2137", "Caffe's momentum", "network Net { input 8x8x4, conv 2 3x3, batchnorm momentum [|0.9|] }"),
        Layers("CNN2138", "a layer twice", "[ConvLayer(2, Kernel = 3, Name = \"a\"), [|Add|](\"a\", \"a\")]"),
        DiagnosticCase.Text("CNN2138", "a residual without layers", "network Net { input 8x8x4, [|residual|] { } }"),
        Layers("CNN2110", "channels in three groups", "[ConvLayer(6, Kernel = 3, Groups = [|3|])]"),
        Layers("CNN2111", "maps in four groups", "[ConvLayer(6, Kernel = 3, Groups = [|4|])]"),
        Layers("CNN2112", "a letter", "[ConvLayer(2, Kernel = 3, Connect = [|\"0 1, a\"|])]"),
        Layers("CNN2113", "an entry too many", "[ConvLayer(2, Kernel = 3, Connect = [|\"0 1, 2, 3\"|])]"),
        Layers("CNN2114", "a fifth channel", "[ConvLayer(2, Kernel = 3, Connect = [|\"0 1, 2 4\"|])]"),
        Layers("CNN2115", "a map of nothing", "[ConvLayer(2, Kernel = 3, Connect = [|\"0 1,\"|])]"),
        Layers("CNN2116", "a channel twice", "[ConvLayer(2, Kernel = 3, Connect = [|\"0 1 0, 2\"|])]"),
        DiagnosticCase.Attributes("CNN3002", "weights over the budget",
            "[Network, Input(28, 28, 1), Dense(100)]\n[MemoryBudget(Inference = [|\"100 KB\"|], Training = \"10 MB\")]"),
        DiagnosticCase.Text("CNN3002", "in text", "network Net { input 28x28x1, dense 100, budget inference [|100 KB|] }"),
        DiagnosticCase.Attributes("CNN3003", "a batch over the budget",
            "[Network(Batch = 256), Input(28, 28, 1), ConvLayer(8, Kernel = 3), Dense(10)]\n[MemoryBudget(Training = [|\"10 MB\"|])]"),
        DiagnosticCase.Attributes("CNN3003", "beside a text",
            "[Network(Source = \"batch 256, input 28x28x1, conv 8 3x3, dense 10\"), MemoryBudget(Training = [|\"10 MB\"|])]"),
        new(
            "CNN3003",
            "on another part of the class",
            ("A.cs", "[Cnn.Network, Cnn.Input(28, 28, 1), Cnn.Dense(10)] public partial class Net;"),
            ("B.cs", "[Cnn.MemoryBudget(Training = [|\"10 KB\"|])] public partial class Net;")),
        DiagnosticCase.Source("CNN3003", "inside a text", "\"batch 256, budget training [|10 MB|], input 28x28x1, conv 8 3x3, dense 10\""),
        Layers("CNN2140", "another number of classes", "[Dense(3), Softmax, [|Auxiliary|](0.3), Dense(2, From = \"input\"), Softmax]"),
        DiagnosticCase.Text("CNN2140", "another map", "network Net { input 8x8x4, [|aux|] 0.3 { conv 2 3x3 }, conv 2 3x3 same }"),
        Layers("CNN2141", "another loss", "[Dense(2), [|Auxiliary|](0.3), Dense(2, From = \"input\"), Softmax]"),
        DiagnosticCase.Attributes("CNN2155", "a vector in a batch of one",
            "[Network(Batch = 1), Input(8, 8, 4)]\n[Dense(4), [|BatchNorm|], Dense(2)]"),
        DiagnosticCase.Text("CNN2155", "a map of one pixel", "network Net { batch 1, input 8x8x4, conv 2 8x8, [|batchnorm|], relu }"),
        DiagnosticCase.Attributes("CNN2155", "in a ready-made block", "[Network(Batch = 1), Input(1, 1, 4)]\n[[|Residual|](4), Dense(2)]"),
        Layers("CNN2120", "a window of four channels", "[LocalResponseNorm(Size = [|4|])]"),
        DiagnosticCase.Text("CNN2120", "a window of two pixels", "network Net { input 8x8x4, lrn within size [|2|] }"),
        Layers("CNN2121", "an activation without coefficients", "[AveragePool(2, Activation = [|Activation.Tanh|])]"),
        DiagnosticCase.Text("CNN2121", "a word too many", "network Net { input 8x8x4, avgpool 2x2 [|relu|] }"),
        Layers("CNN2122", "radial basis functions over a map", "[[|RadialBasis|](10)]"),
        Layers("CNN2123", "radial basis functions before a softmax", "[Dense(8), [|RadialBasis|](4), Softmax]"),
        Layers("CNN2156", "pooling over a flattened map", "[Flatten, [|MaxPool|](Depth = 4), Dense(2)]"),
        DiagnosticCase.Text("CNN2156", "a flattened map and a mean",
            "network Net { input 2x2x8, conv 4 1x2, f: flatten, p: global_avgpool from input, add f [|p|] }"),
        DiagnosticCase.Attributes("CNN2161", "no residual", "[Network(ZeroGamma = [|true|]), Input(4, 4, 1), Dense(2)]"),
        DiagnosticCase.Text("CNN2161", "a branch without a batch norm",
            "network Net { [|zero_gamma|], input 4x4x1, residual { conv 1 3x3 same }, dense 2 }"),
        new("CNN3001", "blocks of 16 channels",
            ("Net.cs", "using Cnn;\n[Network(Batch = 1), Input(20000, 20000, 1), ConvLayer(1, Kernel = 1)]\npublic partial class "
            + "[|Net|];\n")),
    ];

    private static DiagnosticCase Ksize(string id, string name, string ksize) => Layers(id, name, $"[MaxPool(Ksize = {ksize})]");

    private static DiagnosticCase Strides(string id, string name, string ksize, string strides) =>
        Layers(id, name, $"[AveragePool(Ksize = {ksize}, Strides = {strides})]");

    private static DiagnosticCase Layers(string id, string name, string layers) =>
        DiagnosticCase.Attributes(id, name, "[Network, Input(8, 8, 4)]\n" + layers);
}
