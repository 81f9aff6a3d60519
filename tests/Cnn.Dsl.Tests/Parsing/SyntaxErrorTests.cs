namespace Cnn.Dsl.Tests;

public sealed class SyntaxErrorTests
{
    /// <summary>Statements inside of a network; the mark is the one issue.</summary>
    public static TheoryData<string, string, string> InStatements { get; } = new()
    {
        // A character that the language does not know.
        { "conv 6 «×»", "CNN4001", "'×' (U+00D7) stands where a word, a number or a brace is expected" },
        { "conv 6 «5»×5", "CNN4002", "for example 5x5, found '5'" },
        { "conv 6 5x5«;»", "CNN4001", "';' stands where" },
        { "«@»@@ relu", "CNN4001", "'@' stands where" },
        { "maxpool ksize «[»1, 2, 2, 1]", "CNN4001", "'[' stands where" },
        { "relu «😀»", "CNN4001", "'😀' (U+1F600) stands where" },
        { "relu«\u200B»", "CNN4001", "U+200B stands where" },
        { "relu «\u0007»", "CNN4001", "U+0007 stands where" },
        { "\"a«\0»b\": relu", "CNN4001", "U+0000 stands where" },

        // Something else is expected.
        { "conv«»", "CNN4002", "Expected the number of maps, found the end of the line. See https://" },
        { "conv 6«»   # five by five", "CNN4002", "Expected the kernel's rows and columns, for example 5x5, found the end of the line" },
        { "conv 6«,» 5x5", "CNN4002", "found ','" },
        { "conv «same»", "CNN4002", "Expected the number of maps, found 'same'" },
        { "conv 6 «5»", "CNN4002", "Expected the kernel's rows and columns, for example 5x5, found '5'" },
        { "conv 6 «3» x 3", "CNN4002", "found '3'" },
        { "conv 6 «5x5x5»", "CNN4002", "found '5x5x5'" },
        { "conv 6 «5X5»", "CNN4002", "found '5X5'" },
        { "conv «6x6» 5x5", "CNN4002", "Expected the number of maps, found '6x6'" },
        { "conv «6.5» 5x5", "CNN4002", "Expected the number of maps, found '6.5'" },
        { "conv «-» 6 5x5", "CNN4002", "Expected the number of maps, found '-'" },
        { "conv 6 5x5 stride «same»", "CNN4002", "Expected one whole number or two after 'stride', for example 2 or 2x1, found 'same'" },
        { "conv 6 5x5 stride «2x2x2»", "CNN4002", "found '2x2x2'" },
        { "conv 6 5x5 connect «0» 1", "CNN4002", "Expected a text between quotation marks after 'connect', found '0'" },
        { "conv 6 5x5 pad«»", "CNN4002", "Expected whole numbers after 'pad', with blanks between, found the end of the line" },
        { "conv 6 5x5 pad 1 «1.5»", "CNN4002", "found '1.5'" },
        { "maxpool ksize 1 «2x2» 1", "CNN4002", "Expected an option of 'maxpool', a comma or a line end, found '2x2'" },
        { "maxpool ksize 1, «2», 2, 1", "CNN4002", "Expected a layer or an option of the network, found '2'" },
        { "maxpool «2»", "CNN4002", "Expected the window's rows and columns, for example 2x2, found '2'" },
        { "maxpool depth«»", "CNN4002", "Expected a whole number after 'depth', found the end of the line" },
        { "input 8x8x1 mean«»", "CNN4002", "Expected numbers after 'mean', with blanks between, found the end of the line" },
        { "input 8x8x1 mean «bytes»", "CNN4002", "Expected numbers after 'mean', with blanks between, found 'bytes'" },
        { "input 8x8x2 deviation 1 «-» 2", "CNN4002", "Expected numbers after 'deviation', with blanks between, found '-'" },
        { "input 8x8x2 deviation 1«-»2", "CNN4002", "Expected an option of 'input', a comma or a line end, found '-'" },
        { "dropout «half»", "CNN4002", "Expected the share to drop, for example 0.5, found 'half'" },
        { "relu «5»", "CNN4002", "Expected an option of 'relu', a comma or a line end, found '5'" },
        { "relu from«»", "CNN4002", "Expected a layer's name after 'from', found the end of the line" },
        { "relu from «5»", "CNN4002", "Expected a layer's name after 'from', found '5'" },
        { "a:«»", "CNN4002", "Expected a layer after its name, found the end of the line" },
        { "a: «b»: relu", "CNN4003", "'b' is no layer" },
        { "\"a\" «relu»", "CNN4002", "Expected ':' after the layer's name, found 'relu'" },
        { "«\"a: relu»", "CNN4002", "Expected a second '\"' at the end of the name, found the end of the line" },
        { "batch«»", "CNN4002", "Expected a whole number after 'batch', found the end of the line" },
        { "inference_batch «many»", "CNN4002", "Expected a whole number after 'inference_batch', found 'many'" },
        { "optimizer «5»", "CNN4002", "Expected an optimiser, for example adam, found '5'" },
        { "algorithm «3»", "CNN4002", "Expected an algorithm, for example direct, found '3'" },
        { "init «he_norml»", "CNN4002", "after 'init', found 'he_norml'. Write he_normal." },
        { "dense 3 init «5»", "CNN4002",
            "Expected one of default, he_uniform, he_normal, glorot_uniform, glorot_normal, lecun_uniform, lecun_normal, orthogonal, "
            + "constant, zeros after 'init', found '5'" },
        { "maxpool 2x2 «init» he_normal", "CNN4004", "'init'" },
        { "conv 3 3x3 init constant init_value «nan»", "CNN4002", "Expected a number after 'init_value', found 'nan'" },
        { "loss «5»", "CNN4002", "Expected a loss, for example cross_entropy, found '5'" },
        {
            "loss huber «delt» 2",
            "CNN4002", ", weights, ignore, positive, gamma, alpha, smooth, delta, beta, margin, squared, found 'delt'. Write delta."
        },
        { "loss cross_entropy «label_smoothing» 0.1", "CNN4002", ", found 'label_smoothing'. Write for example: smoothing 0.1." },
        { "loss bce «pos_weight» 4", "CNN4002", ", found 'pos_weight'. Write for example: positive 4." },
        { "budget «trainig» 64 MB", "CNN4002", "Expected 'inference' or 'training' after 'budget', found 'trainig'. Write training." },
        { "optimizer adam «Beta1» 0.9", "CNN4002", ", found 'Beta1'. Write beta1." },
        { "dense 3 init «HeNormal»", "CNN4002", ", found 'HeNormal'. Write he_normal." },
        { "loss huber «big» 2", "CNN4002", "Expected a setting of the loss, one of smoothing, weights, ignore, positive, gamma, alpha" },
        { "loss huber delta 1 «delta» 2", "CNN4005", "'delta' is given twice" },
        { "loss huber delta «small»", "CNN4002", "Expected a number after 'delta', found 'small'" },
        { "loss mae, «loss» mse", "CNN4005", "'loss' is given twice" },
        { "optimizer adam «fast»", "CNN4002",
            "Expected a setting of the optimizer, one of lr, beta1, beta2, eps, amsgrad, weight_decay, clip_norm, clip_value, "
            + "found 'fast'" },
        { "optimizer rmsprop «centred»", "CNN4002", "found 'centred'. Write it alone: centered." },
        { "optimizer adam «betas» 0.9 0.999", "CNN4002", "Write for example: beta1 0.9 beta2 0.999." },
        { "optimizer adam «amsgrd»", "CNN4002", "found 'amsgrd'. Write amsgrad." },
        { "optimizer adam lr 0.1 «lr» 0.2", "CNN4005", "'lr' is given twice" },
        { "optimizer sgd momentum «nesterov»", "CNN4002", "Expected a number after 'momentum', found 'nesterov'" },
        { "optimizer adam lr «0,1»", "CNN4002", "Write a point before the fraction: 0.1." },
        { "optimizer adam «0.9»", "CNN4002", "Expected a comma or a line end, found '0.9'" },
        { "budget «64» MB", "CNN4002", "Expected 'inference' or 'training' after 'budget', found '64'" },
        { "budget training«»", "CNN4002", "Expected a size after 'budget training', for example 64 MB, found the end of the line" },
        { "budget training «-»64 MB", "CNN4002", "Expected a size after 'budget training', for example 64 MB, found '-'" },
        { "budget training 64 MB «of» memory", "CNN4002", "Expected a comma or a line end, found 'of'" },
        { "budget training 1 MB, budget inference 1 MB, «budget training» 1 MB", "CNN4005", "'budget training' is given twice" },
        { "optimizer adam, «optimizer» sgd", "CNN4005", "'optimizer' is given twice" },
        { "batch 5 «6»", "CNN4002", "Expected a comma or a line end, found '6'" },
        { "«5x5»", "CNN4002", "Expected a layer or an option of the network, found '5x5'" },
        { "«:» relu", "CNN4002", "found ':'" },
        { "«{» relu }", "CNN4002", "Expected a layer or an option of the network, found '{'" },
        { "relu «{» tanh\n sigmoid }", "CNN4002", "Expected an option of 'relu', a comma or a line end, found '{'" },
        { "«{» { { relu } } }", "CNN4002", "found '{'" },

        // Words that are not known.
        { "«module» relu { conv 6 5x5, relu }", "CNN4003", "'module' is no layer. See https://" },
        { "«cnv» 6 5x5", "CNN4003", "'cnv' is no layer, perhaps 'conv' is meant" },
        { "«Conv» 6 5x5", "CNN4003", "perhaps 'conv' is meant" },
        { "«maxpol» 2x2", "CNN4003", "perhaps 'maxpool' is meant" },
        { "«avg_pool» 2x2", "CNN4003", "perhaps 'avgpool' is meant" },
        { "«inferencebatch» 2", "CNN4003", "perhaps 'inference_batch' is meant" },
        { "«sotfmax»", "CNN4003", "perhaps 'softmax' is meant" },
        { "«transformer» 12", "CNN4003", "'transformer' is no layer. See" },
        { "a: «batch» 5", "CNN4003", "'batch' is no layer" },
        { "conv 6 5x5 «conv» 6 5x5", "CNN4004",
            "'conv' has no option 'conv', which is a layer of its own; it has: stride, dilation, same, valid, pad, bias, nobias, relu, "
            + "leakyrelu, elu, tanh, scaledtanh, sigmoid, silu, hardswish, gelu, prelu, "
            + "init, init_value, groups, connect, from. Remove it, or separate" },
        { "input 8x8x1 «normalize»", "CNN4004", "'input' has no option 'normalize'; it has: mean, deviation, bytes, from" },
        { "dropout 0.5 «relu»", "CNN4004", "'dropout' has no option 'relu', which is a layer of its own; it has: from" },
        { "maxpool 2x2 «Same»", "CNN4004",
            "'maxpool' has no option 'Same', perhaps 'same' is meant; it has: depth, ksize, strides, stride, same, valid, pad, ceil, "
            + "from" },
        { "maxpool 3x3 pad 1 «count_pad»", "CNN4004", "'maxpool' has no option 'count_pad'" },

        // The same argument twice.
        { "conv 6 5x5 same «valid»", "CNN4005", "The padding is given twice, as 'same' and as 'valid'. Keep one" },
        { "conv 6 5x5 relu «tanh»", "CNN4005", "The activation is given twice, as 'relu' and as 'tanh'" },
        { "conv 6 5x5 bias «nobias»", "CNN4005", "The bias is given twice, as 'bias' and as 'nobias'" },
        { "conv 6 5x5 stride 1 «stride» 1", "CNN4005", "'stride' is given twice" },
        { "relu from a «from» b", "CNN4005", "'from' is given twice" },
        { "batch 1, «batch» 1", "CNN4005", "'batch' is given twice" },
        { "inference_only, «inference_only»", "CNN4005", "'inference_only' is given twice" },
        { "inference_only «1»", "CNN4002", "Expected a comma or a line end, found '1'" },
        { "«inferenceonly»", "CNN4003", "perhaps 'inference_only' is meant" },

        // Numbers past the limit.
        { "conv «2147483648» 5x5", "CNN4006", "2147483648 is past the largest number, 2,147,483,647" },
        { "conv 6 5x«99999999999999999999999999»", "CNN4006", "99999999999999999999999999 is past" },
        { "conv 6 5x5 pad «-4294967296»", "CNN4006",
            "-4294967296 is past the smallest number, -2,147,483,648. Write a number nearer to 0." },
        { "maxpool ksize 1 «-2147483649» 4 1", "CNN4006", "-2147483649 is past the smallest number" },
        { "input 1x1x1 mean 1 «-2147483649»", "CNN4006", "-2147483649 is past the smallest number" },
        { "input 1x1x1 mean «-1e400»", "CNN4006", "-1e400 is past the smallest number" },
        { "input 1x1x1 mean «2147483647.5»", "CNN4006", "2147483647.5 is past the largest number" },
        { "dropout «1e999»", "CNN4006", "1e999 is past" },
        { "batch «3000000000»", "CNN4006", "3000000000 is past" },
    };

