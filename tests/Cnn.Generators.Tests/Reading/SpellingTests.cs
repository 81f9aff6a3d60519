using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>What attributes say is what text says.</summary>
public class SpellingTests
{
    [Theory]
    [InlineData("ConvLayer(maps: 8, Kernel = 3)", "conv 8 3x3")]
    [InlineData("ConvLayer(8, KernelWidth = 3, KernelHeight = 5, Bias = false)", "conv 8 5x3 nobias")]
    [InlineData("ConvLayer(8, Kernel = 3, Padding = Padding.Same, Activation = Activation.Sigmoid)", "conv 8 3x3 same sigmoid")]
    [InlineData("ConvLayer(8, Kernel = 3, Stride = 2, Pad = [1, 1])", "conv 8 3x3 stride 2 pad 1 1")]
    [InlineData("ConvLayer(8, Kernel = 4, Pad = new[] { 1, 2, 3, 1 })", "conv 8 4x4 pad 1 2 3 1")]
    [InlineData("ConvLayer(8, Kernel = Sizes.Three, Pad = null)", "conv 8 3x3")]
    [InlineData("ConvLayer(8, Kernel = 3, Dilation = 2, Groups = 4)", "conv 8 3x3 dilation 2 groups 4")]
    [InlineData("ConvLayer(2, Kernel = 3, DilationHeight = 1, DilationWidth = 2, Connect = \"0 1\" + \", 2 3\")",
        "conv 2 3x3 dilation 1x2 connect \"0 1, 2 3\"")]
    [InlineData("ConvLayer(2, Kernel = 3, Connect = null)", "conv 2 3x3")]
    [InlineData("DepthwiseConvLayer(Kernel = 3, Multiplier = 2, Padding = Padding.Same)", "depthwise 3x3 multiplier 2 same")]
    [InlineData("MaxPool(2)", "maxpool 2x2")]
    [InlineData("MaxPoolAttribute(2)", "maxpool 2x2")]
    [InlineData("MaxPool(window: 2, Stride = 1)", "maxpool 2x2 stride 1")]
    [InlineData("MaxPool(Ksize = [1, 2, 2, 1], Strides = [1, 1, 2, 1], Padding = Padding.Valid)",
        "maxpool ksize 1 2 2 1 strides 1 1 2 1 valid")]
    [InlineData("MaxPool(3, Stride = 2, Ceil = true)", "maxpool 3x3 stride 2 ceil")]
    [InlineData("AveragePool(3, Pad = [1], Ceil = true, CountPad = true)", "avgpool 3x3 pad 1 ceil count_pad")]
    [InlineData("AveragePool(2, Trainable = true, Activation = Activation.Tanh)", "avgpool 2x2 trainable tanh")]
    [InlineData("AveragePool(Depth = 2)", "avgpool depth 2")]
    [InlineData("GlobalAveragePool", "global_avgpool")]
    [InlineData("GlobalMaxPool(Name = \"top\")", "top: global_maxpool")]
    [InlineData("AveragePool(WindowHeight = 2, WindowWidth = 4)", "avgpool 2x4")]
    [InlineData("Dense(5, Name = \"a\"), Relu, Tanh, Sigmoid", "a: dense 5, relu, tanh, sigmoid")]
    [InlineData("ConvLayer(8, Kernel = 3, Activation = Activation.HardSwish), LeakyRelu, Elu, ScaledTanh",
        "conv 8 3x3 hardswish, leakyrelu, elu, scaledtanh")]
    [InlineData("Dense(5, Activation = Activation.ScaledTanh), Silu, HardSwish, Gelu", "dense 5 scaledtanh, silu, hardswish, gelu")]
    [InlineData("ConvLayer(17, Kernel = 3, Activation = Activation.PRelu)", "conv 17 3x3 prelu")]
    [InlineData(
        "ConvLayer(4, Kernel = 1, Activation = Activation.PRelu, Name = \"a\"), PRelu, Add(\"a\", \"prelu1\", Activation = "
        + "Activation.PRelu)", "a: conv 4 1x1 prelu, prelu, add a prelu1 prelu")]
    [InlineData("ZeroPad(1)", "pad 1")]
    [InlineData("ZeroPad(1, 2)", "pad 1 2")]
    [InlineData("ZeroPad([0, 1, 2, 3], From = \"input\")", "pad 0 1 2 3 from input")]
    [InlineData("ZeroPad(Channels = [4])", "pad channels 4")]
    [InlineData("ZeroPad(1, 2, Channels = [0, 3])", "pad 1 2 channels 0 3")]
    [InlineData("LocalResponseNorm", "lrn")]
    [InlineData("LocalResponseNorm(Size = 3, Alpha = 5e-5, Beta = 1, K = 1, Caffe = true, Within = true)",
        "lrn caffe within size 3 alpha 5e-5 beta 1 k 1")]
    [InlineData("Flatten, Dropout(0.25)", "flatten, dropout 0.25")]
    [InlineData("Dropout(rate: 0)", "dropout 0")]
    [InlineData("Dense(3), Softmax, Auxiliary(0.3), Relu(From = \"input\")", "aux 0.3 { dense 3, softmax }, relu")]
    [InlineData("Dense(3, Name = \"s\"), Softmax(Name = \"p\"), Auxiliary(weight: 2, Name = \"a\", From = \"p\"), Relu(From = \"input\")",
        "a: aux 2 { s: dense 3, p: softmax }, relu")]
    public void EachLayer_IsTheSameInBothSpellings(string attribute, string text)
    {
        var attributes = Compile(("Net.cs",
            "using Cnn;\n[Network(InferenceBatch = 2, Batch = 4)]\n[Input(channels: 4, height: 8, width: 8)]\n[" + attribute
            + "]\n[Dense(3), Softmax]\npublic partial class Net;\npublic static class Sizes { public const int Three = 3; }\n"));
        AssertSame(attributes, ("Net.cnn", "network Net { inference_batch 2, batch 4, input 8x8x4\n" + text + "\ndense 3, softmax }"));
        AssertSame(attributes, ("Net.cs", "[Cnn.Network(Source = \"\"\"\n  input 8x8x4\n  " + text
            + "\n  dense 3, softmax\n  \"\"\", Batch = 4, InferenceBatch = 2)] public partial class Net;"));
    }

