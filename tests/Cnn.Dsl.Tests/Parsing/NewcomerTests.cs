namespace Cnn.Dsl.Tests;

/// <summary>What who comes from other languages writes: one issue each, at its place, which says how it is written here.</summary>
public sealed class NewcomerTests
{
    private const string Name = "a name of letters, digits, points and underscores that begins with a letter,";

    /// <summary>Statements inside of a network; the mark is the one issue.</summary>
    public static TheoryData<string, string, string> InStatements { get; } = new()
    {
        // Names with other characters than a word's.
        { "«my layer»: relu", "CNN4002", $"Expected {Name} before ':', found 'my layer'. Write it in quotation marks: \"my layer\": …" },
        { "«my-layer»: conv 6 5x5 same, relu", "CNN4002", "Write it in quotation marks: \"my-layer\": …" },
        { "«1st»: relu", "CNN4002", "\"1st\": …" },
        { "«0»: relu", "CNN4002", "\"0\": …" },
        { "«fire2/conv1»: conv 6 5x5", "CNN4002", "\"fire2/conv1\": …" },
        { "«layers[0]» : relu", "CNN4002", "\"layers[0]\": …" },
        { "«conv-1»: conv 6 5x5", "CNN4002", "\"conv-1\": …" },
        { "«conv 1»: conv 6 5x5", "CNN4002", "\"conv 1\": …" },
        { "relu, «stage 1»: residual { relu }", "CNN4002", "\"stage 1\": …" },
        { "relu from «my-layer»", "CNN4002",
            $"Expected {Name} after 'from', found 'my-layer'. Write such a name in quotation marks: from \"my-layer\"." },
        { "relu from «fire2/conv1», tanh", "CNN4002", "from \"fire2/conv1\"." },
        { "relu from «1st»", "CNN4002",
            "Expected a layer's name after 'from', found '1st'. Write such a name in quotation marks: from \"1st\"." },
        { "add input «a-b»", "CNN4002", "Write such a name in quotation marks: add \"a-b\"." },
        { "concat input «1st»", "CNN4002", "Write such a name in quotation marks: concat \"1st\"." },
        { "conv: «16» 3x3", "CNN4002", "Expected a layer after its name, found '16'. 'conv' needs no colon: leave it out." },
        { "batch: «64»", "CNN4002", "'batch' needs no colon: leave it out." },

        { "optimizer: «adam»", "CNN4003", "'adam' is no layer. 'optimizer' needs no colon: leave it out." },
        { "lr: «0.1»", "CNN4002", "Expected a layer after its name, found '0.1'. Write it behind the optimizer's word: optimizer sgd lr "
            + "0.01." },
        { "«x» = conv 6 5x5", "CNN4003", "'x' is no layer. A name has a colon behind it: x: …" },
        { "«repeat» 3 { relu }", "CNN4003", "'repeat' is no layer. What is repeated has the number of times behind it: conv 16 3x3 x3." },

        // What belongs to the line before.
        { "conv 6 5x5\n«same» relu", "CNN4003",
            "'same' is no layer; it is an option of 'conv'. Write it behind its layer with nothing between: commas and line ends end a "
            + "statement." },
        { "maxpool 2x2\n  «stride» 2", "CNN4003", "'stride' is no layer; it is an option of 'maxpool'." },
        { "relu\n«nobias»", "CNN4003", "'nobias' is no layer; it is an option of a layer. Write it behind its layer" },
        { "relu\n«from» input", "CNN4003", "'from' is no layer; it belongs to a layer. Write it behind its layer" },
        { "conv 6 5x5, «same», relu", "CNN4003",
            "'same' is no layer; it is an option of 'conv'. Write it behind its layer with nothing between" },
        { "relu\n«x3»", "CNN4003", "'x3' is no layer; it belongs to a layer." },
        { "conv 6 5x5\n«kernel_size»=3", "CNN4003",
            "'kernel_size' is no layer; it is an option of a layer, here what stands first after the maps. Write rows and columns without "
            + "a word, for example: 3x3, behind its layer with no comma or line end between." },
        { "conv 6 5x5 «\\»\n", "CNN4001", "'\\' stands where a word, a number or a brace is expected. Write the statement on one line" },

        { "conv 6«,» 5x5", "CNN4002", "found ','. Write blanks between arguments: a comma ends a statement." },
        { "conv 6 5x5 stride 2, «2»", "CNN4002", "found '2'. Write blanks between numbers and options: a comma ends a statement." },
        { "conv(6«,» 5x5)", "CNN4002",
            "Expected ')', found ','. Commas stand between the arguments of a block; those of a layer have blanks between and no "
            + "parentheses around." },
        { "«Conv2D»(16, 3, padding=\"same\", activation='relu'), relu", "CNN4016",
            "There is no block 'Conv2D'; here it is 'conv', which is written without parentheses. Write for example: conv 16 3x3." },

        // Commas between names.
        { "conv1: relu, add conv1, «input»", "CNN4002",
            "Expected a layer or an option of the network, found 'input'. Names have blanks between, and a comma ends a statement: add "
            + "conv1 input." },
        { "p: relu, q: tanh, concat p, «q»", "CNN4002", "found 'q'. Names have blanks between, and a comma ends a statement: concat p q." },
        { "p: relu, q: tanh, concat p input, «q», tanh1, p", "CNN4002", "a comma ends a statement: concat input q." },
        { "p: relu, q: tanh, concat p,\n«q», relu", "CNN4002", "a comma ends a statement: concat p q." },
        { "relu, tanh, s: add relu1, «tanh1»", "CNN4002", "a comma ends a statement: add relu1 tanh1." },
        { "\"a b\": relu, tanh, add tanh1, «\"a b\"»", "CNN4002", "a comma ends a statement: add tanh1 \"a b\"." },
        { "p: relu, q: tanh, concat from p, «q»", "CNN4002", "a comma ends a statement: concat p q." },
        { "p: relu, q: tanh, relu from p, «q»", "CNN4002",
            "found 'q'. 'from' takes one name, and a comma ends a statement: join the layers before, with blanks between their names: "
            + "concat p q." },
        { "p: relu, q: tanh, residual { relu from p, «q» }", "CNN4002", "'from' takes one name" },
        { "x: relu, add input, «x.conv1»", "CNN4002", "add input x.conv1." },
        { "p: relu, add p p, «input»\nrelu", "CNN4002", "add p input." },
        { "add input input, «relu6»", "CNN4003", "'relu6' is no layer, and there is no such activation" },
        { "add input input\ninput«»", "CNN4002", "Expected the input's height, width and channels" },
        { "add input input, relu, input«»", "CNN4002", "Expected the input's height, width and channels" },

        // Characters that others separate by.
        { "conv 6 5x5 stride«=»2", "CNN4001",
            "'=' stands where a word, a number or a brace is expected. A value stands behind its word with a blank between: stride 2." },
        { "dropout 50«%»", "CNN4001",
            "'%' stands where a word, a number or a brace is expected. Write a share of 1 instead of a percentage: 0.5." },
        { "relu«;»", "CNN4001", "';' stands where a word, a number or a brace is expected. Separate statements by commas or line ends." },
        { "maxpool ksize «[»1, 2, 2, 1]", "CNN4001", "Write the numbers of a list with blanks between, and no brackets." },
        { "relu from «'»a'", "CNN4001", "Names and texts stand between double quotation marks." },

        { "conv 6 5x5 bias«=»false", "CNN4001", "Write 'bias' or 'nobias' alone." },
        { "dense 6 nobias «=» true", "CNN4001", "Write 'nobias' or 'bias' alone." },
        { "maxpool 2x2 ceil«=»True", "CNN4001", "Write 'ceil' alone, or leave it out." },
        { "conv 6 5x5 same«=»1", "CNN4001", "Write 'same' alone, or leave it out." },
        { "inference_only«=»true", "CNN4001", "Write 'inference_only' alone, or leave it out." },
        { "batch«=»64", "CNN4001", "A value stands behind its word with a blank between: stride 2." },
        { "«[»convolutional]", "CNN4001", "Here it is 'conv', without brackets. Write for example: conv 16 3x3." },
        { "«[»maxpool]", "CNN4001", "Here it is 'maxpool', without brackets, and what belongs to it stands behind it on the same line." },
        { "«[»stage]", "CNN4001",
            "A layer begins with its word, without brackets, and what belongs to it stands behind it on the same line." },
        { "dense 2 from «[»1]", "CNN4001", "Write the numbers of a list with blanks between, and no brackets." },
        { "dropout 50 «%»", "CNN4001", "Write a share of 1 instead of a percentage: 0.5." },

        // Parentheses.
        { "«relu»()", "CNN4016", "There is no block 'relu'; 'relu' is written without parentheses. Write it alone: relu." },
        { "«flatten»( )", "CNN4016", "There is no block 'flatten'; 'flatten' is written without parentheses. Write it alone: flatten." },
        { "«Flatten»()", "CNN4016", "There is no block 'Flatten'; 'flatten' is written without parentheses. Write it alone: flatten." },
        { "a: «dropout»(0.5) same, relu", "CNN4016",
            "There is no block 'dropout'; 'dropout' is written without parentheses. Write its arguments behind it, with blanks between." },
        { "«Dropout»(0.5)", "CNN4016",
            "There is no block 'Dropout'; 'dropout' is written without parentheses. Write its arguments behind it, with blanks between." },
        { "«leakyrelu»(0.1)", "CNN4016", "'leakyrelu' is written without parentheses. Write it alone: its slope is 0.01 and fixed." },
        { "«LeakyReLU»(0.1)", "CNN4016", "'leakyrelu' is written without parentheses. Write it alone: its slope is 0.01 and fixed." },
        { "«maxpool»(2, stride=2)", "CNN4016", "'maxpool' is written without parentheses." },
        { "«batchnorm»(momentum=0.1)", "CNN4016", "'batchnorm' is written without parentheses." },
        { "«add»(relu(input), input)", "CNN4016", "'add' is written without parentheses. Write its arguments behind it" },
        { "«residual»(relu) { tanh }", "CNN4016", "'residual' is written without parentheses." },
        { "«dense»()", "CNN4016", "'dense' is written without parentheses." },
        { "«optimizer»(adam)", "CNN4016", "'optimizer' is written without parentheses." },

        // Comments of other languages.
        { "«%» first, the { conv", "CNN4001", "'%' stands where a word, a number or a brace is expected. Begin the comment with '#'." },
        { "relu «%» of all, the {", "CNN4001", "Begin the comment with '#'." },
        { "dense 50 «%» outputs, or so", "CNN4001", "Begin the comment with '#'." },
        { "«;» the head, with a {", "CNN4001", "Begin the comment with '#'." },
        { "«!» the head", "CNN4001", "A comment begins with '#'." },
        { "«-»- the head", "CNN4002", "A comment begins with '#'." },
        { "relu «//» first: the non-linearity, { of } course", "CNN4001",
            "'//' stands where a word, a number or a brace is expected. Begin the comment with '#'; a division is a single '/'." },
        { "«//» conv 6 5x5", "CNN4001", "Begin the comment with '#'" },
        { "«/*» two\n lines { */ relu", "CNN4001",
            "'/*' stands where a word, a number or a brace is expected. Begin each line of the comment with '#'." },
        { "conv 6 «/*» maps */ 5x5, relu", "CNN4001", "Begin each line" },
        { "relu «/*» without an end, {", "CNN4001", "Begin each line" },
        { "dense (12 + 2)«//»2 relu", "CNN4001", "a division is a single '/'." },
        { "dense 12 «//» 2", "CNN4001", "a division is a single '/'." },

        // Repetitions.
        { "conv 6 5x5 same «x 3»", "CNN4002", "Expected a repetition such as x3 without blanks, found 'x 3'. Write x3." },
        { "relu «X3»", "CNN4002", "found 'X3'. Write x3." },
        { "relu «3x»", "CNN4002", "found '3x'. Write x3." },
        { "relu «* 3»", "CNN4002", "found '* 3'. Write x3." },
        { "relu «× 3»", "CNN4002", "found '× 3'. Write x3." },
        { "relu «times 3»", "CNN4002", "found 'times 3'. Write x3." },
        { "residual { relu } «x 3»", "CNN4002", "found 'x 3'. Write x3." },

        // Commas in numbers.
        { "dropout «0,5»", "CNN4002", "Expected the share to drop, for example 0.5, found '0,5'. Write a point before the fraction: 0.5." },
        { "lrn alpha «0,0001» beta 0.75", "CNN4002",
            "Expected a number after 'alpha', found '0,0001'. Write a point before the fraction: 0.0001." },
        { "aux «0,3» { dense 2 }", "CNN4002", "Write a point before the fraction: 0.3." },
        { "input 8x8x1 mean «0,5»", "CNN4002", "Write a point before the fraction: 0.5." },
        { "input 8x8x3 mean «0.485,0.456,0.406»", "CNN4002",
            "found '0.485,0.456,0.406'. Write blanks between the numbers: 0.485 0.456 0.406." },
        { "maxpool ksize «1,2,2,1»", "CNN4002", "Write blanks between the numbers: 1 2 2 1." },
        { "dense «1,000»", "CNN4002", "Expected the number of outputs, found '1,000'. A comma ends a statement, and stands in no number." },
        { "budget training «1,5MB»", "CNN4002", "found '1,5MB'. Write a point before the fraction: 1.5MB." },
        { "budget training «1,5» MB", "CNN4002",
            "Expected a size after 'budget training', for example 64 MB, found '1,5'. Write a point before the fraction: 1.5." },

        // Arguments with the names that others give them.
        { "conv «filters»=16", "CNN4002", "Expected the number of maps, found 'filters'. It stands there without a word before it." },
        { "conv 16 «kernel_size»=3", "CNN4002",
            "Expected the kernel's rows and columns, for example 5x5, found 'kernel_size'. It stands there without a word before it." },
        { "dropout «rate»=0.5", "CNN4002", "It stands there without a word before it." },
    };