    /// <summary>Whole files; the mark is the one issue.</summary>
    public static TheoryData<string, string, string> InFiles { get; } = new()
    {
        { "«netwrk» LeNet5 { input 8x8x1\n relu }", "CNN4002", "Expected 'network', 'internal network' or 'block', found 'netwrk'" },
        { "«internal» LeNet5 { input 8x8x1 }", "CNN4002", "Expected 'network', 'internal network' or 'block', found 'internal'" },
        { "«public» network A { input 8x8x1 }", "CNN4002", "found 'public'" },
        { "network A { input 8x8x1 }\n«}»", "CNN4002", "Expected 'network', 'internal network' or 'block', found '}'" },
        { "network A { input 8x8x1 }\n«relu»", "CNN4002", "found 'relu'. Write 'network Name { … }' around the layers of a network." },
        { "«input» 8x8x1\nconv 6 5x5\n", "CNN4002", "Write 'network Name { … }' around the layers of a network." },
        { "«{» { relu } }", "CNN4002", "found '{'" },
        { "network A { input 8x8x1 }\n«namespace» B\nnetwork C { relu }", "CNN4002",
            "Expected 'network' (a namespace stands once, before the first one), found 'namespace'" },
        { "namespace A\n«namespace» B\nnetwork C { relu }", "CNN4002", "found 'namespace'" },
        { "namespace«»\nnetwork C { relu }", "CNN4002", "Expected a namespace, for example My.App, found the end of the line" },
        { "namespace «My.class»\nnetwork C { relu }", "CNN4002", "found 'My.class'" },
        { "namespace «My.0»\nnetwork C { relu }", "CNN4002", "found 'My.0'" },
        { "namespace My«;»\nnetwork C { relu }", "CNN4001", "';' stands where" },
        { "namespace My «network» C { relu }", "CNN4002", "Expected a line end after the namespace, found 'network'" },
        { "network «{» relu }", "CNN4002", "Expected the network's name, a C# class's, found '{'" },
        { "network«»\n{ relu }", "CNN4002", "Expected the network's name, a C# class's, found the end of the line" },
        { "network «class» { relu }", "CNN4002", "found 'class'" },
        { "network «record» { relu }", "CNN4002", "found 'record'" },
        { "network «Le.Net» { relu }", "CNN4002", "found 'Le.Net'" },
        { "network «\"LeNet\"» { relu }", "CNN4002", "found '\"LeNet\"'" },
        { "network «5» { relu }", "CNN4002", "found '5'" },
        { "network LeNet«-»5 { relu }", "CNN4002", "Expected '{' after the network's name, found '-'" },
        { "network A\n«input» 8x8x1\nrelu\n", "CNN4002", "Expected '{' after the network's name, found 'input'" },
        { "network A«,» { relu }", "CNN4002", "Expected '{' after the network's name, found ','" },
        { "network A «network» B { relu }", "CNN4002", "Expected '{' after the network's name, found 'network'" },
        { "network A «{»\n  input 8x8x1\n  relu\n", "CNN4002", "Expected a '}' that closes this brace, found the end of the text" },
        { "network A «{»\n  relu\nnetwork B {\n  relu\n}", "CNN4002", "Expected a '}' that closes this brace, found the next network" },
        { "network A «{» relu\ninternal network B { relu }", "CNN4002", "found the next network" },
        { "network A { relu «{»\n", "CNN4002", "found '{'" },
    };

