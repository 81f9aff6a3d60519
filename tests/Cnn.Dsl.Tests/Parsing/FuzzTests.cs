using System.Text;

namespace Cnn.Dsl.Tests;

/// <summary>
/// Random texts from seeds: nothing may throw, every issue has a place inside the text, and the same text says the same twice.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] _pieces =
    [
        "network", "internal", "namespace", "input", "conv", "maxpool", "avgpool", "dense", "relu", "tanh", "softmax", "flatten", "dropout",
            "from", "same", "valid",
        "pad", "stride", "strides", "ksize", "depth", "bias", "nobias", "batch", "inference_batch", "optimizer", "adam", "loss",
        "lr", "amsgrad", "huber", "delta", "budget",
            "inference", "training", "MB", "64MB", "A", "b.1", "\"q/1\"", "\"", "{", "}", "{", "}", ":", ",", ",",
        "\n", "\n", "\r\n", "\u2028", "#", "# c\n", "0", "1", "2", "5x5", "1x1", "28x28x1", "2147483647", "2147483648", "99999x99999x99999",
            "0.5", "1e400", "-1",
        "-", "5x", "block", "b(1)", "a(", "n", "(", ")", "+", "*", "/", "x2", "x3000", "residual", "shortcut", "branch", "add", "concat",
            "block b(n) { conv n 1x1 }\n", "groups", "dilation", "depthwise", "multiplier", "connect", "mean", "deviation", "bytes",
            "\"0 1,0\"", "//", "/*", "*/", "0,5", "x 3", "my-a:", "1st:", "=", "Conv2D(", "b", "@", "\uD83D", "\uFEFF", "é", "\t", " ",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TokenSoup_NeverThrows(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(random.Next(3) == 0 ? "" : "network Net { input 28x28x1\n");
            for (int n = random.Next(60); n > 0; n--)
                text.Append(_pieces[random.Next(_pieces.Length)]).Append(random.Next(4) == 0 ? "" : " ");
            CheckText(text.ToString());
        }
    }

    [Theory]
    [InlineData(Samples.LeNet5)]
    [InlineData(Samples.Everything)]
    [InlineData(Samples.Composition)]
    public void Mutations_NeverThrow(string valid)
    {
        var random = new Random(5);
        for (int i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(valid);
            for (int n = 1 + random.Next(4); n > 0; n--) Mutate(text, random);
            CheckText(text.ToString());
        }
    }

    [Fact]
    public void EveryBeginningOfAFile_IsReadWithoutThrowing()
    {
        foreach (string text in new[] { Samples.Everything, Samples.Composition })
            for (int length = 0; length <= text.Length; length++) CheckText(text[..length]);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void ExtremeNumbers_NeverOverflow(int seed)
    {
        int[] numbers = [1, 1, 1, 2, 3, 5, 16, 17, 28, 255, 4096, 30_000, 46_340, 46_341, 65_536, 1_048_576, 536_870_911, 1_073_741_824,
            int.MaxValue];
        var random = new Random(seed);
        int Any() => numbers[random.Next(numbers.Length)];
        for (int i = 0; i < 2000; i++)
        {
            var text = new StringBuilder(
                FormattableString.Invariant($"batch {(random.Next(2) == 0 ? 1 : 65_536)}, input {Any()}x{Any()}x{Any()}\n"));
            for (int n = random.Next(4); n > 0; n--)
            {
                string padding = random.Next(4) switch { 0 => "same", 1 =>
                    FormattableString.Invariant($"pad {Any()} {Any()} {Any()} {Any()}"), 2 =>
                    FormattableString.Invariant($"pad {Any()}"), _ => "" };
                text.AppendLine(random.Next(7) switch
                {
                    0 => FormattableString.Invariant($"dense {Any()}"),
                    1 => FormattableString.Invariant($"maxpool depth {Any()}"),
                    2 => FormattableString.Invariant($"avgpool {Any()}x{Any()} stride {Any()}x{Any()} {padding}"),
                    3 => FormattableString.Invariant(
                        $"conv {Any()} {Any()}x{Any()} stride {random.Next(1, 20)} dilation {Any()}x{Any()} groups {Any()} {padding}"),
                    4 => FormattableString.Invariant($"depthwise {Any()}x{Any()} multiplier {Any()} dilation {Any()}x{Any()} {padding}"),
                    _ => FormattableString.Invariant($"conv {Any()} {Any()}x{Any()} stride {Any()}x{Any()} {padding}"),
                });
            }
            var network = Assert.Single(CnnParser.ParseSource(text.ToString(), new("Net", SourceRange.None), "").Networks);
            var result = Resolver.Resolve(network);
            Assert.Equal(result.Spec is null, result.Issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error));
            if (result.Spec is not { } spec) continue;
            foreach (var layer in spec.Layers)
            {
                Assert.All([layer.Output.Height, layer.Output.Width, layer.Output.Channels], side => Assert.InRange(side, 1, int.MaxValue));
                Assert.InRange(layer.Output.ElementCount * spec.Batch, 1, int.MaxValue);
                Assert.InRange(layer.ParameterCount, 0, 2L * int.MaxValue);
                Assert.InRange(layer.MultiplyAdds, 0, 1L << 62);
            }
        }
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        int at = random.Next(text.Length);
        switch (random.Next(5))
        {
            case 0: text.Remove(at, Math.Min(1 + random.Next(8), text.Length - at)); break;
            case 1: text.Insert(at, _pieces[random.Next(_pieces.Length)]); break;
            case 2: text[at] = (char)random.Next(0x20, 0x7F); break;
            case 3: text[at] = (char)random.Next(0x10000); break;
            default:
                string copy = text.ToString(at, Math.Min(1 + random.Next(30), text.Length - at));
                text.Insert(random.Next(text.Length), copy);
                break;
        }
        if (text.Length == 0) text.Append(' ');
    }

    private static void CheckText(string text)
    {
        var parsed = CnnParser.Parse(text, MarkedText.Path);
        Assert.Equal(parsed, CnnParser.Parse(text, MarkedText.Path));
        // A file of blocks only is there for others.
        Assert.True(parsed.Networks.Count > 0 || parsed.HasErrors || text.Contains("block", StringComparison.Ordinal), text);
        CheckPlaces(text, MarkedText.Path, parsed.Issues);
        CheckMeaning(text, MarkedText.Path, parsed);

        var className = new Located<string>("Net", new("Net.cs", 7, 3, 0, 7, 0, 10));
        var source = CnnParser.ParseSource(text, className, "");
        Assert.True(source.Networks.Count == 1 || source.HasErrors, text);
        CheckPlaces(text, "", source.Issues.Where(issue => issue.Descriptor.Id != "CNN1019"));
        CheckMeaning(text, "", source);
    }

    private static void CheckMeaning(string text, string path, ParseResult parsed)
    {
        foreach (var network in parsed.Networks)
        {
            var result = Resolver.Resolve(network);
            Assert.Equal(result, Resolver.Resolve(network));
            Assert.Equal(result.Spec is null, result.Issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error));
            CheckPlaces(text, path, result.Issues.Where(issue => issue.Range != network.Name.Range));
            if (result.Spec is not { } spec) continue;
            Assert.True(spec.ParameterCount >= 0 && spec.MultiplyAdds >= 0);
            Assert.All(spec.Layers, layer => Assert.InRange(layer.Output.ElementCount, 1, int.MaxValue));
        }
    }

    private static void CheckPlaces(string text, string path, IEnumerable<Issue> issues)
    {
        int last = 0;
        foreach (var issue in issues)
        {
            Assert.NotEmpty(issue.Message);
            Assert.DoesNotContain("{0}", issue.Message);
            Assert.InRange(issue.Range.Start + issue.Range.Length, 0, text.Length);
            Assert.Equal(MarkedText.RangeOf(text, path, issue.Range.Start, issue.Range.Length), issue.Range);
            Assert.True(issue.Range.Start >= last, "The issues are not in the order of the text.");
            last = issue.Range.Start;
        }
    }
}
