namespace Cnn.Dsl.Tests;

/// <summary>Attributes that stand for blocks.</summary>
public sealed class ReadyMadeTests
{
    [Fact]
    public void EveryAttribute_HasItsBlocks()
    {
        foreach (var block in BlockCatalog.All)
        {
            for (int count = block.Required; count <= block.Parameters.Count; count++)
                Assert.NotNull(BlockCatalog.Blocks.Find(new(block.Block, SourceRange.None), count));
            // As an attribute's properties spell them.
            var attribute = typeof(BlockAttribute).Assembly.GetType($"Cnn.{block.AttributeName}Attribute", throwOnError: true)!;
            Assert.All(block.Parameters, parameter =>
                Assert.NotNull(attribute.GetProperty(char.ToUpperInvariant(parameter[0]) + parameter[1..])));
            Assert.Equal(block.Required, Assert.Single(attribute.GetConstructors()).GetParameters().Length);
        }
    }

    [Fact]
    public void Layers_StandAtTheirAttribute_AndAreNamedByIt()
    {
        var layers = Expand(out var issues, Declare.Input(8, 8, 4),
            Declare.Layer("[Residual]", ("maps", 4)) with { Name = new("layer1", SourceRange.None) }, Declare.Layer("relu"));
        Assert.Empty(issues);
        Assert.Equal(["layer1.conv1", "layer1.batchnorm1", "layer1.relu1", "layer1.conv2", "layer1.batchnorm2", "layer1.add1"],
            layers.Skip(1).Take(6).Select(layer => layer.Name!.Value));
        foreach (var layer in layers)
        {
            Assert.Equal(Declare.RangeOfLayer, layer.Range);
            Assert.All(layer.From, from => Assert.Equal(Declare.RangeOfLayer, from.Range));
            if (layer.Keyword != "input") Assert.All(layer.Arguments, argument => Assert.Equal(Declare.RangeOfLayer, argument.Range));
        }
    }

    [Theory]
    [InlineData("[Residual]", "maps", 0)]
    [InlineData("[Bottleneck]", "maps", -3)]
    [InlineData("[Residual]", "stride", 0)]
    [InlineData("[Residual]", "repeat", 0)]
    public void ANumberOutOfItsRange_IsSaidOnce_AtTheArgument(string keyword, string name, int value)
    {
        (string, object)[] arguments = name == "maps" ? [(name, value)] : [("maps", 4), (name, value)];
        Expand(out var issues, Declare.Input(8, 8, 4), Declare.Layer(keyword, arguments));
        var issue = Assert.Single(issues);
        Assert.Equal(("CNN1010", Declare.RangeOfArgument(arguments.Length - 1)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains($"{Declare.Capital(name)} is {value}, and must be at least 1", issue.Message);
    }

    [Fact]
    public void WhatDoesNotComeOut_IsSaidAtTheAttribute()
    {
        Expand(out var issues, Declare.Input(8, 8, 4), Declare.Layer("[Bottleneck]", ("maps", 1_000_000_000)));
        Assert.Equal(("CNN4006", Declare.RangeOfLayer), (Assert.Single(issues).Descriptor.Id, issues[0].Range));
        Expand(out issues, Declare.Layer("[Residual]", ("maps", 4)));
        Assert.Equal(("CNN1021", Declare.RangeOfLayer), (Assert.Single(issues).Descriptor.Id, issues[0].Range));
        Assert.Empty(Expand(out issues, Declare.Input(8, 8, 4), Declare.Layer("[Residual]", ("maps", 4), ("repeat", int.MaxValue))));
        Assert.Equal(("CNN4012", Declare.RangeOfLayer), (Assert.Single(issues).Descriptor.Id, issues[0].Range));
    }

    [Fact]
    public void LayersWithoutBlocks_AreLeftAsTheyAre()
    {
        EquatableArray<LayerDeclaration> layers = new(Declare.Input(8, 8, 4), Declare.Layer("relu"));
        Assert.Equal(layers, BlockExpansion.Expand(new("Net", SourceRange.None), layers, _ => Assert.Fail("Nothing is wrong.")));
    }

    private static EquatableArray<LayerDeclaration> Expand(out List<Issue> issues, params LayerDeclaration[] layers)
    {
        var reported = issues = [];
        return BlockExpansion.Expand(new("Net", SourceRange.None), new(layers), reported.Add);
    }
}