    // As docs/language.md and the papers have them.
    private const string Blocks = """
        block basic(maps) {
          residual relu { conv maps 3x3 pad 1, batchnorm, relu, conv maps 3x3 pad 1, batchnorm }
        }
        block basic(maps, stride) {
          residual relu { conv maps 3x3 stride stride pad 1, batchnorm, relu, conv maps 3x3 pad 1, batchnorm } shortcut {
            conv maps 1x1 stride stride, batchnorm }
        }
        block bottleneck(maps) {
          residual relu { conv maps 1x1, batchnorm, relu, conv maps 3x3 pad 1, batchnorm, relu, conv 4*maps 1x1, batchnorm }
        }
        block bottleneck(maps, stride) {
          residual relu {
            conv maps 1x1, batchnorm, relu, conv maps 3x3 stride stride pad 1, batchnorm, relu, conv 4*maps 1x1, batchnorm
          } shortcut { conv 4*maps 1x1 stride stride, batchnorm }
        }
        block inception(c1, r3, c3, r5, c5, p) {
          concat {
            branch { conv c1 1x1 relu }
            branch { conv r3 1x1 relu, conv c3 3x3 same relu }
            branch { conv r5 1x1 relu, conv c5 5x5 same relu }
            branch { maxpool 3x3 stride 1 same, conv p 1x1 relu }
          }
        }

        """;

