namespace Cnn.Dsl.Tests;

/// <summary>What the messages about shapes say to do: the usual cause, rather than a rule.</summary>
public sealed class RemedyTests
{
    private const string Same = "Write 'same' (with attributes, Padding = Padding.Same) for ";

    /// <summary>Windows that do not fit, whose mark is the one issue.</summary>
    public static TheoryData<string, string> Windows { get; } = new()
    {
        { "input 4x4x1, conv 8 «5x5»",
            "The window's height and width are 5 and 5, but the input's are 4 and 4. Use a smaller window, more padding, or fewer poolings "
            + "and strides before." },
        { "input 4x5x1, maxpool «7x8» pad 1 1 0 0",
            "The window's height and width are 7 and 8, but the input's are 4 + 1 + 1 padding = 6 and 5." },
        { "input 4x9x1, maxpool «7x8»", "The window's height is 7, but the input's is 4. Use" },
        // Channels first.
        { "input 3x32x32, conv 8 «5x5»",
            "The window's height is 5, but the input's is 3. The network's input is read as height 3, width 32, channels 32; channels come "
            + "last, so write 32x32x3 for an image of 3 channels." },
        { "input 1x28x28, conv 8 «3x3» relu", "so write 28x28x1 for an image of 1 channel." },
        { "input 3x32x64, relu, maxpool «4x4»", "so write 32x64x3 for an image of 3 channels." },
        { "input 3x32x3, conv 8 «5x5»", "Use a smaller window" },
        { "input 5x32x32, conv 8 «7x7»", "Use a smaller window" },
        // Behind vectors.
        { "input 28x28x1, dense 84, conv 8 «3x3»",
            "The window's height and width are 3 and 3, but the input's are 1 and 1. 'dense1' (dense 84) makes a vector, which has no rows "
            + "and columns: put windows before it, or leave it out." },
        { "input 28x28x1, flatten, maxpool «2x2»", "'flatten1' (flatten) makes a vector" },
        { "input 28x28x4, global_avgpool, relu, dropout 0.5, batchnorm, conv 8 «3x1»", "'pool1' (avgpool 28x28) makes a vector" },
        { "input 7x7x4, avgpool 7x7, conv 8 «3x1»", "'pool1' (avgpool 7x7) makes a vector" },
        { "input 28x28x1, a: dense 4, b: dense 4 from input, add a b, conv 8 «3x1»", "Use a smaller window" },
        { "input 4x4x1, conv 4 3x3 stride 2 pad 1, conv 4 2x2, conv 8 «3x1»", "Use a smaller window" },
        { "input 1x1x8, conv 8 «3x1»", "Use a smaller window" },
    };

    /// <summary>Sums of several shapes, whose mark is the one issue.</summary>
    public static TheoryData<string, string> Sums { get; } = new()
    {
        // The usual cause is padding that is missing.
        { "input 28x28x16, «residual» { conv 16 3x3 relu, conv 16 3x3 }",
            "'conv2' is 24x24x16 and 'input' is 28x28x16, and only equal shapes can be added; 'conv1' and 'conv2' pad nothing, and with "
                + "padding 'same' both would be 28x28x16. " + Same + "'conv1' and 'conv2'." },
        { "input 28x28x16, «residual» { conv 16 3x3 same, batchnorm, relu, conv 16 3x3, batchnorm }",
            "'conv2' pads nothing, and with padding 'same' both would be 28x28x16. " + Same + "'conv2'." },
        { "input 29x29x16, residual { conv 16 3x3 stride 2 } «shortcut» { conv 16 1x1 stride 2 }",
            "'conv1' pads nothing, and with padding 'same' both would be 15x15x16. " },
        { "input 28x28x16, residual { depthwise 5x5 } «shortcut» { maxpool 3x3 stride 1 }",
            "'conv1' and 'pool1' pad nothing, and with padding 'same' both would be 28x28x16. " },
        { "input 28x28x16, a: conv 16 3x3, add input «a»",
            "'a' pads nothing, and with padding 'same' both would be 28x28x16. " + Same + "'a'." },
        // With other maps, too.
        { "input 28x28x1, «residual» { conv 8 3x3 }",
            "'conv1' pads nothing, and with padding 'same' they would be 28x28x8 and 28x28x1. " + Same
                + "'conv1'; then a 1x1 convolution of 8 maps after 'input' would make them equal." },
        { "input 28x28x16, «residual» { conv 16 3x3 stride 2 pad 1, conv 16 3x3 }",
            "'conv2'; then a 1x1 convolution of 16 maps with stride 2 after 'input' would make them equal (28 / 2 = 14 rows)." },
        // Where some is padded, and not enough, nobody knows.
        { "input 8x8x1, a: conv 1 5x5 pad 1, add input «a»",
            "no 1x1 convolution makes one of the other. Make their sizes equal, or add others." },
        // 'same' would change nothing, and what is left over counts as one.
        { "input 32x32x16, «residual» { conv 16 3x3 same, maxpool 2x2 }",
            "added; a 1x1 convolution of 16 maps with stride 2 after 'input' would make them equal (32 / 2 = 16 rows)." },
        { "input 33x33x16, «residual» { conv 16 3x3 stride 2 pad 1 }",
            "a 1x1 convolution of 16 maps with stride 2 after 'input' would make them equal (33 / 2 rounded up = 17 rows)." },
        // A squeeze-and-excitation.
        { "input 112x112x32, x: relu, global_avgpool, dense 8 relu, s: dense 32 sigmoid, add x «s»",
            "'s' has one value for each map of 'x'. A scaling of maps, as squeeze-and-excitation has it, multiplies, and the language has "
                + "no such layer: add maps of one size, or leave the sum out." },
        { "input 112x112x32, x: relu, global_avgpool, s: conv 32 1x1, add s «x»", "'s' has one value for each map of 'x'" },
        // A projection to one pixel is possible where a window makes it.
        { "input 2x2x4, «residual» { conv 4 3x3 stride 2 pad 1 }", "a 1x1 convolution of 4 maps with stride 2 after 'input'" },
        { "input 8x8x4, a: dense 4, b: dense 5 from input, add a «b»", "a 1x1 convolution of 4 maps after 'b'" },
    };

