namespace Cnn.Dsl.Tests;

/// <summary>Blocks, arithmetic, repetition and names: what a text is written out to.</summary>
public sealed class BlockTests
{
    [Theory]
    [InlineData("8", 8)]
    [InlineData("-8", -8)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("2+3*4-6/2", 11)]
    [InlineData("24 / 4 / 2", 3)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("-(2 - 5) * 2", 6)]
    [InlineData("-(2)-(3)", -5)]
    [InlineData("4 - -4", 8)]
    [InlineData("((((7))))", 7)]
    [InlineData("2147483647 - 1 + 1", 2147483647)]
    public void Arithmetic_IsThatOfWholeNumbers(string expression, int value)
    {
        var layer = Assert.Single(CnnParser.Parse("network N { dense " + expression + " }", "").Networks).Layers[0];
        Assert.Equal(new IntegerValue(value), layer.Arguments[0].Value);
        var block = CnnParser.Parse("block b(n) { dense 0*n + " + expression + " }\nnetwork N { b(5) }", "");
        Assert.Empty(block.Issues);
        Assert.Equal(new IntegerValue(value), block.Networks[0].Layers[0].Arguments[0].Value);
    }

    [Theory]
    [InlineData("pad 1 -2", "[1, -2]")]
    [InlineData("pad 1 - 2", "[-1]")]
    [InlineData("pad 1-2", "[-1]")]
    [InlineData("pad p p+1 (p) -p", "[3, 4, 3, -3]")]
    [InlineData("pad p stride stride", "[3]")]
    public void AList_EndsWhereAnOptionBegins(string option, string expected)
    {
        var parsed = CnnParser.Parse("block b(p, stride) { conv 1 1x1 " + option + " }\nnetwork N { b(3, 2) }", "");
        Assert.Empty(parsed.Issues);
        var pad = Assert.Single(parsed.Networks[0].Layers[0].Arguments, argument => argument.Name == "pad");
        Assert.Equal(expected, ((IntegersValue)pad.Value).Values.ToString());
    }

    [Fact]
    public void AParameter_MayBeCalledLikeAnOption()
    {
        var spec = Valid("block down(stride, same) { conv same 3x3 stride stride same }\nnetwork N { input 8x8x1, down(2, 5) }");
        Assert.Equal(new(4, 4, 5), spec.Output);
    }

