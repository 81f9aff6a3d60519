namespace Cnn.Dsl.Tests;

public sealed class SourceTests
{
    private static readonly Located<string> _class = new("Digits", new("Digits.cs", 70, 6, 3, 21, 3, 27));

    [Theory]
    [InlineData("input 8x8x1, relu")]
    [InlineData("\n\n  input 8x8x1\n  relu\n")]
    [InlineData("network Other { input 8x8x1, relu }")]
    [InlineData("namespace Other.Place\ninternal network Other\n{ input 8x8x1, relu }")]
    public void Source_IsStatementsOrOneNetwork(string text)
    {
        var result = CnnParser.ParseSource(text, _class, "My.App");
        Assert.Empty(result.Issues);
        var network = Assert.Single(result.Networks);
        Assert.Equal(("My.App", _class, false), (network.Namespace, network.Name, network.IsInternal));
        Assert.Equal(["input", "relu"], network.Layers.Select(layer => layer.Keyword));
        Assert.All(network.Layers, layer => Assert.Equal("", layer.Range.Path));
        Assert.Equal(text.IndexOf("relu", StringComparison.Ordinal), network.Layers[1].Range.Start);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n# nothing\n", 0)]
    [InlineData("namespace A", 0)]
    [InlineData("network A { input 8x8x1 } network B { input 8x8x1 }", 2)]
    public void Source_OfAnotherNumberOfNetworks_IsAnErrorAtTheClass(string text, int count)
    {
        var result = CnnParser.ParseSource(text, _class, "");
        var issue = Assert.Single(result.Issues);
        Assert.Equal(("CNN1019", _class.Range), (issue.Descriptor.Id, issue.Range));
        Assert.Contains($"The Source of 'Digits' declares {count} networks", issue.Message);
        Assert.Empty(result.Networks);
    }

    [Theory]
    [InlineData("input 8x8x1\n«}»\nrelu", "a layer or an option of the network, found '}'")]
    [InlineData("input 8x8x1 «{» relu }", "an option of 'input', a comma or a line end, found '{'")]
    [InlineData("input 8x8x1\n«network» A { relu }", "'network' is no layer")]
    [InlineData("network «{» input 8x8x1 }", "the network's name, a C# class's, found '{'")]
    [InlineData("network A «{» input 8x8x1", "a '}' that closes this brace, found the end of the text")]
    public void Mistakes_AreOneMessageEach(string marked, string message)
    {
        var text = MarkedText.Read(marked, path: "");
        var result = CnnParser.ParseSource(text.Text, _class, "");
        Check.Same(text, result.Issues, [(message.Contains("no layer", StringComparison.Ordinal) ? "CNN4003" : "CNN4002", message)]);
    }

    [Fact]
    public void AnUnreadableSource_HasNoNetwork()
    {
        Assert.Equal("CNN4010", Assert.Single(CnnParser.ParseSource("\0\0", _class, "").Issues).Descriptor.Id);
        Assert.Equal("CNN4007", Assert.Single(CnnParser.ParseSource(new string(' ', 1_048_577), _class, "").Issues).Descriptor.Id);
    }
}
