namespace Cnn.Dsl.Tests;

/// <summary>A network that is declared in text and one that is declared with attributes mean the same.</summary>
public sealed class SpellingTests
{
    [Fact]
    public void LeNet5_IsOneNetworkInBothSpellings()
    {
        var attributes = Declare.Network(
            Declare.Input(28, 28, 1),
            Declare.Layer("conv", ("maps", 6), ("kernel", 5), ("padding", Padding.Same),
                ("activation", Activation.Tanh)) with { Name = new("conv1", SourceRange.None) },
            Declare.Layer("maxpool", ("window", 2)),
            Declare.Layer("conv", ("maps", 16), ("kernel", 5), ("activation", Activation.Tanh)),
            Declare.Layer("maxpool", ("window", 2)),
            Declare.Layer("dense", ("outputs", 120), ("activation", Activation.Tanh)),
            Declare.Layer("dense", ("outputs", 84), ("activation", Activation.Tanh)),
            Declare.Layer("dense", ("outputs", 10)) with { Name = new("scores", SourceRange.None) },
            Declare.Layer("softmax")) with
        {
            Namespace = "My.App",
            Name = new("LeNet5", SourceRange.None),
            Options = new(
                new ArgumentDeclaration("batch", new IntegerValue(64), SourceRange.None),
                new ArgumentDeclaration("inferenceBatch", new IntegerValue(1), SourceRange.None)),
        };
        var fromText = Resolver.Resolve(CnnParser.Parse(Samples.LeNet5, "LeNet5.cnn").Networks[0]).Spec;
        var fromAttributes = Resolver.Resolve(attributes).Spec;
        Assert.NotNull(fromText);
        Assert.Equal(fromText, fromAttributes);
        Assert.Equal(fromText.GetHashCode(), fromAttributes!.GetHashCode());
        // 6·25 + 6; 16·6·25 + 16; 120·400 + 120; 84·120 + 84; 10·84 + 10.
        Assert.Equal(156 + 2416 + 48_120 + 10_164 + 850, fromText.ParameterCount);
        // 28·28·6·25 + 10·10·16·150 + 400·120 + 120·84 + 84·10.
        Assert.Equal(117_600 + 240_000 + 48_000 + 10_080 + 840, fromText.MultiplyAdds);
        Assert.Equal(["input", "conv1", "pool1", "conv2", "pool2", "dense1", "dense2", "scores", "softmax1"],
            fromText.Layers.Select(layer => layer.Name));
        Assert.Equal(LossKind.SoftmaxCrossEntropy, fromText.Loss.Kind);
    }