    [Theory]
    [InlineData("Residual(4)", "basic(4)")]
    [InlineData(
        "Residual(4, Name = \"r\"), ConvLayer(5, Kernel = 1, Activation = Activation.PRelu, Name = \"c\"), Residual(5, Name = \"s\"), "
        + "Concat(\"r.add1\", \"c\", \"s.add1\")", "r: basic(4), c: conv 5 1x1 prelu, s: basic(5), concat r.add1 c s.add1")]
    [InlineData("Residual(maps: 6, Stride = 2)", "basic(6, 2)")]
    [InlineData(
        "ConvLayer(6, Kernel = 1), Residual(6, Name = \"layer1.0\"), Residual(5, Stride = 1, Name = \"layer1.1\", From = \"conv1\"), "
        + "Concat(\"layer1.0.add1\", \"layer1.1.add1\")",
        "conv 6 1x1, layer1.0: basic(6), layer1.1: basic(5, 1) from conv1, concat layer1.0.add1 layer1.1.add1")]
    [InlineData("Bottleneck(1), Bottleneck(2, Stride = 2), Bottleneck(2, Repeat = 3, Name = \"b\")",
        "bottleneck(1), bottleneck(2, 2), b: bottleneck(2) x3")]
    [InlineData("Bottleneck(1, Repeat = 2), ConvLayer(3, Kernel = 1, Name = \"c\"), Concat(\"add2\", \"c\")",
        "bottleneck(1) x2, c: conv 3 1x1, concat add2 c")]
    [InlineData("Inception(1, 2, 3, 4, 5, 6), Inception(c1: 2, r3: 1, c3: 1, r5: 1, c5: 1, p: 3, Name = \"top\")",
        "inception(1, 2, 3, 4, 5, 6), top: inception(2, 1, 1, 1, 1, 3)")]
    public void EachBlock_IsTheSameInBothSpellings(string attributes, string text) => AssertSame(
        Compile(("Net.cs", "using Cnn;\n[Network, Input(8, 8, 4)]\n[" + attributes
            + "]\n[Dense(3), Softmax]\npublic partial class Net;\n")),
        ("Net.cnn", Blocks + "network Net { input 8x8x4\n" + text + "\ndense 3, softmax }"));

    [Theory]
    [InlineData("Mean = [0.485, 0.456, 0.406], Deviation = [0.229, 0.224, 0.225]", "mean 0.485 0.456 0.406 deviation 0.229 0.224 0.225")]
    [InlineData("Bytes = true, Mean = new double[] { 127 }, Deviation = new[] { 58.5, 57, 57 }", "bytes mean 127 deviation 58.5 57 57")]
    [InlineData("Deviation = [byte.MaxValue]", "deviation 255")]
    [InlineData("Mean = null, Bytes = false", "")]
    public void Input_IsTheSameInBothSpellings(string attribute, string text) => Assert.Equal(
        SpecOf(("Net.cnn", "network Net { input 8x8x3 " + text + ", dense 4 }")),
        SpecOf(("Net.cs", "using Cnn;\n[Network, Input(8, 8, 3, " + attribute + "), Dense(4)]\npublic partial class Net;\n")));

    [Fact]
    public void Optimizer_IsTheSameInBothSpellings()
    {
        var attributes = SpecOf(("Net.cs",
            "[Cnn.Network(Optimizer = Cnn.OptimizerKind.AdamW), Cnn.Input(8, 8, 4), Cnn.Dense(3), Cnn.MemoryBudget(Training = \"1 GB\")] "
            + "public partial class Net;"));
        Assert.Equal(OptimizerKind.AdamW, attributes.Optimizer.Kind);
        Assert.Equal(SpecOf(("Net.cnn", "network Net { optimizer adamw, budget training 1 GB, input 8x8x4, dense 3 }")), attributes);
    }

