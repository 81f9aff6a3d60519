using Cnn.EndToEnd.Networks.RadialBases;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Radial basis functions as users meet them: the smallest distance counts, and the codes stay what they are.</summary>
public sealed class RadialBasisTests
{
    // LeNet-5's codes are pictures: of each of them the distance from itself is 0, and from any other four times the pixels that differ.
    [Fact]
    public void Evaluation_CountsTheSmallestDistance()
    {
        var network = Networks.RadialBases.Digits.Create();
        float[] codes = network.Rbf1.Weights.ToArray();
        byte[] pictures = Array.ConvertAll(codes, code => (byte)(code > 0 ? 1 : 0));
        var data = new LabeledImages(pictures, new(12, 7, 1), [.. Enumerable.Range(0, 9), 0], 10) { Scale = 2, Shift = -1 };
        using var session = network.CreateSession();

        var distances = session.Predict(codes.AsSpan(3 * 84, 84));
        for (int k = 0; k < 10; k++)
            Assert.Equal(4 * Enumerable.Range(0, 84).Count(i => codes[3 * 84 + i] != codes[k * 84 + i]), distances[k]);

        var evaluation = Evaluation.Of(session, data);
        Assert.Equal(Enumerable.Range(0, 10), evaluation.Predictions.ToArray());
        Assert.Equal(1, evaluation.WrongCount);
        Assert.Equal(1, evaluation.GetConfusion(0, 9));
        // Nine images at distance 0 from their label's code and one farther away: log(e^-0.1 + 1 + next to nothing) each, and that
        // distance.
        int apart = Enumerable.Range(0, 84).Count(i => codes[i] != codes[9 * 84 + i]);
        Assert.Equal(Math.Log(Math.Exp(-0.1) + 1) + 4 * apart / 10.0, evaluation.MeanLoss, 1e-6);
    }

    [Fact]
    public void Training_LearnsTheClasses_AndLeavesTheCodesAlone()
    {
        var network = Learning.Create();
        float[] codes = network.Rbf1.Weights.ToArray();
        Assert.All(codes, code => Assert.True(code is 1 or -1));
        Assert.Equal(16 * 12 + 12, Learning.ParameterCount);
        Assert.IsType<RadialBasisLoss>(Learning.Info.Loss);

        float[] images = Closeness.Narrow(Fill.Values(5 * 16, 3, 1));
        int[] labels = [0, 1, 2, 3, 4];
        using var training = network.CreateTraining(new Sgd(0.02f));
        Assert.Equal(["dense1.weight", "dense1.bias"], training.Gradients.Select(gradient => gradient.Name));
        float first = training.Step(images, labels), last = first;
        for (int step = 0; step < 200; step++) last = training.Step(images, labels);
        Assert.InRange(last, 0, first / 4);
        Assert.Equal(codes, network.Rbf1.Weights.ToArray());

        using var session = network.CreateSession();
        for (int n = 0; n < 5; n++)
        {
            float[] distances = session.Predict(images.AsSpan(n * 16, 16)).ToArray();
            Assert.Equal(labels[n], Array.IndexOf(distances, distances.Min()));
        }
    }

    [Fact]
    public void Codes_AreSavedAndLoaded()
    {
        using var file = new TemporaryFile();
        var network = Nearest.Create(seed: 5);
        network.Save(file.Path);
        Assert.Equal(network.Rbf1.Weights.ToArray(), Nearest.Load(file.Path).Rbf1.Weights.ToArray());
        Assert.NotEqual(network.Rbf1.Weights.ToArray(), Nearest.Create(seed: 6).Rbf1.Weights.ToArray());
        Assert.Equal([3, 6], network.Rbf1.Weights.Shape);
    }
}
