using Cnn.EndToEnd.Networks.Gradients;

namespace Cnn.EndToEnd.Tests;

/// <summary>Declared losses, and networks with a class for each pixel, as users meet them.</summary>
public sealed class LossTests
{
    private const int Pixels = 7 * 11;

    [Fact]
    public void Info_HasTheDeclaredLoss()
    {
        Assert.Equal("HuberLoss (delta 0.4)", Networks.Gradients.Huber.Info.Loss.ToString());
        Assert.Equal("SoftmaxCrossEntropy (label smoothing 0.1, class weights 0.5 1 0 2.5, ignored label -100)",
            PixelWeights.Info.Loss.ToString());
        Assert.Equal("HingeLoss (squared, margin 0.5, class weights 1 2 3)", SquaredMargins.Info.Loss.ToString());
        Assert.Equal("FocalLoss (alpha 0.25)", FocalLabels.Info.Loss.ToString());
        // A sigmoid belongs to the network where the loss is of plain numbers.
        Assert.Equal(OutputFunction.None, SquaredShares.Info.OutputFunction);
        Assert.Equal(OutputFunction.Sigmoid, RareLabels.Info.OutputFunction);
        Assert.Equal(OutputFunction.Softmax, PixelClasses.Info.OutputFunction);
    }

    [Fact]
    public void PixelClasses_AreLearned_AndEvaluatedPixelByPixel()
    {
        SegmentedImages data = Bright(24);
        PixelTwoClasses network = PixelTwoClasses.Create(1);
        var results = new Trainer<PixelTwoClasses>(network, new Adam(0.02f), new() { Epochs = 20 }).Run(data, data);
        Evaluation test = results[^1].Test!;
        Assert.InRange(test.ErrorRate, 0, 0.05);
        Assert.Equal((24, 24 * Pixels), (test.Count, test.LabelCount));
        Assert.Equal(test.LabelCount,
            test.GetConfusion(0, 0) + test.GetConfusion(0, 1) + test.GetConfusion(1, 0) + test.GetConfusion(1, 1));
        Assert.Equal(test.WrongCount, test.GetConfusion(0, 1) + test.GetConfusion(1, 0));
        double iou = (double)test.GetConfusion(1, 1) / (test.LabelCount - test.GetConfusion(0, 0));
        Assert.Equal(iou, test.GetIntersectionOverUnion(1), 1e-12);
        Assert.InRange(test.MeanIntersectionOverUnion, 0.9, 1);
        Assert.Equal((test.GetIntersectionOverUnion(0) + iou) / 2, test.MeanIntersectionOverUnion, 1e-12);
        Assert.True(test.Predictions.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => test.GetRocAuc());
        Assert.Equal(results[^1].TestLoss, test.MeanLoss);
    }