    [Theory]
    [MemberData(nameof(InStatements))]
    public void WhatOthersWrite_IsOneMessage(string statement, string id, string message)
    {
        var result = Check.Syntax("network Net {\n  input 8x8x1\n  " + statement + "\n  last: softmax\n}\n", (id, message));
        Assert.Equal("last", Assert.Single(result.Networks).Layers[^1].Name!.Value);
    }

    [Theory]
    [InlineData("a: relu, relu from a")]
    [InlineData("\"my layer\": relu, relu from \"my layer\"")]
    [InlineData("conv 6 5x5 same, pad 1")]
    [InlineData("x: relu, tanh from x, y: add x tanh1 relu")]
    [InlineData("dense 2, dropout 0.5")]
    [InlineData("dense 24/2")]
    [InlineData("batch (64), dense(10), dense (24)/2")]
    [InlineData("conv: relu, relu: tanh from conv")]
    [InlineData("relu: tanh, add \"relu\" input, relu")]
    [InlineData("relu: tanh, x: relu from relu, relu")]
    public void WhatIsRight_IsNotTakenForWhatOthersWrite(string statements) => Check.Valid("input 8x8x1, " + statements);

    [Fact]
    public void Comments_AreOneMessageEach_AndWhatIsAroundThemIsRead()
    {
        const string Text =
            """
            «//» A network.
            use "blocks.cnn"   «//» the blocks
            block b(n) {       «//» a block {
              conv n 3x3 same  «/*» maps
              */ relu
            }
            «/*»*
             * Of the paper.
             */
            network Net {      «//» {{
              input 8x8x1      «//» an image
              b(4) «/*» twice */ x2
              dense 2
            }
            """;
        var text = MarkedText.Read(Text.ReplaceLineEndings("\n"));
        var result = CnnParser.Parse(text.Text, MarkedText.Path,
            new CnnProject([new("nets/blocks.cnn", "block a() { relu }")]).UsedBy(MarkedText.Path, text.Text));
        Check.Same(text, result.Issues, [.. Enumerable.Repeat(("CNN4001", "stands where a word"), 8)]);
        Assert.Equal(["input", "conv", "conv", "dense"], Assert.Single(result.Networks).Layers.Select(layer => layer.Keyword));
        Assert.False(result.Networks[0].HasMistakes);
    }