    [Theory]
    [InlineData("Huber, Delta = 1.5", "huber delta 1.5", "dense 3", "Dense(3)")]
    [InlineData("MeanSquaredError", "mse", "dense 3 sigmoid", "Dense(3, Activation = Activation.Sigmoid)")]
    [InlineData("Hinge, Squared = true, Margin = 2, ClassWeights = new[] { 1, 2.5, 3 }", "hinge squared margin 2 weights 1 2.5 3",
        "dense 3", "Dense(3)")]
    [InlineData("SoftmaxCrossEntropy, LabelSmoothing = 0.1, IgnoredLabel = -100", "cross_entropy smoothing 0.1 ignore -100",
        "conv 3 1x1, softmax", "ConvLayer(3, Kernel = 1), Softmax")]
    [InlineData("BinaryCrossEntropy, Weights = [1, 2, 3], PositiveWeights = [4]", "bce weights 1 2 3 positive 4", "dense 3 sigmoid",
        "Dense(3, Activation = Activation.Sigmoid)")]
    [InlineData("Dice, Smooth = 0.5, IgnoredLabel = 255", "dice smooth 0.5 ignore 255", "dense 3, softmax", "Dense(3), Softmax")]
    [InlineData("Focal, Gamma = 1, Alpha = 0.25", "focal gamma 1 alpha 0.25", "dense 3, sigmoid", "Dense(3), Sigmoid")]
    public void Loss_IsTheSameInBothSpellings(string attribute, string text, string end, string layers)
    {
        var attributes = SpecOf(("Net.cs",
            $"using Cnn;\n[Network, Input(8, 8, 4), {layers}, Loss(LossKind.{attribute})] public partial class Net;"));
        Assert.Equal(SpecOf(("Net.cnn", $"network Net {{ loss {text}, input 8x8x4, {end} }}")), attributes);
        Assert.Equal(attribute.Split(',')[0], attributes.Loss.Kind.ToString());
    }

    [Fact]
    public void FirstValues_AreTheSameInBothSpellings()
    {
        var attributes = SpecOf(("Net.cs",
            "[Cnn.Network(Init = Cnn.Init.GlorotNormal, ZeroGamma = true), Cnn.Input(8, 8, 4)] [Cnn.Residual(4), "
            + "Cnn.Dense(3, Init = Cnn.Init.Constant, InitValue = 0.25)] public partial class Net;"));
        Assert.Equal(
            SpecOf(("Net.cnn", "network Net { init glorot_normal, zero_gamma, input 8x8x4, residual relu { conv 4 3x3 pad 1, batchnorm, "
                + "relu, conv 4 3x3 pad 1, batchnorm }, dense 3 init constant init_value 0.25 }")),
            attributes);
        Assert.Equal([false, true], attributes.Layers.OfType<BatchNormSpec>().Select(norm => norm.ZeroGamma));
        Assert.Equal(
            [Init.GlorotNormal, Init.GlorotNormal],
            attributes.Layers.OfType<ConvolutionSpec>().Select(convolution => convolution.Init.Kind));
    }

    [Fact]
    public void Algorithm_IsTheSameInBothSpellings()
    {
        var attributes = SpecOf(("Net.cs",
            "[Cnn.Network(Algorithm = Cnn.ConvolutionAlgorithm.Direct), Cnn.Input(8, 8, 4), Cnn.Dense(3)] public partial class Net;"));
        Assert.Equal(ConvolutionAlgorithm.Direct, attributes.Algorithm);
        Assert.Equal(SpecOf(("Net.cnn", "network Net { algorithm direct, input 8x8x4, dense 3 }")), attributes);
    }