    [Fact]
    public void Prediction_AddsUpToOneAtEachPixel_AndIsTheSoftmaxOfTheLogits()
    {
        PixelTwoClasses network = PixelTwoClasses.Create(2);
        using var session = network.CreateSession();
        float[] image = [.. Enumerable.Range(0, Pixels).Select(i => (float)Math.Sin(i))];
        float[] scores = session.Predict(image).ToArray(), logits = session.Logits.ToArray();
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            Assert.Equal(1, scores[2 * pixel] + scores[(2 * pixel) + 1], 1e-6);
            Assert.Equal(1 / (1 + Math.Exp(logits[2 * pixel] - logits[(2 * pixel) + 1])), scores[(2 * pixel) + 1], 1e-6);
        }
        // A training session has the same logits where they are read.
        using var training = network.CreateTraining(new Sgd(0));
        training.ComputeGradients(image, new int[Pixels]);
        Assert.Equal(logits, training.GetLogits(0).ToArray());
    }

    [Fact]
    public void LabelsOfPixels_ThatAreWrong_AreRefused_WithTheirPlace()
    {
        using var training = PixelTwoClasses.Create().CreateTraining(new Sgd(0.1f));
        int[] labels = new int[2 * Pixels];
        labels[Pixels + 11 + 3] = 2;
        Assert.Contains("Labels must be 0 to 1; labels[91], of instance 1, row 1, column 3, is 2.",
            Assert.Throws<ArgumentException>("labels", () => training.Step(new float[2 * Pixels], labels)).Message);
        Assert.Contains("PixelTwoClasses takes 77 labels an image, one for each pixel of its output of 7x11x2; found 76",
            Assert.Throws<ArgumentException>("labels", () => training.Step(new float[Pixels], new int[Pixels - 1])).Message);
        float[] targets = new float[2 * Pixels];
        targets[5] = float.NaN;
        Assert.Contains("targets[5], of instance 0, row 0, column 2, channel 1, is NaN",
            Assert.Throws<ArgumentException>("targets", () => training.Step(new float[Pixels], targets)).Message);
        LabeledImages one = new(new byte[2 * Pixels], new(7, 11, 1), [0, 1], 2);
        Assert.Contains("takes 77 labels an image; the data has 1", Assert.Throws<ArgumentException>("data", () =>
            new Trainer<PixelTwoClasses>(PixelTwoClasses.Create(), new Sgd(0.1f)).Run(one)).Message);
        Assert.Contains("which an augmentation would leave where they are", Assert.Throws<ArgumentException>(() =>
            new Trainer<PixelTwoClasses>(
                PixelTwoClasses.Create(), new Sgd(0.1f), new() { Augmentation = new RandomShift(1) }).Run(Bright(4))).Message);
    }

    [Fact]
    public void IgnoredPixels_CountForNothing()
    {
        SegmentedImages half = Bright(8, ignored: 255);
        var network = PixelTwoClasses.Create(1);
        using var session = network.CreateSession();
        Loss loss = new SoftmaxCrossEntropy { IgnoredLabel = 255 };
        Evaluation evaluation = Evaluation.Of(session, half, loss);
        Assert.Equal(8 * Pixels / 2, evaluation.LabelCount);
        Assert.Contains("is 255", Assert.Throws<ArgumentException>("data", () => Evaluation.Of(session, half)).Message);
        var results = new Trainer<PixelTwoClasses>(network, new Adam(0.02f), new() { Epochs = 10, Loss = loss }).Run(half, half);
        Assert.True(results[^1].TestLoss < evaluation.MeanLoss / 2);
    }

    [Fact]
    public void SeveralLabels_AreLearned_AndEvaluatedOneByOne()
    {
        // Label k: whether pixel k is brighter than the middle.
        byte[] pixels = [.. Enumerable.Range(0, 60 * 9).Select(i => (byte)((i * 7919) % 251))];
        float[] targets = [.. Enumerable.Range(0, 60 * 5).Select(i => pixels[(i / 5 * 9) + (i % 5)] > 125 ? 1f : 0f)];
        TargetImages data = new(pixels, new(3, 3, 1), targets, new(1, 1, 5));
        var network = RareLabels.Create(1);
        var results = new Trainer<RareLabels>(network, new Adam(0.05f), new() { Epochs = 60 }).Run(data, data);
        TargetEvaluation test = results[^1].TargetTest!;
        Assert.InRange(test.LabelAccuracy, 0.9, 1);
        Assert.InRange(test.SubsetAccuracy, 0.6, test.LabelAccuracy);
        Assert.Equal(1 - test.LabelAccuracy, results[^1].TestError, 1e-12);
        using var session = network.CreateSession();
        var (right, wrong, missed) = (0, 0, 0);
        for (int i = 0; i < 60; i++)
        {
            float[] image = [.. pixels.Skip(9 * i).Take(9).Select(value => value * (1f / 255))];
            bool answer = session.Predict(image)[2] >= 0.5f, expected = targets[(5 * i) + 2] == 1;
            if (answer && expected) right++;
            else if (answer) wrong++;
            else if (expected) missed++;
        }
        Assert.Equal((double)right / (right + wrong), test.GetPrecision(2), 1e-12);
        Assert.Equal((double)right / (right + missed), test.GetRecall(2), 1e-12);
        Assert.Equal(2.0 * right / ((2 * right) + wrong + missed), test.GetF1(2), 1e-12);
    }

    // A pixel's class is whether it is bright; every second label is ignored where that is asked for.
    private static SegmentedImages Bright(int count, int? ignored = null)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * Pixels).Select(i => (byte)((i * 7919) % 253))];
        int[] labels = [.. pixels.Select((pixel, i) => ignored is { } label && i % 2 == 0 ? label : pixel > 126 ? 1 : 0)];
        return new SegmentedImages(pixels, new(7, 11, 1), labels, Pixels, 2, ignored);
    }
}
