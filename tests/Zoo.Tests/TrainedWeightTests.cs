using System.Globalization;
using System.Text.Json;
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
    /// SqueezeNet's published weights (songhan/SqueezeNet-Deep-Compression) on 50 images of ImageNet; their best five classes and logits
    /// were computed by an independent implementation.
    /// </summary>
    [SkippableFact]
    public void SqueezeNet_GivesTheBestFiveOfEachImage()
    {
        ZooNetwork network = ZooCatalog.Find("SqueezeNet");
        string[][] rows = [.. File.ReadLines(TestData.Require("data", "imagenet-samples", "imagenet50.tsv")).Skip(1)
            .Select(line => line.Split('\t'))];
        var images = ImageSet.Open(TestData.Require("data", "imagenet-samples", "imagenet50_227x227x3_rgb_u8.bin"), network.Info.Input,
            network.Preprocessing);
        using var session = SqueezeNet.LoadModel(TestData.Require("data", "models", "squeezenet", "squeezenet_v1.0_decoded.safetensors"))
            .CreateSession();
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

    /// <summary>
    /// ResNet-20's published weights (akamaster/pytorch_resnet_cifar10) on the first 4,000 training images of CIFAR-10; an independent
    /// implementation counted 3,992 right ones and gives the logits of the first eight.
    /// </summary>
    [SkippableFact]
    public void ResNet20_GivesTheMeasuredCountAndLogits()
    {
        // Records of CIFAR-10: a label, then 32×32 bytes each of red, green and blue.
        const int Pixels = 32 * 32, Record = 1 + 3 * Pixels;
        byte[] records = File.ReadAllBytes(TestData.Require("data", "cifar10-4000", "train_first4000.bin"));
        using var expected = JsonDocument.Parse(File.ReadAllText(TestData.Require("data", "models", "resnet20-cifar10", "expected.json")));
        double[][] logits = expected.RootElement.GetProperty("results").GetProperty("resnet20/logits_first8").Deserialize<double[][]>()!;
        using var session = ResNet20.LoadModel(TestData.Require("data", "models", "resnet20-cifar10", "resnet20.safetensors"))
            .CreateSession();
        int count = records.Length / Record, right = 0;
        byte[] pixels = new byte[3 * Pixels];
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<byte> record = records.AsSpan(n * Record, Record);
            for (int i = 0; i < pixels.Length; i++) pixels[i] = record[1 + i % 3 * Pixels + i / 3];
            if (Answer.Top(session.Predict(Preprocessing.Torchvision.Apply(pixels)).ToArray(), 1)[0].Class == record[0]) right++;
            if (n < logits.Length)
                for (int k = 0; k < 10; k++) Assert.Equal(logits[n][k], session.Logits[k], 1e-3);
        }

        Assert.Equal((4_000, 8), (count, logits.Length));
        Assert.InRange(right, 3_990, 3_994);
    }

    private static double[] Numbers(string list) =>
        [.. list.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
