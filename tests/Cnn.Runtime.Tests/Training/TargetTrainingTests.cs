namespace Cnn.Runtime.Tests;

/// <summary>Trainers and evaluations with float targets.</summary>
public sealed class TargetTrainingTests
{
    // y = 2a - 3b.
    private static TargetArrays Line(int count = 37)
    {
        float[] inputs = Sample.Floats(count * 2, 3);
        float[] targets = [.. Enumerable.Range(0, count).Select(i => (2 * inputs[2 * i]) - (3 * inputs[(2 * i) + 1]))];
        return new TargetArrays(inputs, new(1, 1, 2), targets, new(1, 1, 1));
    }

    [Theory]
    [MemberData(nameof(RegressionLosses))]
    public void Regression_Learns_ByEveryLoss(Loss loss)
    {
        TinyRegression network = TinyRegression.Create();
        var results = new Trainer<TinyRegression>(network, new Sgd(0.05f) { Momentum = 0.9f }, new()
        {
            Epochs = 60, Loss = loss, Schedule = LearningRateSchedule.CosineAnnealing(),
        }).Run(Line(), Line(11));
        Assert.InRange(results[^1].TestLoss, 0, 0.02);
        Assert.True(results[^1].TestLoss < results[0].TestLoss);
        TargetEvaluation evaluation = results[^1].TargetTest!;
        Assert.InRange(evaluation.R2, 0.99, 1);
        Assert.Equal(results[^1].TestLoss, evaluation.MeanLoss);
        Assert.True(double.IsNaN(results[^1].TestError));
        Assert.Null(results[^1].Test);
    }

    public static TheoryData<Loss> RegressionLosses =>
        new(new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss { Delta = 0.5f }, new SmoothL1Loss());

    [Fact]
    public void Classifier_LearnsFromProbabilities()
    {
        LabeledImages labeled = Sample.Corners(60);
        float[] targets = new float[60 * 4];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = i % 4 == labeled.Labels[i / 4] ? 0.7f : 0.1f;
        byte[] pixels = [.. Enumerable.Range(0, 60).SelectMany(i => labeled.GetPixels(i).ToArray())];
        TargetImages data = new(pixels, labeled.Shape, targets, new(1, 1, 4));
        TinySoftmax network = TinySoftmax.Create();
        var results = new Trainer<TinySoftmax>(network, new Sgd(0.5f), new()
        {
            Epochs = 10, Augmentation = new RandomShift(0), BestBy = TrainingMetric.TestError, RestoreBest = true,
        }).Run(data, data);
        Assert.InRange(results[^1].TestError, 0, 0.1);
        Assert.InRange(results[^1].TargetTest!.MeanAbsoluteError, 0, 0.25);
        using var session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        Assert.Equal(Evaluation.Of(session, labeled).ErrorRate, TargetEvaluation.Of(session, data).ErrorRate, 1e-12);
    }

    [Fact]
    public void Evaluation_OfARegression_IsByTheDefinitions()
    {
        TargetArrays data = Line(7);
        TinyRegression network = TinyRegression.Create();
        using var session = Model<TinyRegression>.From(network.Parameters).CreateSession();
        TargetEvaluation evaluation = TargetEvaluation.Of(session, data, new MeanAbsoluteError());
        double absolute = 0, squared = 0, spread = 0, mean = 0;
        float[] inputs = new float[14], targets = new float[7];
        data.CopyBatch([0, 1, 2, 3, 4, 5, 6], inputs, targets);
        mean = targets.Average(target => (double)target);
        for (int i = 0; i < 7; i++)
        {
            double error = (double)session.Predict(inputs.AsSpan(2 * i, 2))[0] - targets[i];
            (absolute, squared, spread) = (absolute + Math.Abs(error), squared + (error * error), spread + Math.Pow(targets[i] - mean, 2));
        }
        Assert.Equal(absolute / 7, evaluation.MeanAbsoluteError, 1e-12);
        Assert.Equal(absolute / 7, evaluation.MeanLoss, 1e-6);
        Assert.Equal(Math.Sqrt(squared / 7), evaluation.RootMeanSquaredError, 1e-12);
        Assert.Equal(1 - (squared / spread), evaluation.R2, 1e-12);
        Assert.Equal(7, evaluation.Count);
        Assert.Throws<InvalidOperationException>(() => evaluation.GetF1(0));
    }