    [Fact]
    public void Blocks_AreOverloadedByTheirNumberOfParameters()
    {
        var spec = Valid(
            "block b(n) { conv n 1x1 }\nblock b(n, m) { b(n), b(m) }\nblock b() { b(7, 8) }\nnetwork N { input 8x8x1, b(), b(3), b(4, "
            + "5) }");
        Assert.Equal([1, 7, 8, 3, 4, 5], spec.Layers.Select(layer => layer.Output.Channels));
        Assert.Equal(["input", "conv1", "conv2", "conv3", "conv4", "conv5"], spec.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Names_PrefixThoseInside()
    {
        var spec = Valid(
            """
            block unit(n) { conv n 1x1, relu, last: conv n 1x1 }
            block stage(n) { unit(n), b: unit(n), tanh from b.last }
            network N {
              input 8x8x1
              conv 4 1x1
              layer1.0: stage(4)
              conv 4 1x1
              "u/1": unit(4) x2
              c: conv 4 1x1 x2
            }
            """);
        Assert.Equal(
            "input conv1 layer1.0.conv1 layer1.0.relu1 layer1.0.last layer1.0.b.conv1 layer1.0.b.relu1 layer1.0.b.last layer1.0.tanh1 "
                + "conv6 "
            + "u/1.0.conv1 u/1.0.relu1 u/1.0.last u/1.1.conv1 u/1.1.relu1 u/1.1.last c.0 c.1",
            string.Join(" ", spec.Layers.Select(layer => layer.Name)));
    }

    /// <summary>As torchvision numbers the blocks of a stage, and Caffe names the layers of a module.</summary>
    [Fact]
    public void RepeatedNames_CountOn_AndAStrokeNeedsNoPoint()
    {
        var spec = Check.Valid(
            """
            block b() { relu, conv: conv 4 1x1 }
            input 8x8x4
            layer1.0: b(), layer1.1: b() x2
            a.9: tanh x3
            "1": tanh x2
            "fire2/": b()
            """);
        Assert.Equal(
            "input layer1.0.relu1 layer1.0.conv layer1.1.relu1 layer1.1.conv layer1.2.relu1 layer1.2.conv a.9 a.10 a.11 1.0 1.1 "
                + "fire2/relu1 fire2/conv",
            string.Join(' ', spec.Layers.Select(layer => layer.Name)));
    }

    [Fact]
    public void From_FindsTheNearestName()
    {
        var spec = Valid(
            """
            block b() { a: conv 2 1x1, relu, add a relu1 }
            network N { input 8x8x1, a: conv 2 1x1, x: b(), y: b() from a, add x.add1 y.add1 }
            """);
        Assert.Equal("[] [0] [1] [2] [2, 3] [1] [5] [5, 6] [4, 7]", string.Join(" ", spec.Layers.Select(layer => layer.Inputs)));
    }

    [Fact]
    public void Ranges_AreThoseOfTheBlock()
    {
        var text = MarkedText.Read("block b(n) { «conv» «2*n» «1x1» }\nnetwork N { b(1), b(2) }");
        var layers = CnnParser.Parse(text.Text, MarkedText.Path).Networks[0].Layers;
        Assert.Equal(2, layers.Count);
        Assert.All(layers, layer => Assert.Equal(text.Marks, layer.Arguments.Select(argument => argument.Range).Prepend(layer.Range)));
    }

    // He et al., 2015, as torchvision builds it without batch normalisation: 53 convolutions and a dense layer.
    // The weights of the convolutions are 23,454,912 (torchvision's 25,557,032 - 2,049,000 of the dense layer - 53,120 of the
    // normalisations).
    [Fact]
    public void ResNet50_HasItsParameters()
    {
        var spec = Valid(
            """
            block body(maps, stride) { conv maps 1x1 nobias relu, conv maps 3x3 stride stride pad 1 nobias relu, conv 4*maps 1x1 nobias }
            block bottleneck(maps, stride) { residual relu { body(maps, stride) } shortcut { conv 4*maps 1x1 stride stride nobias } }
            block bottleneck(maps) { residual relu { body(maps, 1) } }
            network ResNet50 {
              input 224x224x3
              conv 64 7x7 stride 2 pad 3 nobias relu
              maxpool 3x3 stride 2 pad 1
              bottleneck(64, 1),  bottleneck(64) x2
              bottleneck(128, 2), bottleneck(128) x3
              bottleneck(256, 2), bottleneck(256) x5
              bottleneck(512, 2), bottleneck(512) x2
              avgpool 7x7
              dense 1000, softmax
            }
            """);
        Assert.Equal(23_454_912 + 2_049_000, spec.ParameterCount);
        Assert.Equal(53, spec.Layers.OfType<ConvolutionSpec>().Count());
        Assert.Equal(new(7, 7, 2048), spec.Layers.OfType<AddSpec>().Last().Output);
    }

    [Fact]
    public void Inception_JoinsItsBranches()
    {
        // GoogLeNet's inception (3a): 64 + 128 + 32 + 32 = 256 channels (Szegedy et al., 2014, table 1).
        var spec = Valid(
            """
            block inception(c1, r3, c3, r5, c5, p) {
              concat {
                branch { conv c1 1x1 relu }
                branch { conv r3 1x1 relu, conv c3 3x3 same relu }
                branch { conv r5 1x1 relu, conv c5 5x5 same relu }
                branch { maxpool 3x3 stride 1 same, conv p 1x1 relu }
              }
            }
            network N { input 28x28x192, inception_3a: inception(64, 96, 128, 16, 32, 32) }
            """);
        Assert.Equal(new(28, 28, 256), spec.Output);
        Assert.Equal("inception_3a.concat1", spec.Layers[^1].Name);
    }

    [Fact]
    public void ASource_MayBeginWithBlocks()
    {
        var spec = Check.Valid("block b(n) { conv n 1x1 }\n\nblock c() { b(2) x2 }\ninput 8x8x1\nc()");
        Assert.Equal(3, spec.Layers.Count);
        var whole = CnnParser.ParseSource("block b(n) { conv n 1x1 }\nnetwork Other { input 8x8x1, b(2) }", new("Net", SourceRange.None),
            "");
        Assert.Empty(whole.Issues);
        Assert.Equal(2, Assert.Single(whole.Networks).Layers.Count);
    }

    [Fact]
    public void AMistakeInABlock_IsOneOfTheNetworksThatUseIt()
    {
        var result = CnnParser.Parse(
            "block a(n) { conv 4/n 1x1 }\nblock b() { dens 2 }\nnetwork N { input 8x8x1, a(2) }\nnetwork M { input 8x8x1, a(3) }\nnetwork "
            + "L { input 8x8x1, b() }", "");
        Assert.Equal(["CNN4014", "CNN4003"], result.Issues.Select(issue => issue.Descriptor.Id));
        Assert.Equal([false, true, true], result.Networks.Select(network => network.HasMistakes));
    }

    private static NetworkSpec Valid(string text)
    {
        var parsed = CnnParser.Parse(text, "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        var network = Assert.Single(parsed.Networks);
        var result = Resolver.Resolve(network);
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        return result.Spec!;
    }

    [Theory]
    [InlineData("input 8x8x1\nblock b(n) {\n  conv n 1x1\n}\nb(2)\nb(4) x2\nrelu")]
    [InlineData("input 8x8x1, b(2), block b(n) { conv n 1x1 }")]
    public void ABlockAmongTheStatementsOfASource_IsOneMessage(string text)
    {
        var issue = Assert.Single(CnnParser.ParseSource(text, new("Net", SourceRange.None), "").Issues);
        Assert.Equal(text.IndexOf("block", StringComparison.Ordinal), issue.Range.Start);
        Assert.StartsWith("Expected a layer or an option of the network (blocks stand before the first statement), found 'block'.",
            issue.Message);
    }
}