    [Theory]
    [InlineData("«[»net]\nbatch=64\n[convolutional]\nfilters=16", "CNN4001", "Write 'network Name { … }' around the layers of a network.")]
    [InlineData("«%» A network: { of layers }\nnetwork Net { input 8x8x1, relu «%» note: {\n }", "CNN4001", "Begin the comment with '#'.")]
    [InlineData("«;» A network\nnetwork Net { input 8x8x1\n  «;»; one, two\n }", "CNN4001", "Begin the comment with '#'.")]
    public void WhatOthersBeginAFileWith_IsOneMessageEach(string marked, string id, string message)
    {
        var text = MarkedText.Read(marked);
        Check.Same(text, CnnParser.Parse(text.Text, MarkedText.Path).Issues, [.. text.Marks.Select(_ => (id, message))]);
    }

    [Fact]
    public void AnotherDivision_IsReadAsOne()
    {
        var result = Check.Syntax("block b(n) { conv n«//»2 3x3 }\nnetwork N { input 8x8x1, b(8) }",
            ("CNN4001", "a division is a single '/'."));
        Assert.Equal(new IntegerValue(4), Assert.Single(result.Networks).Layers[1].Arguments[0].Value);
    }

    [Fact]
    public void ATextOfNothingButAForeignComment_IsOneMessage()
    {
        Check.Syntax("«//» nothing", ("CNN4001", "Begin the comment with '#'"));
        Assert.Equal("CNN4001", Assert.Single(CnnParser.ParseSource("// nothing", new("Net", SourceRange.None), "").Issues).Descriptor.Id);
    }

    [Fact]
    public void ManyComments_StopReadingLikeOtherErrors()
    {
        Assert.Equal("CNN4011", CnnParser.Parse(string.Concat(Enumerable.Repeat("/**/", 5000)), "").Issues[^1].Descriptor.Id);
        Assert.Equal("CNN4011", CnnParser.Parse(string.Concat(Enumerable.Repeat("/*\n", 5000)), "").Issues[^1].Descriptor.Id);
    }
}
