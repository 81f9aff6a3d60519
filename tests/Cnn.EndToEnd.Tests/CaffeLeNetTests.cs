using System.Text.Json;
using Cnn.EndToEnd.Networks;

namespace Cnn.EndToEnd.Tests;

/// <summary>Caffe's LeNet with weights that Caffe trained, on MNIST's test images.</summary>
[Trait("Category", "Numeric")]
public sealed class CaffeLeNetTests
{
    [SkippableFact]
    public void TrainedWeights_GiveTheMeasuredCountAndLogits()
    {
        string weights = TestData.Require("models", "lenet-caffe", "lenet_iter_5000.safetensors");
        using var expected = JsonDocument.Parse(File.ReadAllText(TestData.Require("models", "lenet-caffe", "expected.json")));
        var images = Mnist.ReadTest();
        int[] labels = images.Labels.ToArray();
        // Caffe's scale is 1/256, exact in binary.
        float[] scaled = [.. Enumerable.Range(0, images.Count).SelectMany(n => images.GetPixels(n).ToArray())
            .Select(pixel => pixel / 256f)];

        using var session = CaffeLeNet.LoadModel(weights).CreateSession();
        float[] scores = new float[labels.Length * 10];
        session.Predict(scaled, scores);
        int correct = Enumerable.Range(0, labels.Length).Count(n => Largest(scores.AsSpan(n * 10, 10)) == labels[n]);
        // Both numbers were measured by an independent implementation; they stand in expected.json too.
        Assert.Equal(9_898, expected.RootElement.GetProperty("lenet_iter_5000").GetProperty("mnist_test_correct").GetInt32());
        Assert.Equal(9_898, correct);

        float[][] logits = expected.RootElement.GetProperty("lenet_iter_5000").GetProperty("logits_first8").Deserialize<float[][]>()!;
        Assert.Equal(8, logits.Length);
        session.Predict(scaled.AsSpan(0, 8 * 784), scores.AsSpan(0, 80));
        for (int n = 0; n < 8; n++)
        {
            var found = session.GetLogits(n);
            for (int k = 0; k < 10; k++) Assert.Equal(logits[n][k], found[k], 1e-3f);
        }
    }

    private static int Largest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int k = 1; k < scores.Length; k++)
            if (scores[k] > scores[best]) best = k;
        return best;
    }
}