    /// <summary>Concatenations of several sizes, whose mark is the one issue.</summary>
    public static TheoryData<string, string> Concatenations { get; } = new()
    {
        { "input 8x8x2, concat { branch { conv 8 3x3 } «branch» { conv 8 1x1 } }",
            "joined. " + Same + "'conv1': without padding, windows make maps smaller." },
        { "input 8x8x2, concat { branch { conv 8 3x3, conv 8 3x3 } «branch» { conv 8 5x5 same } }",
            "joined. " + Same + "'conv1' and 'conv2': without padding, windows make maps smaller." },
        { "input 32x32x2, a: conv 8 3x3 same, maxpool 2x2, b: conv 8 3x3 same, concat a «b»",
            "joined. Join them before one is made smaller, or make the other smaller as well: no layer makes maps larger again." },
        { "input 32x32x2, a: conv 8 3x3 same, b: global_avgpool, concat a «b»", "joined. Join them before one is made smaller" },
        { "input 9x9x2, a: conv 8 3x3 pad 2, concat input «a»", "joined. Give all branches the same strides and padding." },
    };

    [Theory]
    [MemberData(nameof(Concatenations))]
    public void Concatenation_OfSeveralSizes_SaysTheUsualCause(string marked, string message) => Says("CNN2106", marked, message);

    [Theory]
    [InlineData("input 9x9x1, «conv» 8 2x2 stride 4 same", "Use a smaller stride or dilation, a larger window, or an input that fits.")]
    [InlineData("input 28x28x1, «maxpool» 3x3", "Use 'same', another stride or window, or an input that fits.")]
    public void UnreadPixels_AreNotHelpedByWhatIsThere(string marked, string message) => Says("CNN2102", marked, message);

    [Theory]
    [InlineData("inference_only, input 8192x8192x3, «conv» 64 3x3 pad 1", "Use a smaller input, fewer maps or a stride.")]
    [InlineData("batch 1, input 8192x8192x3, «conv» 64 3x3 pad 1", "Use a smaller input, fewer maps or a stride.")]
    [InlineData("«input» 8192x8192x3, conv 1 3x3 pad 1", "or declare the network for predictions only.")]
    public void TensorThatIsTooLarge_IsNotHelpedByWhatIsThere(string marked, string message) => Says("CNN2104", marked, message);

    [Theory]
    [MemberData(nameof(Windows))]
    public void Window_ThatDoesNotFit_IsOneIssue_AndSaysWhatIsMeant(string marked, string message) => Says("CNN2101", marked, message);

    [Theory]
    [MemberData(nameof(Sums))]
    public void Sum_OfSeveralShapes_SaysTheUsualCause(string marked, string message) => Says("CNN2107", marked, message);

    [Theory]
    [InlineData("input 28x28x1, dense 84, conv 8 1x1")]
    [InlineData("input 28x28x1, flatten, maxpool 1x1")]
    [InlineData("input 28x28x1, dense 84, conv 8 3x3 pad 1")]
    public void Window_ThatFitsAVector_IsNoMistake(string statements) => Check.Valid(statements);

    /// <summary>What is wrong whatever the input is said with the first mistake.</summary>
    [Theory]
    [InlineData("conv 8 9x9, maxpool 0x2, dense 10", "CNN2101 CNN1010")]
    [InlineData("conv 8 9x9, maxpool ksize 1 2 2 2, dropout 1.5, batchnorm momentum 3, dense 0, softmax",
        "CNN2101 CNN2004 CNN1010 CNN1010 CNN1010")]
    [InlineData("conv 8 9x9, conv 8 3x3 same pad 1, lrn size 4", "CNN2101 CNN1011 CNN2120")]
    [InlineData("relu from nowhere, maxpool ksize 1 2 1, dense 10", "CNN1006 CNN2001")]
    [InlineData("conv 8 9x9, conv 2 3x3 connect \"0 x, 1\"", "CNN2101 CNN2112")]
    // What depends on shapes is not: one mistake, one message.
    [InlineData("conv 8 9x9, conv 6 20x20, maxpool depth 3, conv 4 3x3 groups 3, softmax", "CNN2101")]
    [InlineData("maxpool 9x9, a: relu, add input a, flatten, conv 9 3x3, rbf 10", "CNN2101")]
    [InlineData("conv 8 9x9, conv 6 3x3 connect \"0 7, 1\"", "CNN2101 CNN2113")]
    public void LaterMistakes_AreReportedWithTheFirst(string statements, string ids)
    {
        var network = Assert.Single(CnnParser.ParseSource("input 8x8x4, " + statements, new("Net", SourceRange.None), "").Networks);
        Assert.Equal(ids, string.Join(" ", Resolver.Resolve(network).Issues.Select(issue => issue.Descriptor.Id)));
    }

    private static void Says(string id, string marked, string message) => Check.Rules("network N { " + marked + " }", (id, message));
}