    [Theory]
    [MemberData(nameof(InStatements))]
    public void AMistakeInAStatement_IsOneMessage(string statement, string id, string message)
    {
        var result = Check.Syntax("network Net {\n  input 8x8x1\n  " + statement + "\n  last: softmax\n}\n", (id, message));
        var network = Assert.Single(result.Networks);
        Assert.True(result.HasErrors);
        Assert.Equal("input", network.Layers[0].Keyword);
        Assert.Equal("last", network.Layers[^1].Name!.Value);
    }

    [Theory]
    [MemberData(nameof(InStatements))]
    public void AMistakeInASource_IsTheSameMessage(string statement, string id, string message)
    {
        var text = MarkedText.Read("input 8x8x1\n" + statement + "\nlast: softmax", path: "");
        var result = CnnParser.ParseSource(text.Text, new("Net", SourceRange.None), "");
        Check.Same(text, result.Issues, [(id, message)]);
        Assert.Equal("last", Assert.Single(result.Networks).Layers[^1].Name!.Value);
    }

    [Theory]
    [MemberData(nameof(InFiles))]
    public void AMistakeOutsideOfStatements_IsOneMessage(string file, string id, string message) => Check.Syntax(file, (id, message));

    [Fact]
    public void AllMistakesOfAFile_AreReported()
    {
        var result = Check.Syntax(
            """
            network A {
              input «28x28»
              conv 6 5x5 «sme» relu, «cnv» 6 5x5
              conv 16 5x5 same
              dense «2147483648» «foo»
            }
            «nonsense»
            network B {
              relu «{»
            }
            """,
            ("CNN4002", "Expected the input's height, width and channels, for example 28x28x1, found '28x28'"),
            ("CNN4004", "no option 'sme'"),
            ("CNN4003", "'cnv'"),
            ("CNN4006", "2147483648"),
            ("CNN4004", "no option 'foo'"),
            ("CNN4002", "found 'nonsense'"),
            ("CNN4002", "found '{'"));
        Assert.Equal(["conv"], result.Networks[0].Layers.Select(layer => layer.Keyword));
        Assert.Equal(2, result.Networks.Count);
    }

    [Fact]
    public void ABrokenLayer_IsLeftOut()
    {
        var result = CnnParser.Parse("network A { input 8x8x1, conv 6 5x5 same valid, relu }", "");
        Assert.Equal(["input", "relu"], Assert.Single(result.Networks).Layers.Select(layer => layer.Keyword));
    }

    [Fact]
    public void ABrokenOption_IsLeftOut()
    {
        var result = CnnParser.Parse("network A { batch 5 6, inference_batch 7, inference_batch 8 }", "");
        Assert.Equal(["inferenceBatch"], Assert.Single(result.Networks).Options.Select(option => option.Name));
        Assert.Equal(new IntegerValue(7), result.Networks[0].Options[0].Value);
    }

    [Fact]
    public void HalfACharacter_IsOneMessage() => Check.Syntax("network A { relu «\uD800» }", ("CNN4001", "U+D800 stands where"));

    [Fact]
    public void ALongWord_IsShortenedInTheMessage()
    {
        var issue = Assert.Single(CnnParser.Parse("network A { " + new string('a', 100_000) + " }", "").Issues);
        Assert.Equal(100_000, issue.Range.Length);
        Assert.Contains(new string('a', 39) + "…' is no layer", issue.Message);
    }
}
