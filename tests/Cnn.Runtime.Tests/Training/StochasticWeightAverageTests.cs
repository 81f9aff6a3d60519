namespace Cnn.Runtime.Tests;

/// <summary>Networks without batch norms; those of networks that have some are in the tests that compile networks.</summary>
public sealed class StochasticWeightAverageTests : IDisposable
{
    private const int Epochs = 6, Steps = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(6, 1)]
    public void Average_IsTheMeanOfTheEpochs_AndWhatIsEvaluated(int first, int every)
    {
        TinySoftmax network = TinySoftmax.Create(3);
        List<float[]> counted = [];
        List<double> losses = [];
        IReadOnlyList<EpochResult> results = Run(network, new(first) { EveryEpochs = every }, epoch =>
        {
            if (epoch >= first && (epoch - first) % every == 0)
                counted.Add(Values(network));
            losses.Add(LossOf(counted.Count == 0 ? Values(network) : Mean(counted)));
        });
        Assert.Equal(1 + ((Epochs - first) / every), counted.Count);
        float[] mean = Mean(counted), ended = Values(network);
        for (int i = 0; i < ended.Length; i++)
            Assert.Equal(mean[i], ended[i], 1e-5);
        for (int epoch = 0; epoch < Epochs; epoch++)
            Assert.Equal(losses[epoch], results[epoch].TestLoss, 1e-5);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Run_InterruptedAtAnyStep_EndsInTheSameBits(int first, int every)
    {
        StochasticWeightAverage average = new(first) { EveryEpochs = every };
        TinySoftmax whole = TinySoftmax.Create(3);
        Run(whole, average, folder: NewFolder("whole"));
        for (int stop = 1; stop < Epochs * Steps; stop++)
        {
            string folder = NewFolder($"stop{stop}");
            using CancellationTokenSource source = new();
            int steps = 0;
            TinySoftmax stopped = TinySoftmax.Create(3), resumed = TinySoftmax.Create(5);
            Assert.Throws<OperationCanceledException>(() => Run(stopped, average, folder: folder, cancellation: source.Token, step: () =>
            {
                if (++steps == stop)
                    source.Cancel();
            }));
            Run(resumed, average, folder: folder);
            Assert.Equal(Sample.Bits(Values(whole)), Sample.Bits(Values(resumed)));
        }
    }

    [Fact]
    public void BeforeItBegins_TheWeightsStandForIt()
    {
        // Seven steps: an epoch, and three of the next one.
        TinySoftmax plain = TinySoftmax.Create(3), network = TinySoftmax.Create(3);
        Run(plain, null, maxSteps: 7);
        string folder = NewFolder("run");
        Run(network, new(3), folder: folder, maxSteps: 7);
        Assert.Equal(Sample.Bits(Values(plain)), Sample.Bits(Values(network)));
        NetworkParameters loaded = NetworkParameters.Load(TinySoftmax.Info, Path.Combine(folder, "step-0000000007.checkpoint"));
        Assert.Equal(Sample.Bits(Values(plain)), Sample.Bits([.. loaded.SelectMany(view => view.ToArray())]));
    }

    [Fact]
    public void CheckpointOfAnotherAverage_IsRefused()
    {
        string folder = NewFolder("run");
        Run(TinySoftmax.Create(3), new(2), folder: folder);
        Assert.Contains(
            "expected a checkpoint with stochastic weight average from epoch 2, every 2, found one with stochastic weight average from "
            + "epoch 2, every 1; resume with the trainer's WeightAverage",
            Assert.Throws<WeightFileException>(() => Run(TinySoftmax.Create(3), new(2) { EveryEpochs = 2 }, folder: folder)).Message);
        Assert.Contains(
            "The average's first epoch is 7, and the run has 6, so that nothing would be averaged",
            Assert.Throws<ArgumentException>(() => Run(TinySoftmax.Create(3), new(7))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticWeightAverage(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticWeightAverage(1) { EveryEpochs = 0 });
    }

    [Fact]
    public void WithoutBatchNorms_ThereIsNothingToUpdate()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        BatchNormStatistics.Update(network, Sample.Corners(30));
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        BatchNormStatistics.Update(
            TinyRegression.Create(), new TargetArrays(Sample.Floats(40), new(1, 1, 2), Sample.Floats(20, 2), new(1, 1, 1)));
    }

    private static IReadOnlyList<EpochResult> Run(
        TinySoftmax network, StochasticWeightAverage? average, Action<int>? ended = null, string? folder = null,
        CancellationToken cancellation = default, Action? step = null, long? maxSteps = null) =>
        new Trainer<TinySoftmax>(network, new AdamW(0.05f), new()
        {
            Epochs = Epochs,
            Seed = 7,
            Schedule = LearningRateSchedule.Constant.ThenAnnealTo(2, 0.5, over: 2),
            Progress = _ => step?.Invoke(),
            EpochCompleted = result => ended?.Invoke(result.Epoch),
            Checkpoints = folder is null ? null : new(folder) { Resume = true, EverySteps = 3 },
            WeightAverage = average,
            MaxSteps = maxSteps,
        }).Run(Sample.Corners(30), Sample.Corners(20, 2), cancellation);

    private static float[] Mean(List<float[]> all) =>
        [.. Enumerable.Range(0, all[0].Length).Select(i => (float)all.Average(values => (double)values[i]))];

    private static double LossOf(float[] values)
    {
        NetworkParameters parameters = NetworkParameters.Create(TinySoftmax.Info);
        foreach (ParameterView view in parameters)
        {
            view.CopyFrom(values.AsSpan(0, view.ElementCount));
            values = values[view.ElementCount..];
        }
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(parameters).CreateSession();
        return Evaluation.Of(session, Sample.Corners(20, 2)).MeanLoss;
    }

    private static float[] Values(TinySoftmax network) => [.. network.Parameters.SelectMany(view => view.ToArray())];

    private string NewFolder(string name) => _folder[name];
}
