namespace Cnn.Runtime.Tests;

public sealed class WeightAverageTests : IDisposable
{
    private const int Epochs = 3, Steps = 4;
    private const double Decay = 0.7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Average_IsTheFormulas_AndWhatIsEvaluated()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        double[]? average = null;
        IReadOnlyList<EpochResult> results = Run(network, null, progress: _ =>
        {
            float[] weights = Values(network);
            average = average is null
                ? [.. weights.Select(weight => (double)weight)]
                : [.. average.Zip(weights, (before, weight) => (Decay * before) + ((1 - Decay) * weight))];
        });
        float[] ended = Values(network);
        for (int i = 0; i < ended.Length; i++)
            Assert.Equal(average![i], ended[i], 1e-6);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        Assert.Equal(Evaluation.Of(session, Sample.Corners(20, 2)).MeanLoss, results[^1].TestLoss);
    }

    [Fact]
    public void Run_InterruptedAtAnyStep_EndsInTheSameBits()
    {
        TinySoftmax whole = TinySoftmax.Create(3);
        Run(whole, NewFolder("whole"));
        for (int stop = 1; stop < Epochs * Steps; stop++)
        {
            string folder = NewFolder($"stop{stop}");
            using CancellationTokenSource source = new();
            int steps = 0;
            Assert.Throws<OperationCanceledException>(() => Run(TinySoftmax.Create(3), folder, source.Token, _ =>
            {
                if (++steps == stop)
                    source.Cancel();
            }));
            TinySoftmax resumed = TinySoftmax.Create(5);
            Run(resumed, folder);
            Assert.Equal(Sample.Bits(Values(whole)), Sample.Bits(Values(resumed)));
        }
    }

    [Fact]
    public void Checkpoint_LoadsAsTheAverage_AndTheBestIsRestored()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        string folder = NewFolder("run");
        IReadOnlyList<EpochResult> results = Run(network, folder, restoreBest: true);
        int best = results.MinBy(result => result.TestLoss)!.Epoch;
        Assert.Equal(Values(network), Values(Loaded(Path.Combine(folder, $"best-epoch-{best}.checkpoint"))));
        TinySoftmax last = TinySoftmax.Create(3);
        Run(last, null);
        Assert.Equal(Values(last), Values(Loaded(Path.Combine(folder, "step-0000000012.checkpoint"))));
    }

    [Fact]
    public void CheckpointOfAnotherAverage_IsRefused()
    {
        string folder = NewFolder("run");
        Run(TinySoftmax.Create(3), folder);
        string path = Path.Combine(folder, "step-0000000012.checkpoint");
        Assert.Contains(
            "expected a checkpoint with exponential moving average of decay 0.5, found one with exponential moving average of decay 0.7; "
                + "resume with the trainer's WeightAverage",
            Assert.Throws<WeightFileException>(() => Run(TinySoftmax.Create(3), folder, average: new(0.5))).Message);
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), NewOptimizer());
        Assert.Contains(
            "expected a checkpoint with no average of the weights, found one with exponential moving average of decay 0.7",
            Assert.Throws<WeightFileException>(() => session.LoadCheckpoint(path)).Message);
        string plain = NewFolder("plain");
        new Trainer<TinySoftmax>(TinySoftmax.Create(3), NewOptimizer(), Options(new(plain), null, null, null, false))
            .Run(Sample.Corners(30), Sample.Corners(20, 2));
        Assert.Contains(
            "of decay 0.7, found one with none", Assert.Throws<WeightFileException>(() => Run(TinySoftmax.Create(3), plain)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void ADecayThatIsNone_IsAnError(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(decay));

    [Fact]
    public void ReportTo_IsToldOfEachStep()
    {
        Collected collected = new();
        Run(TinySoftmax.Create(3), null, reportTo: collected);
        Assert.Equal(Epochs * Steps, collected.Steps.Count);
        Assert.Equal((2, 1, Steps), (collected.Steps[4].Epoch, collected.Steps[4].Step, collected.Steps[4].Steps));
    }

    private static IReadOnlyList<EpochResult> Run(
        TinySoftmax network, string? folder, CancellationToken cancellation = default, Action<TrainingProgress>? progress = null,
        ExponentialMovingAverage? average = null, bool restoreBest = false, IProgress<TrainingProgress>? reportTo = null) =>
        new Trainer<TinySoftmax>(
            network, NewOptimizer(),
            Options(
                folder is null ? null : new(folder) { Resume = true, EverySteps = 2 }, progress, average ?? new(Decay), reportTo,
                restoreBest))
            .Run(Sample.Corners(30), Sample.Corners(20, 2), cancellation);

    private static TrainerOptions Options(
        CheckpointOptions? checkpoints, Action<TrainingProgress>? progress, ExponentialMovingAverage? average,
        IProgress<TrainingProgress>? reportTo, bool restoreBest) => new()
        {
            Epochs = Epochs,
            Seed = 7,
            Augmentation = new RandomAffine(),
            Progress = progress,
            ReportTo = reportTo,
            Checkpoints = checkpoints,
            WeightAverage = average,
            RestoreBest = restoreBest,
        };

    private static AdamW NewOptimizer() => new(0.05f);

    private static TinySoftmax Loaded(string path) => TinySoftmax.FromParameters(NetworkParameters.Load(TinySoftmax.Info, path));

    private static float[] Values(TinySoftmax network) => [.. network.Parameters.SelectMany(view => view.ToArray())];

    private string NewFolder(string name) => _folder[name];

    private sealed class Collected : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Steps { get; } = [];

        public void Report(TrainingProgress value) => Steps.Add(value);
    }
}