    [Fact]
    public void Resume_EndsInTheSameBits()
    {
        using TemporaryFolder folder = new();
        TinyRegression whole = TinyRegression.Create(), cut = TinyRegression.Create();
        TrainerOptions Options(long? steps, CheckpointOptions? checkpoints) =>
            new() { Epochs = 4, Loss = new HuberLoss(), MaxSteps = steps, Checkpoints = checkpoints };
        new Trainer<TinyRegression>(whole, new Adam(), Options(null, null)).Run(Line());
        new Trainer<TinyRegression>(cut, new Adam(), Options(13, new(folder.Root))).Run(Line());
        new Trainer<TinyRegression>(cut, new Adam(), Options(null, new(folder.Root) { Resume = true })).Run(Line());
        Assert.Equal(Sample.Bits(whole.Parameters.Arena.Span), Sample.Bits(cut.Parameters.Arena.Span));
    }

    [Fact]
    public void DataOfTheWrongKind_IsRefused_WithWhatToDo()
    {
        Trainer<TinyRegression> regression = new(TinyRegression.Create(), new Sgd(0.1f));
        Assert.Contains("TargetImages", Assert.Throws<InvalidOperationException>(() => regression.Run(Sample.Corners(4))).Message);
        Trainer<TinySoftmax> classifier = new(TinySoftmax.Create(), new Sgd(0.1f), new() { Loss = new FocalLoss() });
        TargetArrays data = new(new float[9], new(3, 3, 1), [1, 0, 0, 0], new(1, 1, 4));
        Assert.Contains("over class labels", Assert.Throws<InvalidOperationException>(() => classifier.Run(data)).Message);
        TargetArrays other = new(new float[4], new(1, 1, 2), [1, 0, 0, 0], new(1, 1, 2));
        Assert.Contains("outputs of 1x1x1; the data's targets are 1x1x2",
            Assert.Throws<ArgumentException>("data", () => regression.Run(other)).Message);
        Assert.Contains("leave BestBy", Assert.Throws<ArgumentException>(() => new Trainer<TinyRegression>(
            TinyRegression.Create(), new Sgd(0.1f), new() { BestBy = TrainingMetric.TestError }).Run(Line(), Line())).Message);
        Assert.Throws<ArgumentException>("targets", () => new TargetArrays([1, 2], new(1, 1, 2), [float.NaN], new(1, 1, 1)));
        Assert.Throws<ArgumentException>("targets", () => new TargetArrays([1, 2], new(1, 1, 2), [1, 2, 3], new(1, 1, 2)));
        Assert.Throws<ArgumentException>("inputs", () => new TargetArrays([1, 2, 3], new(1, 1, 2), [1], new(1, 1, 1)));
        Assert.Throws<NotSupportedException>(() => new Trainer<TinyRegression>(
            TinyRegression.Create(), new Sgd(0.1f), new() { Augmentation = new RandomShift(0) }).Run(Line()));
    }

    // Neither the training's batches, which are shuffled, nor the evaluation's are what the caller knows.
    [Theory]
    [InlineData(1.5f, 0, "Targets must be 0 to 1, as the loss is SoftmaxCrossEntropy; that of the data's image 13, output 2, is 1.5.")]
    [InlineData(0.5f, 0, "those of the data's image 13 add up to 0.5.")]
    public void Targets_OutOfRange_AreRefused_WithTheImage(float wrong, float else0, string expected)
    {
        float[] targets = [.. Enumerable.Range(0, 4 * 30).Select(i => i % 4 == 2 ? 1f : else0)];
        TargetArrays right = new(Sample.Floats(9 * 30), TinySoftmax.Info.Input, [.. targets], TinySoftmax.Info.Output);
        targets[(4 * 13) + 2] = wrong;
        TargetArrays data = new(Sample.Floats(9 * 30), TinySoftmax.Info.Input, targets, TinySoftmax.Info.Output);
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create());
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => trainer.Run(data)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => trainer.Run(right, data)).Message);
    }

    [Fact]
    public void TargetImages_AreReadAsLabeledOnesAre()
    {
        TargetImages data = new([0, 51, 102, 255], new(1, 1, 2), [1, 2], new(1, 1, 1)) { Shift = 1 };
        float[] images = new float[4], targets = new float[2];
        data.CopyBatch([1, 0], images, targets);
        Assert.All(images.Zip([1.4f, 2f, 1f, 1.2f]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal([2f, 1f], targets);
        Assert.Throws<ArgumentException>(() => data.CopyBatch([2, 0], images, targets));
    }
}