    [Fact]
    public void InferenceOnly_IsTheSameInBothSpellings()
    {
        var attributes = SpecOf(("Net.cs",
            "[Cnn.Network(Training = false, InferenceBatch = 4), Cnn.Input(8, 8, 4), Cnn.Dense(3)] public partial class Net;"));
        Assert.False(attributes.Trains);
        Assert.Equal(SpecOf(("Net.cnn", "network Net { inference_only, inference_batch 4, input 8x8x4, dense 3 }")), attributes);
        Assert.Equal(SpecOf(("Net.cs",
            "[Cnn.Network(Source = \"inference_batch 4, input 8x8x4, dense 3\", Training = false)] public partial class Net;")),
            attributes);
        Assert.Equal(
            SpecOf(("Net.cnn", "network Net { input 8x8x4, dense 3 }")),
            SpecOf(("Net.cs", "[Cnn.Network(Training = true), Cnn.Input(8, 8, 4), Cnn.Dense(3)] public partial class Net;")));
    }

    [Fact]
    public void RadialBasisFunctions_AreTheSameInBothSpellings() => Assert.Equal(
        SpecOf(("Net.cnn", "network Net { input 8x8x4, dense 84 scaledtanh, rbf 10 }")),
        SpecOf(("Net.cs", "using Cnn;\n[Network, Input(8, 8, 4), Dense(84, Activation = Activation.ScaledTanh), RadialBasis(10)]\npublic "
            + "partial class Net;\n")));

    [Fact]
    public void Aliases_AreFollowed()
    {
        var aliased = SpecOf(("Net.cs",
            "using C = Cnn.ConvLayerAttribute; using static Cnn.Padding;\n[Cnn.Network, Cnn.Input(8, 8, 4), C(8, Kernel = 3, Padding = "
            + "Same)] public partial class Net;"));
        Assert.Equal(SpecOf(("Net.cnn", "network Net { input 8x8x4, conv 8 3x3 same }")), aliased);
    }

    [Fact]
    public void Order_IsThatOfTheSource()
    {
        var spec = SpecOf(("Net.cs",
            "[Cnn.Dense(3)][Cnn.Network] public partial class Net;".Replace("[Cnn.Dense", "[Cnn.Input(8, 8, 4), Cnn.Tanh][Cnn.Dense")));
        Assert.Equal(["input 8x8x4", "tanh", "dense 3"], spec.Layers.Select(layer => layer.Description));
    }

    [Fact]
    public void AttributesOfOthers_AreNoLayers() =>
        Assert.Equal(
            ["input 8x8x4", "dense 3"],
            SpecOf(("Net.cs", "namespace Mine { class DenseAttribute(int outputs) : System.Attribute { public int Outputs => outputs; } "
                + "}\n[Cnn.Network, Cnn.Input(8, 8, 4), Mine.Dense(7), Cnn.Dense(3)] public partial class Net;"))
                .Layers.Select(layer => layer.Description));

    internal static NetworkSpec SpecOf((string Path, string Text) file) => SpecIn(Compile(file));

    private static HarnessResult Compile((string Path, string Text) file)
    {
        var result = Harness.Compile(file);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        return result;
    }

    // One of the spellings is compiled; the other's code is the same text, which need not be compiled again.
    private static void AssertSame(HarnessResult compiled, (string Path, string Text) file)
    {
        var result = Harness.Compile(file);
        Assert.DoesNotContain(result.DeclarationDiagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Equal(SpecIn(compiled), SpecIn(result));
        Assert.NotEmpty(compiled.GeneratedSources);
        Assert.Equal(compiled.GeneratedSources.Keys, result.GeneratedSources.Keys);
        foreach (string hint in compiled.GeneratedSources.Keys)
            Assert.Equal(Usage.WithoutUsersPart(compiled.GeneratedSources[hint], "Net"),
                Usage.WithoutUsersPart(result.GeneratedSources[hint], "Net"));
    }

    private static NetworkSpec SpecIn(HarnessResult result)
    {
        var steps = result.Run.Results[0].TrackedSteps;
        var models = NetworkGenerator.Steps.Models.Where(steps.ContainsKey).SelectMany(name => steps[name]).SelectMany(run => run.Outputs);
        return Assert.IsType<NetworkModel>(Assert.Single(models).Value).Spec!;
    }
}
