using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class GeneratorTests
{
    [Fact]
    public void BothSpellings_CompileWithoutDiagnostics()
    {
        Assert.Empty(Harness.Compile(("LeNet5.cs", Usage.Good)).Diagnostics);
        Assert.Empty(Harness.Compile(("LeNet5.cnn", Usage.GoodText)).Diagnostics);
    }

    [Fact]
    public void BothSpellings_GiveOneText_ButForWhatTheUserWrites()
    {
        var attributes = Harness.Compile(("LeNet5.cs", Usage.Good)).GeneratedSources;
        var text = Harness.Compile(("LeNet5.cnn", Usage.GoodText)).GeneratedSources;
        Assert.NotEmpty(attributes);
        Assert.Equal(attributes.Keys, text.Keys);
        foreach (string hint in attributes.Keys) Assert.Equal(attributes[hint], TextAlone(text[hint]));

        // The class of a text has no part of the user's, which would say how accessible it is and what it is for.
        static string TextAlone(string source) => source
            .Replace("public partial class LeNet5", "partial class LeNet5")
            .Replace("    /// <summary>The network LeNet5: 28x28x1 to 1x1x10.</summary>\n", "");
    }
}
