namespace Cnn.Runtime.Tests;

/// <summary>What is printed of what users print: a line, or a table of the network.</summary>
public sealed class TextTests
{
    [Fact]
    public void Network_IsATableOfItsLayers()
    {
        string[] lines = TinySoftmax.Info.ToString().Split('\n');
        Assert.Equal($"TinySoftmax: {TinySoftmax.Info.Input} to {TinySoftmax.Info.Output}", lines[0]);
        Assert.StartsWith("layer ", lines[1]);
        Assert.Equal(TinySoftmax.Info.Layers.Count + 4, lines.Length);
        foreach (var (layer, line) in TinySoftmax.Info.Layers.Zip(lines[3..]))
        {
            Assert.StartsWith(layer.Name, line);
            Assert.Contains($" {layer.Output}", line);
        }
        Assert.StartsWith($"{TinySoftmax.Info.ParameterCount} trainable parameters, ", lines[^1]);
    }

    [Fact]
    public void Results_AreALine()
    {
        var data = Sample.Corners(20);
        Assert.Equal("20 images of 5x5x1, 4 classes", data.ToString()!.Replace($"{data.Shape}", "5x5x1", StringComparison.Ordinal));
        TinySoftmax network = TinySoftmax.Create(3);
        var result = new Trainer<TinySoftmax>(network, new Sgd(0.5f), new() { Epochs = 1 }).Run(data, data)[0];
        Assert.Matches(@"^epoch 1: loss [\d.]+, test loss [\d.]+, test error [\d.]+ %, [\d.]+ s$", result.ToString());
        Assert.Matches(@"^20 images, mean loss [\d.]+, \d+ of 20 labels wrong \([\d.]+ %\)$", result.Test!.ToString());
        Assert.Contains("Classes are 0 to 3; found 9.", Assert.Throws<ArgumentOutOfRangeException>(() => result.Test.GetRecall(9)).Message);
    }
}
