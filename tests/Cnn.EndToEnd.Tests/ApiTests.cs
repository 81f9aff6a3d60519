using Cnn.EndToEnd.Networks;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>The generated class as a user meets it: what it offers, and what it says to misuse.</summary>
public sealed class ApiTests
{
    private static readonly float[] s_images = Closeness.Narrow(Fill.Values(8 * 32 * 32, 100, 1));
    private static readonly int[] s_labels = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Facts_AreConstants()
    {
        Assert.Equal(8, LeNet5.BatchSize);
        Assert.Equal(1, LeNet5.InferenceBatch);
        Assert.Equal(61_706, LeNet5.ParameterCount);
        // conv1 28²·6·25 + conv2 10²·16·150 + conv3 120·400 + dense1 84·120 + dense2 10·84.
        Assert.Equal(117_600 + 240_000 + 48_000 + 10_080 + 840, LeNet5.MultiplyAdds);
        Assert.True(LeNet5.InferenceBytes > 0 && LeNet5.TrainingBytes > LeNet5.InferenceBytes);
        Assert.Equal(new TensorShape(32, 32, 1), LeNet5.Info.Input);
        Assert.Equal(new TensorShape(1, 1, 10), LeNet5.Info.Output);
        Assert.IsType<SoftmaxCrossEntropy>(LeNet5.Info.Loss);
        Assert.Equal(
            ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias", "dense1.weight", "dense1.bias",
                "dense2.weight", "dense2.bias"],
            LeNet5.Create().Parameters.Select(view => view.Name));
    }

    [Fact]
    public void Layers_AreMembers_InTheWeightFilesLayout()
    {
        var network = LeNet5.Create();
        Assert.Equal([16, 6, 5, 5], network.Conv2.Weights.Shape);
        Assert.Equal([16], network.Conv2.Bias.Shape);
        Assert.Equal([84, 120], network.Dense1.Weights.Shape);
        float[] values = Closeness.Narrow(Fill.Values(2400, 3, 1));
        network.Conv2.Weights.CopyFrom(values);
        Assert.Equal(values, network.Conv2.Weights.ToArray());
        Assert.Equal(values, network.Parameters.Find("conv2.weight").ToArray());
    }

    [Fact]
    public void SaveAndLoad_GiveTheSameNetwork()
    {
        var network = LeNet5.Create(4);
        using var file = new TemporaryFile();
        network.Save(file.Path);
        var loaded = LeNet5.Load(file.Path);
        Assert.Equal(network.Parameters.Select(view => view.ToArray()), loaded.Parameters.Select(view => view.ToArray()));
        using var session = network.CreateSession();
        using var again = LeNet5.LoadModel(file.Path).CreateSession();
        Assert.Equal(session.Predict(s_images.AsSpan(0, 1024)).ToArray(), again.Predict(s_images.AsSpan(0, 1024)).ToArray());
    }

    [Fact]
    public void Load_OfAnotherNetworksFile_SaysWhichTensorsDiffer()
    {
        using var file = new TemporaryFile();
        Digits.Create().Save(file.Path);
        var exception = Assert.Throws<WeightFileException>(() => LeNet5.Load(file.Path));
        Assert.Contains("conv1.weight", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[6, 1, 5, 5]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[8, 1, 3, 3]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_AreProbabilities_AndLogitsStayReadable()
    {
        using var session = LeNet5.Create().CreateSession();
        float[] scores = session.Predict(s_images.AsSpan(0, 1024)).ToArray(), logits = session.Logits.ToArray();
        Assert.Equal(1, scores.Sum(), 1e-5);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        double sum = logits.Sum(logit => Math.Exp(logit));
        Assert.Equal(logits.Select(logit => Math.Exp(logit) / sum), scores.Select(score => (double)score), (expected, found) =>
            Math.Abs(expected - found) < 1e-6);
    }

    [Fact]
    public void FrozenModel_IsNotChangedByTraining()
    {
        var network = LeNet5.Create();
        using var session = network.CreateSession();
        float[] before = session.Predict(s_images.AsSpan(0, 1024)).ToArray();
        using var training = network.CreateTraining(new Sgd(0.1f));
        training.Step(s_images, s_labels);
        Assert.Equal(before, session.Predict(s_images.AsSpan(0, 1024)).ToArray());
        using var later = network.CreateSession();
        Assert.NotEqual(before, later.Predict(s_images.AsSpan(0, 1024)).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(2048)]
    public void Predict_OfAWrongSize_SaysWhichIsExpected(int floats)
    {
        using var session = LeNet5.Create().CreateSession();
        var exception = Assert.Throws<ArgumentException>(() => session.Predict(new float[floats]));
        Assert.Contains("[1, 32, 32, 1]", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{floats}", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.Predict(new float[floats], new float[11]));
    }

    [Fact]
    public void Step_OfWrongSizesAndLabels_ChangesNothing()
    {
        var network = LeNet5.Create();
        float[][] before = [.. network.Parameters.Select(view => view.ToArray())];
        using var training = network.CreateTraining(new Sgd(0.1f));
        Assert.Throws<ArgumentException>(() => training.Step(s_images, s_labels.AsSpan(0, 7)));
        Assert.Throws<ArgumentException>(() => training.Step(new float[9 * 1024], new int[9]));
        Assert.Throws<ArgumentException>(() => training.Step([], Array.Empty<int>()));
        foreach (int label in new[] { -1, 10, int.MinValue, int.MaxValue })
        {
            var exception = Assert.Throws<ArgumentException>(() => training.Step(s_images, [1, 2, 3, label, 5, 6, 7, 8]));
            Assert.Contains("labels[3]", exception.Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentException>(() => training.Step(s_images, new float[80]));
        Assert.Equal(before, network.Parameters.Select(view => view.ToArray()));
        Assert.Equal(0, training.StepCount);
        Assert.True(float.IsFinite(training.Step(s_images, s_labels)));
    }

    [Fact]
    public void Step_OfFloatTargets_ChecksTheirSize()
    {
        using var training = Networks.Gradients.BinaryOfMap.Create().CreateTraining(new Sgd(0.1f));
        Assert.Throws<ArgumentException>(() => training.Step(new float[40], new float[35]));
        Assert.Throws<ArgumentException>(() => training.Step(new float[41], new float[36]));
        Assert.Throws<InvalidOperationException>(() => training.Step(new float[40], new int[1]));
        Assert.True(float.IsFinite(training.Step(new float[40], new float[36])));
    }

    [Fact]
    public void EndTraining_TakesTheNetworkFromAForgottenSession()
    {
        var network = LeNet5.Create();
        var forgotten = network.CreateTraining(new Sgd(0.1f));
        network.EndTraining();
        using var next = network.CreateTraining(new Sgd(0.1f));
        Assert.True(float.IsFinite(next.Step(s_images, s_labels)));
        Assert.Throws<ObjectDisposedException>(() => forgotten.Step(s_images, s_labels));
    }

    [Fact]
    public void SecondTrainingSession_IsRefused_UntilTheFirstEnds()
    {
        var network = LeNet5.Create();
        var first = network.CreateTraining(new Sgd(0.1f));
        Assert.Throws<InvalidOperationException>(() => network.CreateTraining(new Sgd(0.1f)));
        Assert.Throws<InvalidOperationException>(() => network.Conv1.Bias.CopyFrom(new float[6]));
        first.Dispose();
        using var second = network.CreateTraining(new Sgd(0.1f));
        Assert.True(float.IsFinite(second.Step(s_images, s_labels)));
    }

    [Fact]
    public void UseAfterDispose_IsRefused()
    {
        var network = LeNet5.Create();
        var session = network.CreateSession();
        var training = network.CreateTraining(new Sgd(0.1f));
        session.Dispose();
        session.Dispose();
        training.Dispose();
        training.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Predict(s_images.AsSpan(0, 1024)));
        Assert.Throws<ObjectDisposedException>(() => session.Logits.Length);
        Assert.Throws<ObjectDisposedException>(() => training.Step(s_images, s_labels));
    }

    [Fact]
    public void ConcurrentUse_ThrowsOrServes_AndNeverCorrupts()
    {
        var network = LeNet5.Create();
        using var session = network.CreateSession();
        float[] expected = session.Predict(s_images.AsSpan(0, 1024)).ToArray();
        int refused = 0, wrong = 0;
        float[] many = [.. Enumerable.Range(0, 20).SelectMany(_ => s_images.Take(1024))];
        Parallel.For(0, 4, _ =>
        {
            float[] scores = new float[200];
            for (int i = 0; i < 200; i++)
            {
                try
                {
                    session.Predict(many, scores);
                    for (int n = 0; n < 20; n++)
                        if (!scores.AsSpan(n * 10, 10).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        // Whether the four ever meet is the scheduler's choice; the test below makes two callers meet.
        Assert.Equal(0, wrong);
        Assert.InRange(refused, 0, 799);
    }

    [Fact]
    public async Task SecondCallerOfASession_IsRefused_WhileTheFirstIsInside()
    {
        using var optimizer = new WaitingOptimizer();
        using var training = LeNet5.Create().CreateTraining(optimizer, new() { Threads = 1 });
        var first = Task.Run(() => training.Step(s_images, s_labels));
        Assert.True(optimizer.Entered.Wait(TimeSpan.FromMinutes(1)), "The first call never reached its update.");
        Assert.Throws<InvalidOperationException>(() => { training.Step(s_images, s_labels); });
        Assert.Throws<InvalidOperationException>(training.Dispose);
        optimizer.Release.Set();
        Assert.True(float.IsFinite(await first));
        Assert.True(float.IsFinite(training.Step(s_images, s_labels)));
    }

    [Fact]
    public void SessionsOfOneModel_RunOnManyThreads()
    {
        var model = LeNet5.Create().Freeze();
        using var alone = model.CreateSession();
        float[] expected = alone.Predict(s_images.AsSpan(0, 1024)).ToArray();
        int wrong = 0;
        Parallel.For(0, 8, _ =>
        {
            using var session = model.CreateSession();
            for (int i = 0; i < 50; i++)
                if (!session.Predict(s_images.AsSpan(0, 1024)).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Training_LearnsWhatItIsShown()
    {
        var network = Digits.Create();
        using var training = network.CreateTraining(new Sgd(0.02f) { Momentum = 0.9f });
        float[] images = Closeness.Narrow(Fill.Values(6 * 784, 5, 1));
        int[] labels = [0, 1, 2, 3, 4, 5];
        float first = training.Step(images, labels), last = first;
        for (int i = 0; i < 300; i++) last = training.Step(images, labels);
        Assert.InRange(last, 0, first / 2);
    }

    /// <summary>Changes nothing, and holds the first step until it is let go.</summary>
    private sealed class WaitingOptimizer() : Optimizer(0), IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public override int StateFloatsPerParameter => 0;

        public override void Update(in OptimizerRange range)
        {
            Entered.Set();
            Assert.True(Release.Wait(TimeSpan.FromMinutes(1)), "Nobody let the first step go.");
        }

        public void Dispose()
        {
            Entered.Dispose();
            Release.Dispose();
        }
    }
}
