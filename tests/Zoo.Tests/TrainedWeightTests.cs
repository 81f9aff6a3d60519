using System.Globalization;
using Cnn;
using Zoo.Catalog;
using Zoo.Classification;
using Zoo.Images;

namespace Zoo.Tests;

/// <summary>Weights that others trained, on images that they were made for.</summary>
[Trait("Category", "Numeric")]
public class TrainedWeightTests
{
    /// <summary>
    /// SqueezeNet's published weights (songhan/SqueezeNet-Deep-Compression) on 50 images of ImageNet; their best five classes and logits were computed by an independent implementation.
    /// </summary>
    [SkippableFact]
    public void SqueezeNet_GivesTheBestFiveOfEachImage()
    {
        ZooNetwork network = ZooCatalog.Find("SqueezeNet");
        string[][] rows = [.. File.ReadLines(TestData.Require("data", "imagenet-samples", "imagenet50.tsv")).Skip(1).Select(line => line.Split('\t'))];
        var images = ImageSet.Open(TestData.Require("data", "imagenet-samples", "imagenet50_227x227x3_rgb_u8.bin"), network.Info.Input, network.Preprocessing);
        using var session = SqueezeNet.LoadModel(TestData.Require("data", "models", "squeezenet", "squeezenet_v1.0_decoded.safetensors")).CreateSession();
        Assert.Equal((50, 50), (images.Names.Count, rows.Length));
        var accuracy = new Accuracy();
        for (int i = 0; i < rows.Length; i++)
        {
            Answer[] top = Answer.Top(session.Predict(network.Preprocessing.Apply(images.Read(i))).ToArray(), Accuracy.Considered);
            Assert.Equal(Numbers(rows[i][3]), top.Select(answer => (double)answer.Class));
            double[] logits = [.. top.Select(answer => (double)session.Logits[answer.Class])];
            Assert.All(Numbers(rows[i][4]).Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
            accuracy.Add(top, int.Parse(rows[i][1], CultureInfo.InvariantCulture));
        }

        Assert.Equal((50, 37, 47), (accuracy.Count, accuracy.Top1, accuracy.Top5));
    }

    private static double[] Numbers(string list) => [.. list.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
