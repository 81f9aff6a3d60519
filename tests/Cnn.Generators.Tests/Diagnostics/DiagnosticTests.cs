using System.Globalization;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class DiagnosticTests
{
    private static readonly Dictionary<string, DiagnosticCase> s_all =
        DeclarationCases.All.Concat(ShapeCases.All).Concat(SyntaxCases.All).Concat(AdviceCases.All).ToDictionary(one => one.ToString());

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string name in s_all.Keys)
            foreach (string culture in new[] { "", "fi-FI", "de-DE" }) data.Add(name, culture);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrongDeclaration_IsReportedAtItsPlace(string name, string culture)
    {
        var wrong = s_all[name];
        using var scope = new CultureScope(culture);
        var marked = wrong.Files.Select(file => (file.Path, MarkedText.Parse(file.Text))).ToArray();
        var result = Harness.Compile([.. marked.Select(file => (file.Path, file.Item2.Text))]);

        var expected = marked.SelectMany(file => file.Item2.Spans.Select(span => (file.Path, span.Start, span.Length)));
        // Height and width may each have something to say about one argument.
        var found = result.OfId(wrong.Id).Select(PlaceOf).Distinct();
        Assert.Equal(expected.Order(), found.Order());
        // Advice may come along where the case is not about it.
        var others = result.Diagnostics.Where(diagnostic =>
            diagnostic.Id != wrong.Id && !wrong.Others.Contains(diagnostic.Id) && diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Empty(others);
        Assert.Empty(result.GeneratorDiagnostics);
        if (wrong.Files.Any(file => file.Path.EndsWith(".cnn", StringComparison.Ordinal) || file.Text.Contains("Source ="))) return;
        Assert.All(result.OfId(wrong.Id), found => AssertSpeaksCSharp(found.GetMessage(CultureInfo.InvariantCulture)));
    }

    // Whoever writes attributes need not know text: its words in two parts, and the inner names of arguments, are in no message to them.
    private static void AssertSpeaksCSharp(string message)
    {
        Assert.DoesNotMatch(@"\b[a-z]+_[a-z]+\b", message);
        Assert.DoesNotMatch(@"\b[a-z]+(Height|Width|Value|Batch|Gamma|Pad)\b", message);
        Assert.DoesNotContain("in text", message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrongDeclaration_IsReportedByTheGenerator_WhereAnalyzersAreOff(string name, string culture)
    {
        var wrong = s_all[name];
        using var scope = new CultureScope(culture);
        (string, string)[] files = [.. wrong.Files.Select(file => (file.Path, MarkedText.Parse(file.Text).Text))];
        var result = Harness.Compile(new BuildProperties(("RunAnalyzers", "false")), files);

        string[] generators = Errors(result.GeneratorDiagnostics);
        // Some errors are about generated code beside the user's; only for these is it bound.
        if (!generators.SequenceEqual(Errors(result.DeclarationAnalyzerDiagnostics)))
            Assert.Equal(Errors(result.AnalyzerDiagnostics), generators);

        static string[] Errors(IEnumerable<Diagnostic> diagnostics) =>
            [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Describe)
                .Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void EveryId_HasACase()
    {
        var missing = IssueCatalog.All.Select(issue => issue.Id).Except(s_all.Values.Select(one => one.Id));
        Assert.Empty(missing);
    }

    [Fact]
    public void Cultures_AreThere()
    {
        using var scope = new CultureScope("fi-FI");
        Assert.StartsWith("\u2212", (-1).ToString(CultureInfo.CurrentCulture));
    }

    [Fact]
    public void Messages_SayWhatIsWrongAndWhatToDo()
    {
        var wrong = Assert.Single(Harness.Compile(("Net.cs",
            "[Cnn.Network, Cnn.Input(8, 8, 4), Cnn.MaxPool(Ksize = [1, 1, 1, 3])] public partial class Net;")).Diagnostics);
        Assert.Equal("4 channels cannot be cut into windows of 3: 4 = 1 x 3 + 1. Use a window that divides the channels.",
            wrong.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("Cnn.Shape", wrong.Descriptor.Category);
        Assert.Equal("https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/CNN2017.md", wrong.Descriptor.HelpLinkUri);
    }

    [Fact]
    public void Messages_ShowBracesAsTheyAre()
    {
        Assert.All(new NetworkAnalyzer().SupportedDiagnostics, descriptor =>
            Assert.Equal("{0}", descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)));
        // Of a message without arguments, of one with some, and of one whose argument has braces.
        Assert.Equal("The text declares no network and no block. Write 'network Name { … }', or remove the file.",
            Message(("Net.cnn", "")));
        Assert.EndsWith("or one 'network Name { … }' around them.",
            Message(("Net.cs", "[Cnn.Network(Source = \"\")] public partial class Net;")));
        Assert.StartsWith("A layer before this one is called 'a{1}' too. ",
            Message(("Net.cnn", "network Net { input 4x4x1, \"a{1}\": relu, \"a{1}\": dense 2 }")));
    }

    [Fact]
    public void Messages_NameTheUseOfABlock_ByItsLineInTheFile()
    {
        Assert.Contains(
            " (in k(128), used at line 6; layer 'conv2'). ",
            Message(("Net.cs", "using Cnn;\n[Network(Source = \"\"\"\n    block k(n) {\n      conv n 2x1 }\n    input 2x2x1, k(8)\n    "
                + "k(128)\n    \"\"\")]\npublic partial class Net;\n")));
        Assert.Contains(
            " (in k(8), used at line 4 of Net.cs; layer 'conv1'). ",
            Message(
                ("Net.cs", "using Cnn;\n[Network(Source = \"\"\"\n    use \"k.cnn\"\n    input 1x1x1, k(8)\n    \"\"\")]\npublic partial "
                    + "class Net;\n"),
                ("k.cnn", "block k(n) { conv n 2x1 }\n")));
        Assert.Contains(
            " (in turn 1 of 2 of [Residual(8)]; layer 'add1'). ",
            Message(("Net.cs", "using Cnn;\n[Network, Input(4, 4, 16)]\n[Residual(8, Repeat = 2)]\npublic partial class Net;\n")));
    }

    [Theory]
    [InlineData("Residual(32)", "Residual(32, Stride = 1)", 32)]
    [InlineData("Bottleneck(8)", "Bottleneck(8, Stride = 1)", 32)]
    public void BlockWithoutAStride_IsGivenOne(string written, string right, int maps)
    {
        const string Code = "using Cnn;\n[Network, Input(8, 8, 16)]\n[{0}, Dense(2), Softmax]\npublic partial class Net;\n";
        Assert.Contains(
            $"; without a stride the shortcut of [{written}] is its input (in [{written}]; layer 'add1'). Write [{right}], whose shortcut "
                + $"is a 1x1 convolution of {maps} maps.",
            Message(("Net.cs", Code.Replace("{0}", written))));
        Assert.Empty(Harness.Compile(("Net.cs", Code.Replace("{0}", right))).Diagnostics);
    }

    [Fact]
    public void Properties_SayWhatFits()
    {
        const string Text = "[Cnn.Network(Batch = 64), Cnn.Input(16, 16, 1), Cnn.Dense(10), Cnn.Softmax, Cnn.MemoryBudget(Training = \"100 "
            + "KB\")] public partial class Net;";
        // By the analyzer, and by the generator where analyzers are off.
        var wrong = new[] { "true", "false" }.SelectMany(run =>
            Harness.Compile(new BuildProperties(("RunAnalyzers", run)), ("Net.cs", Text)).Diagnostics).ToArray();
        Assert.True(wrong.Length >= 2);
        Assert.All(wrong, diagnostic =>
        {
            Assert.Equal("CNN3003", diagnostic.Id);
            string batch = Assert.Single(diagnostic.Properties, property => property.Key == "CnnFix.Batch").Value!;
            Assert.Contains($" less with a batch of {batch}, enough", diagnostic.GetMessage(CultureInfo.InvariantCulture));
            Assert.Empty(Harness.Compile(("Net.cs", Text.Replace("Batch = 64", "Batch = " + batch))).Diagnostics);
        });
    }

    [Theory]
    [InlineData("Dense(2), Softmax, Loss(LossKind.Hinge)",
        "The loss 'Hinge' does not fit 'softmax1', the last layer, which is '[Softmax]': it needs a network that ends in plain numbers, "
        + "without a softmax or [RadialBasis]. End the network so, or declare one that fits '[Softmax]': SoftmaxCrossEntropy, "
        + "KullbackLeibler, Focal, Dice.")]
    [InlineData("Residual(4), Dense(2), Softmax, Loss(LossKind.SmoothL1)",
        "The loss 'SmoothL1' does not fit 'softmax1', the last layer, which is '[Softmax]': it needs a network that ends in plain numbers, "
        + "without a softmax or [RadialBasis]. End the network so, or declare one that fits '[Softmax]': SoftmaxCrossEntropy, "
        + "KullbackLeibler, Focal, Dice.")]
    [InlineData("Dense(2), Loss(LossKind.Huber, Gamma = 2)",
        "'Gamma' is no setting of the loss 'Huber' after '[Dense]', which has 'Delta'. Leave it out, or declare the loss that has it.")]
    [InlineData("Dense(2), Softmax, Loss(LossKind.SoftmaxCrossEntropy, ClassWeights = new[] { 1.0 })",
        "'ClassWeights' has 1 numbers, and 'softmax1', the last layer, has 2 channels. Write one number for each channel of the output.")]
    [InlineData("Dense(2), Softmax, Loss(LossKind.SoftmaxCrossEntropy, LabelSmoothing = 1.5)",
        "LabelSmoothing is 1.5, and must be at least 0 and below 1 as a 32-bit float. Write a value in that range.")]
    [InlineData("Dense(2), Optimizer(OptimizerKind.Adam, Nesterov = true)",
        "'Nesterov' is no setting of the optimizer 'Adam', which has LearningRate, Beta1, Beta2, Epsilon, AmsGrad, WeightDecay, ClipNorm, "
        + "ClipValue. Leave it out, or declare an optimizer that has it: Sgd.")]
    [InlineData("Dense(2), Optimizer(OptimizerKind.Sgd, LearningRate = 1e-300)",
        "LearningRate is 1E-300, and must be 0, or at least 1.4E-45 in size: a 32-bit float would make 0 of it. Write a value in that "
            + "range.")]
    [InlineData("Dense(2), Optimizer(OptimizerKind.Sgd, Momentum = 1.5)",
        "Momentum is 1.5, and must be at least 0 and below 1 as a 32-bit float. Write a value in that range.")]
    [InlineData("ConvLayer(2, Kernel = 1, KernelHeight = 1), Dense(2)",
        "'KernelHeight' cannot be given together with 'Kernel'. Keep one of the two.")]
    [InlineData("ConvLayer(2, Kernel = 1, Pad = [0], Padding = Padding.Same), Residual(2), Dense(2)",
        "'Pad' cannot be given together with 'Padding'. Keep one of the two.")]
    [InlineData("ConvLayer(0, Kernel = 1), Dense(2)", "maps is 0, and must be at least 1. Write a value in that range.")]
    [InlineData("Dense(2, Init = Init.Constant)", "'Dense' needs the constant: InitValue = 0.1. Add it.")]
    [InlineData("Relu(Name = \"a\"), Dense(2, From = \"input\")",
        "Nothing reads the output of 'a', and it is not the last layer. Let a later layer name it with 'From', or remove it.")]
    [InlineData("Residual(0), Dense(2)", "maps is 0, and must be at least 1. Write a value in that range.")]
    public void Messages_AboutAttributes_SpeakTheirWords(string attributes, string message) => Assert.Equal(
        message, Message(("Net.cs", "using Cnn;\n[Network, Input(4, 4, 4), " + attributes + "] public partial class Net;")));

    [Theory]
    [InlineData("Network(Training = false, Optimizer = OptimizerKind.Adam), Input(4, 4, 1), Dense(2)",
        "The optimizer is read by training only, and network 'Net' is declared for predictions only. Remove it, or make the network one "
        + "that is trained: leave 'Training = false' out.")]
    [InlineData(
        "Network(InferenceBatch = 0), Input(4, 4, 1), Dense(2)", "InferenceBatch is 0, and must be from 1 to 65,536. Write a value")]
    [InlineData("Network(Init = Init.Zeros), Input(4, 4, 1), Dense(2)", "Init is Zeros, and must be a distribution, where")]
    [InlineData("Network(Source = \"optimizer lars, input 4x4x1, dense 2\"), Optimizer(OptimizerKind.Lars)",
        "'[Optimizer]' cannot be given together with 'optimizer in the text'. Keep one of the two.")]
    [InlineData("Network(Source = \"inference_only, input 4x4x1, dense 2\", Batch = 8)",
        "The batch is read by training only, and network 'Net' is declared for predictions only. Remove it, or make the network one that "
        + "is trained: leave 'inference_only' out.")]
    public void Messages_AboutTheNetwork_SpeakTheWordsOfItsOptions(string attributes, string message) => Assert.StartsWith(
        message, Message(("Net.cs", "using Cnn;\n[" + attributes + "] public partial class Net;")));

    [Theory]
    [InlineData("inference_only, optimizer adam, input 4x4x1, dense 2", "is trained: leave 'inference_only' out.")]
    [InlineData("input 4x4x1, a: relu, dense 2 from input", "Let a later layer name it with 'from', or remove it.")]
    [InlineData("loss hinge, input 4x4x1, dense 2, softmax", "declare one that fits 'softmax': cross_entropy, kl_divergence, focal, dice.")]
    [InlineData("input 4x4x1, dense 2 init constant", "'dense' needs the constant: init_value 0.1. Add it.")]
    public void Messages_AboutText_SpeakItsWords(string text, string message) =>
        Assert.EndsWith(message, Message(("Net.cnn", "network Net { " + text + " }")));

    [Fact]
    public void Errors_CannotBeConfiguredAway()
    {
        Assert.All(
            new NetworkAnalyzer().SupportedDiagnostics,
            descriptor =>
                Assert.Equal(descriptor.DefaultSeverity == DiagnosticSeverity.Error,
                    descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)));
    }

    [Theory]
    [InlineData("#pragma warning disable CNN1009")]
    [InlineData("#pragma warning disable")]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Cnn.Declaration\", \"CNN1009\")]")]
    [InlineData("[module: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Cnn.Declaration\", \"CNN1009:Anything\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Cnn.Declaration\", \"CNN1009\")]")]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(\"Cnn.Declaration\", \"CNN1009\")]")]
    public void Errors_CannotBeSuppressedInTheSource(string suppression)
    {
        // Twice is not silence: what an attribute suppresses in the analyzer, the generator says.
        var errors = Harness.Compile(("Net.cs", suppression + "\n[Cnn.Network, Cnn.Input(4, 4, 1)] public partial class Net;\n"))
            .Diagnostics;
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal("CNN1009", error.Id));
    }

    private static string Message(params (string, string)[] files) =>
        Assert.Single(Harness.Compile(files).Diagnostics).GetMessage(CultureInfo.InvariantCulture);

    private static (string Path, int Start, int Length) PlaceOf(Diagnostic diagnostic) =>
        (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    private static string Describe(Diagnostic diagnostic) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{PlaceOf(diagnostic)} {diagnostic.Location.GetLineSpan()} {diagnostic.Severity} {diagnostic.Id} "
            + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
}
