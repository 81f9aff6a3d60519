namespace Cnn.Generators.Tests;

public class LanguageTests
{
    private const string Network =
        "[Cnn.Network, Cnn.Input(8, 8, 1), Cnn.ConvLayer(2, Kernel = 3), Cnn.BatchNorm, Cnn.MaxPool(2), Cnn.Dropout(0.5), Cnn.Dense(3), "
            + "Cnn.Softmax] public partial class Net;";

    // 12 is the oldest that has parameters that are ref readonly.
    [Theory]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    public void VersionsFrom12On_CompileWhatIsGenerated(string version)
    {
        var result = Harness.Compile(("Net.csproj", $"<LangVersion>{version}</LangVersion>"), ("Net.cs", Network),
            ("Text.cnn", "network Text { input 8x8x3, conv 20 3x3 pad 1 relu, conv 4 3x3 stride 2, aux 0.3 { dense 2 }, dense 2 }"));
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal(20, result.GeneratedSources.Count);
    }

    [Theory]
    [InlineData("11.0")]
    [InlineData("8.0")]
    public void OlderVersions_GiveOneErrorAndNoCode(string version)
    {
        var result = Harness.Compile(("Net.csproj", $"<LangVersion>{version}</LangVersion>"),
            ("Net.cs", Network.Replace("class Net;", "class Net { }")));
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal("CNN1065", error.Id);
        Assert.Equal(
            $"Network 'Net' needs C# 12.0 or later, and this project is compiled as C# {version}. Take <LangVersion> out of the project, "
            + "or raise it.", error.GetMessage());
        Assert.Empty(result.GeneratedSources);
    }
}