    public static TheoryData<string, string, object[]> Layers { get; } = new()
    {
        { "conv 8 5x5", "conv", ["maps", 8, "kernel", 5] },
        { "conv 8 5x3", "conv", ["maps", 8, "kernelHeight", 5, "kernelWidth", 3] },
        { "conv 8 5x5 stride 2x2", "conv", ["maps", 8, "kernel", 5, "stride", 2] },
        { "conv 8 5x5 stride 3", "conv", ["maps", 8, "kernelHeight", 5, "kernelWidth", 5, "strideHeight", 3, "strideWidth", 3] },
        { "conv 8 5x5 stride 3x1 valid", "conv", ["maps", 8, "kernel", 5, "strideHeight", 3, "strideWidth", 1, "padding", Padding.Valid] },
        { "conv 8 5x5 same nobias", "conv", ["maps", 8, "kernel", 5, "padding", Padding.Same, "bias", false] },
        { "conv 8 5x5 pad 2", "conv", ["maps", 8, "kernel", 5, "pad", new[] { 2 }] },
        { "conv 8 5x5 pad 2 2 2 2", "conv", ["maps", 8, "kernel", 5, "padding", Padding.Same] },
        { "conv 8 5x5 pad 1 3", "conv", ["maps", 8, "kernel", 5, "pad", new[] { 1, 3 }] },
        { "conv 8 5x5 pad 1 1 3 3 sigmoid bias", "conv",
            ["maps", 8, "kernel", 5, "pad", new[] { 1, 1, 3, 3 }, "activation", Activation.Sigmoid, "bias", true] },
        { "conv 8 5x5", "conv", ["maps", 8, "kernel", 5, "activation", Activation.None] },
        { "conv 8 5x5 dilation 2", "conv", ["maps", 8, "kernel", 5, "dilation", 2] },
        { "conv 8 3x1 dilation 2x9", "conv", ["maps", 8, "kernelHeight", 3, "kernelWidth", 1, "dilationHeight", 2, "dilationWidth", 1] },
        { "conv 8 5x5 groups 2 tanh", "conv", ["maps", 8, "kernel", 5, "groups", 2, "activation", Activation.Tanh] },
        { "conv 8 5x5", "conv", ["maps", 8, "kernel", 5, "groups", 1, "dilation", 1] },
        { "conv 3 1x1 connect \"0 1, 2, 3 0\"", "conv", ["maps", 3, "kernel", 1, "connect", "0 1,\n2 ,  3\t0 "] },
        { "conv 8 5x5 init he_normal relu", "conv", ["maps", 8, "kernel", 5, "activation", Activation.Relu, "init", Init.HeNormal] },
        { "conv 8 5x5 init constant init_value 0.5", "conv", ["maps", 8, "kernel", 5, "init", Init.Constant, "initValue", 0.5] },
        { "depthwise 3x3 init orthogonal", "depthwise", ["kernel", 3, "init", Init.Orthogonal] },
        { "dense 3 init lecun_uniform nobias", "dense", ["outputs", 3, "init", Init.LecunUniform, "bias", false] },
        { "dense 3 init default", "dense", ["outputs", 3] },
        { "batchnorm zero_gamma", "batchnorm", ["zeroGamma", true] },
        { "depthwise 3x3 same relu", "depthwise", ["kernel", 3, "padding", Padding.Same, "activation", Activation.Relu] },
        { "depthwise 3x2 multiplier 2 stride 2x1 dilation 2 nobias", "depthwise",
            ["kernelHeight", 3, "kernelWidth", 2, "multiplier", 2, "strideHeight", 2, "strideWidth", 1, "dilation", 2, "bias", false] },
        { "maxpool 2x2", "maxpool", ["window", 2] },
        { "batchnorm", "batchnorm", ["epsilon", 1e-5, "momentum", 0.1] },
        { "batchnorm momentum 0.01 epsilon 1e-3", "batchnorm", ["epsilon", 0.001, "momentum", 0.01] },
        { "maxpool 2x2", "maxpool", ["ksize", new[] { 1, 2, 2, 1 }, "strides", new[] { 1, 2, 2, 1 }, "padding", Padding.Valid] },
        { "maxpool ksize 1 2 2 1", "maxpool", ["windowHeight", 2, "windowWidth", 2] },
        { "avgpool 3x2 stride 1x2 same", "avgpool",
            ["windowHeight", 3, "windowWidth", 2, "strideHeight", 1, "strideWidth", 2, "padding", Padding.Same] },
        { "avgpool ksize 1 3 2 1 strides 1 1 2 1 same", "avgpool",
            ["windowHeight", 3, "windowWidth", 2, "strideHeight", 1, "strideWidth", 2, "padding", Padding.Same] },
        { "maxpool 3x3 stride 2 ceil", "maxpool", ["window", 3, "stride", 2, "ceil", true] },
        { "maxpool 3x3", "maxpool", ["window", 3, "ceil", false] },
        { "avgpool 3x3 pad 1 ceil count_pad", "avgpool", ["window", 3, "pad", new[] { 1 }, "ceil", true, "countPad", true] },
        { "avgpool 2x2 trainable scaledtanh", "avgpool", ["window", 2, "trainable", true, "activation", Activation.ScaledTanh] },
        { "avgpool 2x2", "avgpool", ["window", 2, "trainable", false, "countPad", false] },
        { "avgpool 24x24", "global_avgpool", [] },
        { "maxpool depth 4", "maxpool", ["depth", 4] },
        { "maxpool depth 4 stride 4", "maxpool", ["ksize", new[] { 1, 1, 1, 4 }] },
        { "maxpool ksize 1 1 1 4 strides 1 1 1 4 same", "maxpool", ["depth", 4, "padding", Padding.Valid] },
        { "dense 10 nobias relu", "dense", ["outputs", 10, "bias", false, "activation", Activation.Relu] },
        { "dense 10 leakyrelu", "dense", ["outputs", 10, "activation", Activation.LeakyRelu] },
        { "dense 10 scaledtanh", "dense", ["outputs", 10, "activation", Activation.ScaledTanh] },
        { "dense 10 prelu", "dense", ["outputs", 10, "activation", Activation.PRelu] },
        { "conv 17 1x1 nobias prelu", "conv", ["maps", 17, "kernel", 1, "bias", false, "activation", Activation.PRelu] },
        { "depthwise 3x3 prelu", "depthwise", ["kernel", 3, "activation", Activation.PRelu] },
        { "avgpool 2x2 trainable prelu", "avgpool", ["window", 2, "trainable", true, "activation", Activation.PRelu] },
        { "conv 8 5x5 hardswish", "conv", ["maps", 8, "kernel", 5, "activation", Activation.HardSwish] },
        { "dropout 0.5", "dropout", ["rate", 0.5] },
        { "dropout 0", "dropout", ["rate", 0.0] },
        { "pad 2", "pad", ["pad", new[] { 2 }] },
        { "pad 2 2 0 0", "pad", ["pad", new[] { 2, 0 }] },
        { "pad 0 1 2 3", "pad", ["pad", new[] { 0, 1, 2, 3 }] },
        { "pad channels 3 3", "pad", ["channels", new[] { 3 }] },
        { "pad 1 0 channels 2 0", "pad", ["pad", new[] { 1, 1, 0, 0 }, "channels", new[] { 2, 0 }] },
        { "upsample 2", "upsample", ["factor", 2] },
        { "upsample 2x3", "upsample", ["factorHeight", 2, "factorWidth", 3] },
        { "lrn", "lrn", [] },
        { "lrn size 5 alpha 0.0001 beta 0.75 k 2", "lrn", ["caffe", false] },
        { "lrn k 1 caffe within size 3", "lrn", ["size", 3, "k", 1.0, "caffe", true, "within", true] },
    };

