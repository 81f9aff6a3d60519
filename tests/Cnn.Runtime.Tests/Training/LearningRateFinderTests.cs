namespace Cnn.Runtime.Tests;

public sealed class LearningRateFinderTests
{
    [Fact]
    public void Everything_IsAsItWas()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        float[] before = network.Parameters.Arena.Span.ToArray();
        Adam optimizer = new(0.25f);
        LearningRateCurve curve = LearningRateFinder.Run(network, optimizer, Sample.Corners(30));
        Assert.NotEmpty(curve.Points);
        Assert.Equal(before, network.Parameters.Arena.Span.ToArray());
        Assert.Equal(0.25f, optimizer.LearningRate);
        Assert.Equal(Trained(TinySoftmax.Create(3), new Adam(0.25f)), Trained(network, optimizer));
        LearningRateCurve again = LearningRateFinder.Run(network = TinySoftmax.Create(3), optimizer, Sample.Corners(30));
        Assert.Equal(curve.Points, again.Points);
    }

    [Fact]
    public void Rates_GrowExponentially_AndTheSuggestionIsTheSteepest()
    {
        LearningRateCurve curve = LearningRateFinder.Run(
            TinySoftmax.Create(3), new Sgd(1), Sample.Corners(64),
            new() { Smallest = 1e-4f, Largest = 10, Steps = 60, Smoothing = 0.9, DivergedAt = 1e9 });
        Assert.Equal(60, curve.Points.Count);
        Assert.False(curve.Diverged);
        Assert.Equal((1e-4f, 10f), (curve.Points[0].LearningRate, curve.Points[^1].LearningRate));
        double factor = Math.Pow(1e5, 1.0 / 59), average = 0;
        for (int i = 0; i < curve.Points.Count; i++)
        {
            Assert.Equal(1, curve.Points[i].LearningRate / (1e-4 * Math.Pow(factor, i)), 1e-5);
            average = (0.9 * average) + (0.1 * curve.Points[i].Loss);
            Assert.Equal(average / (1 - Math.Pow(0.9, i + 1)), curve.Points[i].SmoothedLoss, 1e-9);
        }
        int at = Enumerable.Range(11, 60 - 13).MinBy(i => curve.Points[i + 1].SmoothedLoss - curve.Points[i - 1].SmoothedLoss);
        Assert.Equal(curve.Points[at].LearningRate, curve.Suggestion);
        Assert.InRange(curve.Suggestion!.Value, 0.01f, 10);
    }

    [Fact]
    public void ADivergingLoss_EndsTheSearch()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        float[] before = network.Parameters.Arena.Span.ToArray();
        LearningRateCurve curve = LearningRateFinder.Run(
            network, new Sgd(1), Sample.Corners(30), new() { Smallest = 1, Largest = 1e30f, Smoothing = 0 });
        Assert.True(curve.Diverged);
        Assert.InRange(curve.Points.Count, 1, 99);
        Assert.Equal(before, network.Parameters.Arena.Span.ToArray());
    }

    [Fact]
    public void ACancelledSearch_LeavesEverything()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        float[] before = network.Parameters.Arena.Span.ToArray();
        using CancellationTokenSource source = new();
        Sgd optimizer = new(0.5f);
        Assert.Throws<OperationCanceledException>(() => LearningRateFinder.Run(
            network, optimizer, Sample.Corners(30), new() { Augmentation = new Cancelling(source) }, source.Token));
        Assert.Equal(before, network.Parameters.Arena.Span.ToArray());
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Fact]
    public void WrongOptions_AreErrors()
    {
        Refused("Largest above it and finite; found 1 and 1", new() { Smallest = 1, Largest = 1 });
        Refused("Smallest must be above 0", new() { Smallest = float.NaN });
        Refused("Steps must be 2 or more; found 1", new() { Steps = 1 });
        Refused("Smoothing must be at least 0 and below 1; found 1", new() { Smoothing = 1 });
        Refused("DivergedAt must be above 1; found NaN", new() { DivergedAt = double.NaN });

        static void Refused(string message, LearningRateFinderOptions options) => Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(
                () => LearningRateFinder.Run(TinySoftmax.Create(), new Sgd(1), Sample.Corners(30), options)).Message);
    }

    [Fact]
    public void Loss_IsTheOneThatIsGiven()
    {
        Loss given = new SoftmaxCrossEntropy { ClassWeights = [9, 1, 1, 1], LabelSmoothing = 0.3f };
        LabeledImages data = Sample.Corners(8);
        LearningRateCurve curve = LearningRateFinder.Run(TinySoftmax.Create(3), new Sgd(1), data, new() { Loss = given });
        float[] images = new float[8 * TinySoftmax.Inputs];
        int[] labels = new int[8], order = [.. Enumerable.Range(0, 8)];
        Shuffling.Shuffle(order, seed: 1, epoch: 1);
        data.CopyBatch(order, images, labels);
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(3), new Sgd(1), new() { Loss = given });
        Assert.Equal(session.ComputeGradients(images, labels), curve.Points[0].Loss);
        Assert.NotEqual(LearningRateFinder.Run(TinySoftmax.Create(3), new Sgd(1), data).Points[0].Loss, curve.Points[0].Loss);
        Assert.Contains(
            "MeanSquaredError does not fit TinySoftmax", Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(
                TinySoftmax.Create(3), new Sgd(1), data, new() { Loss = new MeanSquaredError() })).Message);
    }

    [Fact]
    public void FloatTargets_HaveARateAsWell()
    {
        TargetArrays data = new(Sample.Floats(40), new(1, 1, 2), Sample.Floats(20, 2), new(1, 1, 1));
        TinyRegression network = TinyRegression.Create(3);
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        LearningRateCurve squared = LearningRateFinder.Run(network, new Sgd(1), data);
        LearningRateCurve absolute = LearningRateFinder.Run(network, new Sgd(1), data, new() { Loss = new MeanAbsoluteError() });
        Assert.NotEqual(squared.Points[0].Loss, absolute.Points[0].Loss);
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        Assert.Contains(
            "Float targets need a loss over them", Assert.Throws<InvalidOperationException>(() => LearningRateFinder.Run(
                network, new Sgd(1), data, new() { Loss = new HingeLoss() })).Message);
    }

    [Fact]
    public void OfFewSteps_ThereIsNoSuggestion() => Assert.Null(LearningRateFinder.Run(
        TinySoftmax.Create(3), new Sgd(1), Sample.Corners(30), new() { Steps = 8 }).Suggestion);

    private static float[] Trained(TinySoftmax network, Adam optimizer)
    {
        new Trainer<TinySoftmax>(network, optimizer, new() { Epochs = 2 }).Run(Sample.Corners(30));
        return network.Parameters.Arena.Span.ToArray();
    }

    private sealed class Cancelling(CancellationTokenSource source) : IAugmentation
    {
        public void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented)
        {
            augmented.Clear();
            source.Cancel();
        }
    }
}
