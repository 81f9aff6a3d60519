namespace Cnn.Generators.Tests;

/// <summary>
/// LeNet-5 as the textbook table has it (61,706 parameters), in both spellings: its accepted plan and passes. Kernels are accepted in
/// <see cref="KernelTests"/>.
/// </summary>
public class LeNet5Tests
{
    private const string Attributes = """
        using Cnn;

        [Network(Batch = 32), Input(32, 32, 1)]
        [ConvLayer(6, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
        [ConvLayer(16, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
        [ConvLayer(120, Kernel = 5, Activation = Activation.Tanh)]
        [Dense(84, Activation = Activation.Tanh), Dense(10), Softmax]
        public partial class LeNet5;
        """;

    private const string Text = """
        network LeNet5 {
          input 32x32x1
          conv 6 5x5 tanh,  avgpool 2x2
          conv 16 5x5 tanh, avgpool 2x2
          conv 120 5x5 tanh
          dense 84 tanh
          dense 10, softmax
        }
        """;

    private static readonly IReadOnlyDictionary<string, string> s_code = Harness.Compile(("LeNet5.cnn", Text)).GeneratedSources;

    [Fact]
    public void Plan_IsTheAcceptedOne() => Snapshots.Verify(PlanText.Of(Text));

    [Fact]
    public void Passes_AreTheAcceptedCode() =>
        Snapshots.Verify(s_code.Where(source => !source.Key.Contains("Kernels", StringComparison.Ordinal)));

    [Fact]
    public void BothSpellings_GiveTheSameCode()
    {
        var attributes = Harness.Compile(("LeNet5.cs", Attributes)).GeneratedSources;
        Assert.Equal(s_code.Keys, attributes.Keys);
        // A class that somebody declares has its own access and documentation.
        foreach (var (hint, code) in s_code) Assert.Equal(WithoutDeclaration(code), WithoutDeclaration(attributes[hint]));

        static string WithoutDeclaration(string code) => code
            .Replace("public partial class", "partial class", StringComparison.Ordinal)
            .Replace("/// <summary>The network LeNet5: 32x32x1 to 1x1x10.</summary>\n", "", StringComparison.Ordinal);
    }
}
