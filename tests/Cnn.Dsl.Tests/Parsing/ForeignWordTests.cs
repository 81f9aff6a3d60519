using System.Text.RegularExpressions;

namespace Cnn.Dsl.Tests;

/// <summary>
/// Words of other frameworks, and misspelled ones: the message names what they are here, and what it shows can be written.
/// </summary>
public sealed class ForeignWordTests
{
    public static TheoryData<string, string> Layers { get; } = new()
    {
        { "linear", "'dense'" }, { "Linear", "'dense'" }, { "nn.Linear", "'dense'" }, { "fc", "'dense'" }, { "fully_connected", "'dense'" },
            { "InnerProduct", "'dense'" },
        { "bn", "'batchnorm'" }, { "BatchNorm2d", "'batchnorm'" }, { "batchnormalization", "'batchnorm'" },
            { "BatchNormalization", "'batchnorm'" },
        { "conv2d", "'conv'" }, { "Convolution", "'conv'" }, { "tf.keras.layers.Conv2D", "'conv'" }, { "conv1d", "'conv'" },
        { "maxpool2d", "'maxpool'" }, { "MaxPooling2D", "'maxpool'" }, { "averagepooling2d", "'avgpool'" }, { "AvgPool2d", "'avgpool'" },
            { "pooling", "'maxpool' or 'avgpool'" },
        { "gap", "'global_avgpool'" }, { "GlobalAveragePooling2D", "'global_avgpool'" }, { "GlobalMaxPooling2D", "'global_maxpool'" },
            { "global_pool", "'global_avgpool' or 'global_maxpool'" },
        { "adaptive_avgpool", "'global_avgpool' where its size is 1x1, and else 'avgpool'" },
            { "AdaptiveAvgPool2d", "'global_avgpool' where its size is 1x1, and else 'avgpool'" },
        { "adaptive_avg_pool2d", "'global_avgpool' where its size is 1x1, and else 'avgpool'" },
            { "nn.AdaptiveMaxPool2d", "'global_maxpool' where its size is 1x1, and else 'maxpool'" },
        { "merge", "'add' or 'concat'" },
        { "drop", "'dropout'" }, { "reshape", "'flatten'" }, { "view", "'flatten'" }, { "LocalResponseNorm", "'lrn'" },
            { "CrossMapLRN2d", "'lrn'" },
        { "dwconv", "'depthwise'" }, { "depthwise_conv2d", "'depthwise'" }, { "separable_conv", "a 'depthwise' and a 'conv'" },
            { "SeparableConv2D", "a 'depthwise' and a 'conv'" },
        { "concatenate", "'concat'" }, { "cat", "'concat'" }, { "eltwise", "'add'" }, { "skip", "'residual'" },
            { "zeropadding2d", "'pad'" }, { "log_softmax", "'softmax'" },
        { "activation", "the function's own name" }, { "swish", "'silu'" }, { "hswish", "'hardswish'" }, { "lrelu", "'leakyrelu'" },
            { "logistic", "'sigmoid'" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void ALayerOfAnotherFramework_IsNamedAsItIsHere(string word, string ours)
    {
        var issue = Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, a: {word} 16, relu }}", "").Issues);
        Assert.Equal(("CNN4003", word.Length), (issue.Descriptor.Id, issue.Range.Length));
        Assert.Contains($"'{word}' is no layer; here it is {ours}. Write ", issue.Message);
        CheckExample(issue, example => example);
        issue = Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, {word}(16, 3), relu }}", "").Issues);
        Assert.Equal("CNN4016", issue.Descriptor.Id);
        Assert.Contains($"There is no block '{word}'; here it is {ours}, which is written without parentheses. Write ", issue.Message);
    }

    public static TheoryData<string, string, string> Options { get; } = new()
    {
        { "conv 6 3x3 «strides» 2", ", which is 'stride' here;", "Write for example: stride 2." },
        { "conv 6 3x3 «padding»=same", ", which is 'same', 'valid' or 'pad' here;", "Write same or valid alone, or for example: pad 1." },
        { "conv 6 3x3 «kernel_size»=3", ", which is what stands first after the maps here;",
            "Write rows and columns without a word, for example: 3x3." },
        { "conv 6 3x3 «activation»=relu", ", which is the function's own name here;", "Write it alone, for example: relu." },
        { "conv 6 3x3 «filters» 6", ", which is the first number here;", "Write it without a word, for example: conv 16 3x3." },
        { "conv 6 3x3 «use_bias»=false", ", which is 'bias' or 'nobias' here;", "nobias for a layer without." },
        { "conv 6 3x3 bias «false»", ", which is 'bias' or 'nobias' here;", "nobias for a layer without." },
        { "conv 6 3x3 «SAME»", ", perhaps 'same' is meant;", "Remove it, or separate" },
        { "conv 6 3x3 «Valid»", ", perhaps 'valid' is meant;", "Remove it, or separate" },
        { "conv 6 3x3 «group» 2", ", which is 'groups' here;", "Write for example: groups 2." },
        { "conv 6 3x3 «dilation_rate» 2", ", which is 'dilation' here;", "Write for example: dilation 2." },
        { "conv 6 3x3 «rate» 2", ", which is 'dilation' here;", "Write for example: dilation 2." },
        { "conv 6 3x3 «in_channels» 2", ", which is nothing at all here;", "Leave it out: it follows from the layer before." },
        { "conv 6 3x3 «name»=a", ", which is what stands before the layer here;", "Write for example: scores: dense 10." },
        { "conv 6 3x3 «swish»", ", which is 'silu' here;", "Write it so." },
        { "conv 6 3x3 «linear»", ", which is nothing at all here;", "Leave it out: without an activation there is none." },
        { "conv 6 3x3 «bn»", ", which is a layer of its own, here 'batchnorm';", "separate the next layer with a comma or a new line." },
        { "dense 6 «softmax»", ", which is a layer of its own;", "separate the next layer with a comma or a new line." },
        { "dense 6 «units» 6", ", which is the first number here;", "Write it without a word, for example: dense 10." },
        { "dropout 0.5 «p» 0.5", ", which is the number after it here;", "Write it without a word" },
        { "maxpool 2x2 «pool_size» 2", ", which is what stands first here;", "Write rows and columns without a word, for example: 2x2." },
        { "maxpool «kernel_size» 2", ", which is what stands first here;", "for example: 2x2." },
        { "batchnorm «eps» 0.1", ", which is 'epsilon' here;", "Write for example: epsilon 1e-5." },
        { "depthwise 3x3 «depth_multiplier» 2", ", which is 'multiplier' here;", "Write for example: multiplier 2." },
        { "avgpool 2x2 «ceil_mode»", ", which is 'ceil' here;", "Write it alone: ceil." },
        { "conv 6 3x3 «parametric_relu»", ", which is 'prelu' here;", "Write it so." },
        { "conv 6 3x3 «rellu»", ", perhaps 'relu' is meant;", "Remove it, or separate" },
        { "conv 6 3x3 «stirde» 2", ", perhaps 'stride' is meant;", "Remove it, or separate" },
        { "relu «form» a", ", perhaps 'from' is meant;", "Remove it, or separate" },
        { "conv 6 3x3 «relu6»", ", and there is no such activation;",
            "The activations are relu, leakyrelu, elu, tanh, scaledtanh, sigmoid, silu, hardswish, gelu, prelu." },
        { "conv 6 3x3 «mish»", ", and there is no such activation;", "The activations are relu," },
        { "dense 6 «selu»", ", and there is no such activation;", "The activations are relu," },
        { "batchnorm «affine» false", ", which is always true here;",
            "Leave it out: batch normalisation always learns a scale and a shift of each map." },
        { "batchnorm «center»=false", ", which is always true here;", "always learns a scale and a shift" },
        { "batchnorm «scale» true", ", which is always true here;", "always learns a scale and a shift" },
        { "batchnorm «track_running_stats» true", ", which is always true here;", "training always averages the batches" },
        { "batchnorm «num_features» 4", ", which is nothing at all here;", "Leave it out: it follows from the layer before." },
        { "leakyrelu «negative_slope» 0.1", ", which is fixed here;", "Write it alone: its slope is 0.01 and fixed." },
        { "conv 6 3x3 leakyrelu «alpha»=0.1", ", which is fixed here;", "Write it alone: its slope is 0.01 and fixed." },
        { "elu «alpha» 1", ", which is fixed here;", "Write it alone: its alpha is 1 and fixed." },
        { "dense 6 «frobnicate»", "; it has:", "Remove it, or separate" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void AnOptionOfAnotherFramework_IsNamedAsItIsHere(string statement, string hint, string advice)
    {
        var result = Check.Syntax("network N { input 8x8x4, " + statement + "\nlast: relu }", ("CNN4004", hint));
        Assert.Contains(advice, result.Issues[0].Message);
        Assert.True(hint.StartsWith(", perhaps", StringComparison.Ordinal)
            || !result.Issues[0].Message.Contains("perhaps", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leakyrelu «0.1»", "'leakyrelu'", "its slope is 0.01 and fixed.")]
    [InlineData("conv 6 3x3 leakyrelu «-»1", "'conv'", "its slope is 0.01 and fixed.")]
    [InlineData("dense 6 elu «1.0»", "'dense'", "its alpha is 1 and fixed.")]
    [InlineData("scaledtanh «2»", "'scaledtanh'", "its numbers are 1.7159 and 2/3, and fixed.")]
    public void ANumberOfAnActivation_IsFixed(string statement, string layer, string advice)
    {
        var issue = Check.Syntax("network N { input 8x8x4, " + statement + ", relu }",
            ("CNN4002", $"an option of {layer}, a comma or a line end")).Issues[0];
        Assert.EndsWith("Write it alone: " + advice, issue.Message);
    }

    [Theory]
    [InlineData("Identity")]
    [InlineData("nn.Identity")]
    [InlineData("a: identity")]
    public void WhatChangesNothing_IsLeftOut(string statement) => Assert.EndsWith(
        "is no layer; here it is nothing at all. Leave it out: what changes nothing is no layer.",
        Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, {statement}, relu }}", "").Issues).Message);

    [Fact]
    public void WhatIsLeftOut_StandsNowhere() => Assert.EndsWith(
        "Leave it out: it follows from the layer before.",
        Assert.Single(CnnParser.Parse("network N { input 8x8x4, conv 6 3x3\n in_channels 4\n relu }", "").Issues).Message);

    [Theory]
    [InlineData(
        "relu6", "'relu6' is no layer, and there is no such activation; the activations are relu, leakyrelu, elu, tanh, scaledtanh, "
        + "sigmoid, silu, hardswish, gelu, prelu. Use one of them.")]
    [InlineData("mish", "'mish' is no layer, and there is no such activation")]
    [InlineData("RReLU", "'RReLU' is no layer, and there is no such activation")]
    [InlineData("deconv", "'deconv' is no layer, and the language has none that does the same. See https://")]
    [InlineData("conv3d", "'conv3d' is no layer, and the language has none that does the same.")]
    [InlineData("LayerNorm", "'LayerNorm' is no layer, and the language has none that does the same.")]
    [InlineData("minpool", "'minpool' is no layer, and the language has none that does the same.")]
    [InlineData("softmax2d", "'softmax2d' is no layer, and the language has none that does the same.")]
    [InlineData("relu2", "'relu2' is no layer, and there is no such activation")]
    [InlineData("dropout2d", "'dropout2d' is no layer, and the language has none that does the same.")]
    public void WhatTheLanguageLacks_IsNoMisspelling(string word, string message)
    {
        Assert.Contains(message, Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, {word} 16 }}", "").Issues).Message);
        var issue = Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, {word}(16) }}", "").Issues);
        Assert.DoesNotContain("perhaps", issue.Message);
    }

    [Theory]
    [InlineData("batch_size 64", "'batch_size' is no layer; here it is 'batch'. Write for example: batch 64.")]
    [InlineData("InferenceBatch 8", "'InferenceBatch' is no layer, perhaps 'inference_batch' is meant.")]
    [InlineData("solver adam", "here it is 'optimizer'. Write for example: optimizer adam.")]
    [InlineData("weight_init he_normal", "here it is 'init'. Write for example: init he_normal.")]
    [InlineData("memory 64 MB", "here it is 'budget'. Write for example: budget training 64 MB.")]
    [InlineData("criterion crossentropy", "here it is 'loss'. Write for example: loss cross_entropy smoothing 0.1")]
    [InlineData(
        "learning_rate 0.1", "here it is a setting of 'optimizer'. Write it behind the optimizer's word: optimizer sgd lr 0.01.")]
    public void AnOptionOfTheNetwork_IsNamedAsItIsHere(string statement, string message)
    {
        var issue = Assert.Single(CnnParser.Parse($"network N {{ input 8x8x4, {statement}, relu }}", "").Issues);
        Assert.Equal("CNN4003", issue.Descriptor.Id);
        Assert.Contains(message, issue.Message);
        CheckExample(issue, example => example);
    }

    [Fact]
    public void WordsOfTheLanguage_AreNobodyElses() => Assert.All(
        LayerCatalog.ByKeyword.Keys.Concat(LayerCatalog.ByResidualKeyword.Keys).Concat(NetworkOptionParser.Keywords)
            .Select(ForeignWords.Key),
        key => Assert.True(
            ForeignWords.Layer(key) is null && ForeignWords.NetworkOption(key) is null && !ForeignWords.IsAbsentLayer(key)
                && !ForeignWords.IsAbsentActivation(key), key));

    [Fact]
    public void EveryExample_CanBeWritten()
    {
        // What is shown of an option is one of some layer that has it.
        string[] layers = ["conv 16 3x3", "depthwise 3x3", "dense 10", "maxpool 2x2", "avgpool 2x2", "batchnorm", "lrn", "relu",
            "input 4x4x3"];
        foreach (string statement in Options.Select(row =>
            ((string)row.ToArray()[0]!).Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)))
        {
            var issue = CnnParser.Parse("network N { input 8x8x4, " + statement + " }", "").Issues[0];
            CheckExample(issue, example => layers.Select(layer => layer + " " + example).Prepend(example)
                .FirstOrDefault(text => CnnParser.Parse("network N { input 8x8x4, " + text + " }", "").Issues.Count == 0) ?? "");
        }
    }

    private static void CheckExample(Issue issue, Func<string, string> statement)
    {
        if (Regex.Match(issue.Message, "for example: (.*?)(, the [^,]*)?\\.( |$)") is not { Success: true } match) return;
        string text = statement(match.Groups[1].Value.TrimEnd('.'));
        if (match.Groups[1].Value is "3x3" or "2x2") return;
        Assert.NotEqual("", text);
        Assert.Empty(CnnParser.Parse("network N { input 8x8x4, conv1: relu, conv2: relu, " + text + " }", "")
            .Issues.Select(found => text + ": " + found.Message));
    }
}
