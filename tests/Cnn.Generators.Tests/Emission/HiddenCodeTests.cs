using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>
/// A user's part of a network's class is safe code: it may not call the generated part's steps and kernels, which trust their callers,
/// unawares.
/// </summary>
public class HiddenCodeTests
{
    private const string Declaration =
        """
        using Cnn;
        [Network, Input(6, 6, 1), ConvLayer(4, Kernel = 3), Dense(2), Softmax]
        public partial class Net
        {

        """;

    [Theory]
    [InlineData("static void Run(ref InferencePass pass) => Cnn.Generated.Net.InferenceSteps.Forward(ref pass, 0, 1000);")]
    [InlineData("static void Run(ref TrainingPass pass) => Cnn.Generated.Net.TrainingSteps.ForwardAndBackward(ref pass, 0, 1000);")]
    [InlineData("static object Run() => typeof(Cnn.Generated.Net.Kernels);")]
    [InlineData("static object Run() => typeof(Cnn.Generated.Net.Kernels256);")]
    public void StepsAndKernels_InAUsersPart_AreAnError(string member)
    {
        var found = Harness.Compile(("Net.cs", Declaration + member + "\n}"))
            .Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).ToArray();
        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => Assert.Equal(("CNN1055", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity)));
    }

    [Fact]
    public void WhoAnswersForIt_MaySuppressTheError()
    {
        string text = Declaration + "#pragma warning disable CNN1055\nstatic object Run() => typeof(Cnn.Generated.Net.Kernels);\n}";
        Assert.DoesNotContain(Harness.Compile(("Net.cs", text)).Diagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
    }
}
