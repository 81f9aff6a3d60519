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
        foreach (string hint in attributes.Keys) Assert.Equal(attributes[hint], Usage.WithoutUsersPart(text[hint], "LeNet5"));
    }
}