    /// <summary>The layers that are a word, alone or with words behind it: what both spellings are follows from their syntax.</summary>
    public static TheoryData<string, string, object[]> Words
    {
        get
        {
            var rows = new TheoryData<string, string, object[]>();
            foreach (var layer in LayerCatalog.All.Where(IsOfWords))
            {
                rows.Add(layer.Keyword, layer.Keyword, []);
                foreach (var option in layer.Syntax.Options)
                    rows.Add($"{layer.Keyword} {option.Keyword}", layer.Keyword, [option.Argument, ((BooleanValue)option.Constant!).Value]);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    [MemberData(nameof(Words))]
    public void ALayer_MeansTheSameInBothSpellings(string text, string keyword, object[] arguments)
    {
        var pairs = arguments.Chunk(2).Select(pair => ((string)pair[0], pair[1])).ToArray();
        var fromAttributes = Resolver.Resolve(Declare.Network(Declare.Input(24, 24, 8), Declare.Layer(keyword, pairs)));
        var fromText = Resolver.Resolve(CnnParser.Parse("network Net { input 24x24x8, " + text + " }", "").Networks[0]);
        Assert.NotNull(fromText.Spec);
        Assert.Equal(fromText.Spec, fromAttributes.Spec);
        Assert.Equal(fromText.Issues.Select(issue => issue.Message), fromAttributes.Issues.Select(issue => issue.Message));
    }

    [Fact]
    public void EveryLayer_IsCompared()
    {
        // The joins name what they join, which no argument does: JoinTests compares them, and AuxiliaryTests what ends a classifier. Radial
        // basis functions read a vector only.
        string[] alone = ["input", "softmax", "rbf", "add", "concat", "aux"];
        var compared = Layers.Concat(Words).Select(row => (string)row.ToArray()[1]).Concat(alone).Distinct()
            .OrderBy(keyword => keyword, StringComparer.Ordinal);
        Assert.Equal(LayerCatalog.All.Select(layer => layer.Keyword).OrderBy(keyword => keyword, StringComparer.Ordinal), compared);
    }

    [Fact]
    public void EveryArgument_IsAPropertyOfTheAttribute() => Assert.All(LayerCatalog.All, layer =>
    {
        var attribute = typeof(LayerAttribute).Assembly.GetType($"Cnn.{layer.AttributeName}Attribute", throwOnError: true)!;
        Assert.True(attribute.IsSubclassOf(typeof(LayerAttribute)));
        var properties = attribute.GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // The input's shape is three numbers there.
        var positionals = layer.Syntax.Positionals.Where(positional => positional.Form != ArgumentForm.Shape);
        var arguments = positionals.Select(positional => positional.Argument)
            .Concat(layer.Syntax.Options.Select(option => option.Argument));
        Assert.All(arguments, argument => Assert.Contains(argument, properties));
    });

    // Softmax reads vectors only.
    private static bool IsOfWords(LayerDefinition layer) =>
        layer.Syntax is { Positionals.Count: 0, JoinsInputs: false } && layer.Syntax.Options.All(option => option.Constant is BooleanValue)
            && layer.Keyword != "softmax";

    [Fact]
    public void RadialBasisFunctions_AreTheSameInBothSpellings() => Assert.Equal(
        Check.Valid("input 3x3x2, dense 84, rbf 10"),
        Resolver.Resolve(Declare.Network(Declare.Input(3, 3, 2), Declare.Layer("dense", ("outputs", 84)),
            Declare.Layer("rbf", ("outputs", 10)))).Spec);

    public static TheoryData<string, object[], string> Inputs { get; } = new()
    {
        { "input 4x4x3", [], "input 4x4x3" },
        { "input 4x4x3 mean 0 deviation 1 1 1", [], "input 4x4x3" },
        { "input 4x4x3", ["mean", new[] { 0.0, 0, 0 }, "bytes", false], "input 4x4x3" },
        { "input 4x4x3 bytes", ["bytes", true], "input 4x4x3 bytes" },
        { "input 4x4x3 mean .485 0.456 -406e-3 deviation 0.229 0.224 0.225",
            ["mean", new[] { 0.485, 0.456, -0.406 }, "deviation", new[] { 0.229, 0.224, 0.225 }],
            "input 4x4x3 mean 0.485 0.456 -0.406 deviation 0.229 0.224 0.225" },
        { "input 4x4x3 bytes deviation 58 mean 127", ["mean", new[] { 127.0, 127, 127 }, "deviation", new[] { 58.0 }, "bytes", true],
            "input 4x4x3 mean 127 deviation 58 bytes" },
        { "input 4x4x3 mean 0.5 deviation 1 2 3", ["mean", new[] { 0.5, 0.5, 0.5 }, "deviation", new[] { 1.0, 2, 3 }],
            "input 4x4x3 mean 0.5 deviation 1 2 3" },
        { "input 4x4x3 deviation 2 2 2", ["deviation", new[] { 2.0 }], "input 4x4x3 deviation 2" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void AnInput_MeansTheSameInBothSpellings(string text, object[] arguments, string description)
    {
        var pairs = arguments.Chunk(2).Select(pair => ((string)pair[0], pair[1]));
        var input = Declare.Layer("input", [("height", 4), ("width", 4), ("channels", 3), .. pairs]);
        var fromText = Check.Valid(text + ", relu");
        Assert.Equal(fromText, Resolver.Resolve(Declare.Network(input, Declare.Layer("relu"))).Spec);
        Assert.Equal(description, fromText.Layers[0].Description);
        Assert.Equal(fromText, Check.Valid(description + ", relu"));
    }

    [Theory]
    [InlineData("mean", double.NaN, "mean is NaN, and must be finite as a 32-bit float")]
    [InlineData("mean", double.NegativeInfinity, "mean is -Infinity")]
    [InlineData("mean", 1e39, "mean is 1E+39")]
    [InlineData("deviation", double.NaN, "deviation is NaN, and must be above 0 and finite as a 32-bit float")]
    [InlineData("deviation", double.PositiveInfinity, "deviation is Infinity")]
    [InlineData("deviation", 1e39, "deviation is 1E+39")]
    [InlineData("deviation", -1e-3, "deviation is -0.001")]
    public void AWrongNumberOfAnInput_IsOneIssueAtTheArgument(string argument, double value, string message)
    {
        var input = Declare.Layer("input", ("height", 4), ("width", 4), ("channels", 2), (argument, new[] { 1, value }));
        var issue = Assert.Single(Resolver.Resolve(Declare.Network(input, Declare.Layer("relu"))).Issues);
        Assert.Equal(("CNN1010", Declare.RangeOfArgument(3)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains(Declare.Capital(message), issue.Message);
    }

    [Fact]
    public void AnInputsEmptyList_IsAnError()
    {
        var input = Declare.Layer("input", ("height", 4), ("width", 4), ("channels", 2), ("mean", Array.Empty<double>()));
        var issue = Assert.Single(Resolver.Resolve(Declare.Network(input, Declare.Layer("relu"))).Issues);
        Assert.Equal(("CNN1010", Declare.RangeOfArgument(3)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains("The count of Mean is 0, and must be 1 (all channels) or 2 (one a channel)", issue.Message);
    }

    [Fact]
    public void DifferentInputs_AreNotEqual()
    {
        var specs = new[] { "", " bytes", " mean 1", " mean 1 2", " mean 2 1", " deviation 2", " mean 1 deviation 2", " mean 1 bytes" }
            .Select(options => Check.Valid("input 2x2x2" + options + ", relu")).ToArray();
        Assert.Equal(specs.Length, specs.Distinct().Count());
    }

    [Fact]
    public void DifferentNetworks_AreNotEqual()
    {
        var specs = new[] { "conv 8 3x3", "conv 8 3x3 same", "conv 8 3x3 nobias", "conv 8 3x3 relu", "conv 8 3x3 tanh", "conv 8 3x1",
            "a: conv 8 3x3", "conv 9 3x3" }
            .Select(layer => Check.Valid("input 8x8x1, " + layer)).ToArray();
        Assert.Equal(specs.Length, specs.Distinct().Count());
    }

    [Theory]
    [InlineData(0, "conv", "kernelWidth", 3, "CNN1017", "'ConvLayer' needs KernelHeight")]
    [InlineData(0, "maxpool", "windowHeight", 3, "CNN1017", "'MaxPool' needs WindowWidth")]
    [InlineData(0, "conv", "kernelHeight", 3, "CNN1017", "'ConvLayer' needs KernelWidth")]
    public void HalfAPair_IsAnError(int argument, string keyword, string name, int value, string id, string message)
    {
        var layer = keyword == "conv" ? Declare.Layer(keyword, (name, value), ("maps", 1)) : Declare.Layer(keyword, (name, value));
        var issue = Assert.Single(Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 1), layer)).Issues);
        Assert.Equal((id, Declare.RangeOfArgument(argument)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains(message, issue.Message);
    }

    public static TheoryData<string, object[], int, string, string> Broken { get; } = new()
    {
        { "conv", ["maps", 1], -1, "CNN1017", "'ConvLayer' needs a kernel: Kernel = 3." },
        { "conv", ["maps", 1, "kernel", 3, "kernelHeight", 3], 2, "CNN1011", "'KernelHeight' cannot be given together with 'Kernel'" },
        { "conv", ["maps", 1, "kernel", 3, "stride", 1, "strideWidth", 2], 3, "CNN1011",
            "'StrideWidth' cannot be given together with 'Stride'" },
        { "conv", ["maps", 1, "kernel", 3, "pad", new int[0]], 2, "CNN1010", "The count of Pad is 0" },
        { "conv", ["maps", 1, "kernel", 3, "padding", (Padding)7], 2, "CNN1010", "Padding is 7, and must be 'same' or 'valid'" },
        { "conv", ["maps", 1, "kernel", 3, "activation", (Activation)99], 2, "CNN1010",
            "Activation is 99, and must be one of none, relu, leakyrelu, elu, tanh, scaledtanh, sigmoid, silu, hardswish, gelu, prelu" },
        { "dense", ["outputs", 1, "activation", (Activation)(-1)], 1, "CNN1010", "Activation is -1" },
        { "dense", ["outputs", 1, "init", Init.Constant, "initValue", double.NaN], 2, "CNN1010",
            "InitValue is NaN, and must be finite as a 32-bit float" },
        { "conv", ["maps", 1, "kernel", 3, "init", Init.Constant, "initValue", 1e39], 3, "CNN1010", "InitValue is 1E+39" },
        { "maxpool", ["windowHeight", 9, "windowWidth", 2], 0, "CNN2101", "The window's height is 9, but the input's is 8" },
        { "maxpool", ["ksize", new int[0]], 0, "CNN2001", "ksize has 0 numbers" },
        { "maxpool", ["ksize", new[] { 1, 2, 2, 1 }, "windowWidth", 2], 1, "CNN1011",
            "'WindowWidth' cannot be given together with 'Ksize'" },
        { "maxpool", ["depth", 2, "strideHeight", 2], 1, "CNN1011", "'StrideHeight' cannot be given together with 'Depth'" },
        { "dense", ["outputs", 1, "init", Init.Constant, "initValue", 1e-300], 2, "CNN1010", "InitValue is 1E-300, and must be 0, or" },
        { "maxpool", [], -1, "CNN1017", "'MaxPool' needs a window: MaxPool(2), Depth = 4, or Ksize with four numbers" },
        { "avgpool", ["window", 2, "activation", Activation.Relu], 1, "CNN2121",
            "'Relu' belongs to a trainable pooling, and this one has no coefficients. Add 'Trainable = true', or" },
        { "batchnorm", ["momentum", 2.0], 0, "CNN1010", "Momentum is 2, and must be from 0 to 1" },
        { "dropout", ["rate", double.NaN], 0, "CNN1010", "The dropped share is NaN" },
        { "dropout", ["rate", double.PositiveInfinity], 0, "CNN1010", "The dropped share is Infinity" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void AWrongAttribute_IsOneIssueAtTheArgument(string keyword, object[] arguments, int argument, string id, string message)
    {
        var pairs = arguments.Chunk(2).Select(pair => ((string)pair[0], pair[1])).ToArray();
        var result = Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 2), Declare.Layer(keyword, pairs)));
        Assert.Null(result.Spec);
        var issue = Assert.Single(result.Issues);
        Assert.Equal((id, argument < 0 ? Declare.RangeOfLayer : Declare.RangeOfArgument(argument)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains(message, issue.Message);
    }
}
