namespace Cnn.Runtime.Tests;

public sealed class TrainerEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(5, 6)]
    public void EarlyStopping_CountsPatienceAsKerasDoes(int patience, int epochs) => Assert.Equal(
        epochs,
        new Trainer<TinySoftmax>(TinySoftmax.Create(3), new Sgd(0.5f), new()
        {
            Epochs = 50,
            EarlyStopping = new(patience) { MinimumChange = 100 },
        }).Run(Sample.Corners(40), Sample.Corners(40, 2)).Count);

    [Fact]
    public void EarlyStopping_EndsWhenPatienceDoes_AndTheBestIsRestored()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        Recorder recorder = new();
        List<int[]> bits = [];
        IReadOnlyList<EpochResult> results = new Trainer<TinySoftmax>(network, new Sgd(0.5f), new()
        {
            Epochs = 50,
            // No epoch is better by so much, except that the first one is better than none.
            EarlyStopping = new(2) { MinimumChange = 100 },
            RestoreBest = true,
            Callbacks = [recorder],
            EpochCompleted = _ => bits.Add(Bits(network)),
        }).Run(Sample.Corners(40), Sample.Corners(40, 2));
        Assert.Equal(TrainingEnd.NoLongerBetter, recorder.End);
        Assert.Equal(3, results.Count);
        Assert.Equal(bits[0], Bits(network));
        Assert.NotEqual(bits[^1], Bits(network));
    }

    [Fact]
    public void BestOfAnInterruptedRun_IsRestoredFromItsFile()
    {
        string folder = _folder["run"];
        Run(2);
        TinySoftmax resumed = Run(6);
        NetworkParameters best = NetworkParameters.Load(TinySoftmax.Info, Assert.Single(Directory.GetFiles(folder, "best-*")));
        Assert.Equal(Bits(TinySoftmax.FromParameters(best)), Bits(resumed));
        File.Delete(Directory.GetFiles(folder, "best-*")[0]);
        Assert.Contains("found no file: put it back, or go on without RestoreBest.",
            Assert.Throws<FileNotFoundException>(() => Run(7)).Message);

        TinySoftmax Run(int epochs)
        {
            TinySoftmax network = TinySoftmax.Create(3);
            new Trainer<TinySoftmax>(network, new Sgd(0.5f), new()
            {
                Epochs = epochs,
                RestoreBest = true,
                Checkpoints = new(folder) { Resume = true },
                EarlyStopping = new(99) { MinimumChange = 100 },
            }).Run(Sample.Corners(40), Sample.Corners(40, 2));
            return network;
        }
    }

    [Fact]
    public void MaxSteps_EndsWithinAnEpoch_WithACheckpoint()
    {
        Recorder recorder = new();
        IReadOnlyList<EpochResult> results = new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Epochs = 5,
            MaxSteps = 7,
            Callbacks = [recorder],
            Checkpoints = new(_folder["run"]),
        }).Run(Sample.Corners(40));
        Assert.Equal(TrainingEnd.StepLimit, recorder.End);
        Assert.Single(results);
        Assert.Equal(7, recorder.Steps);
        Assert.Equal("step-0000000007.checkpoint", Path.GetFileName(recorder.Checkpoints[^1]));
    }

    [Fact]
    public void BestEpoch_IsRestored_AlsoWhereALimitEndsTheNextOne()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        int[]? best = null;
        IReadOnlyList<EpochResult> results = new Trainer<TinySoftmax>(network, new Sgd(0.1f), new()
        {
            Epochs = 5,
            MaxSteps = 7,
            RestoreBest = true,
            EpochCompleted = _ => best = Bits(network),
        }).Run(Sample.Corners(40));
        Assert.Single(results);
        Assert.Equal(best, Bits(network));
    }

    [Fact]
    public void MaxSteps_AtTheEndOfAnEpoch_BeginsNoOther()
    {
        Recorder recorder = new();
        new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Epochs = 5,
            MaxSteps = 2,
            Callbacks = [recorder],
            Checkpoints = new(_folder["run"]),
        }).Run(Sample.Corners(16));
        Assert.Equal(
            ["started 0", "epoch 1", "step 1", "step 2", "completed 1", "best-epoch-1", "step-0000000002", "run 1 StepLimit"],
            recorder.Told);
    }

    [Fact]
    public void BestEpochThatTheCheckpointDoesNotKnow_IsNotRestored()
    {
        // The best epochs are the first and, after the last checkpoint, the third.
        string folder = _folder["run"];
        TinySoftmax network = TinySoftmax.Create(3);
        List<int[]> bits = [];
        Sgd sgd = new(0.1f);
        Assert.Throws<InvalidTimeZoneException>(() => new Trainer<TinySoftmax>(network, sgd, Options(null, result =>
        {
            bits.Add(Bits(network));
            sgd.LearningRate = result.Epoch == 1 ? 0 : 0.5f;
        }, progress =>
        {
            if (progress is { Epoch: 4, Step: 1 })
                throw new InvalidTimeZoneException();
        })).Run(Sample.Corners(40), Sample.Corners(40, 2)));
        Assert.True(File.Exists(Path.Combine(folder, "best-epoch-3.checkpoint")));
        TinySoftmax resumed = TinySoftmax.Create(4);
        new Trainer<TinySoftmax>(resumed, new Sgd(0.1f), Options(11, _ => { }, _ => { })).Run(Sample.Corners(40), Sample.Corners(40, 2));
        Assert.Equal(bits[0], Bits(resumed));

        TrainerOptions Options(long? steps, Action<EpochResult> completed, Action<TrainingProgress> progress) => new()
        {
            Epochs = 9,
            MaxSteps = steps,
            RestoreBest = true,
            EpochCompleted = completed,
            Progress = progress,
            Checkpoints = new(folder) { EveryEpochs = 2, Resume = true },
        };
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    public void FactorThatIsNone_IsTheSchedules(double factor)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Trainer<TinySoftmax>(
            TinySoftmax.Create(), new Sgd(1), new() { Schedule = new Odd(factor) }).Run(Sample.Corners(8)));
        Assert.Contains($"The factor that the schedule gives for step 0 must be 0 or more; found {factor}.", exception.Message);
    }

    private sealed class Odd(double factor) : LearningRateSchedule
    {
        public override double FactorAt(in SchedulePosition position) => factor;
    }

    [Fact]
    public void MaxTime_EndsTheRun()
    {
        Recorder recorder = new();
        new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Epochs = int.MaxValue,
            MaxTime = TimeSpan.FromMilliseconds(30),
            Callbacks = [recorder],
        }).Run(Sample.Corners(40));
        Assert.Equal(TrainingEnd.TimeLimit, recorder.End);
    }

    [Fact]
    public void Callbacks_AreToldInOrder()
    {
        Recorder recorder = new();
        new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Epochs = 2,
            Callbacks = [recorder],
            Checkpoints = new(_folder["run"]),
        }).Run(Sample.Corners(16), Sample.Corners(8, 2));
        string[] epoch(int number) =>
        [
            $"epoch {number}", "step 1", "step 2", $"evaluated {number}", $"completed {number}", $"best-epoch-{number}",
            $"step-000000000{2 * number}",
        ];
        Assert.Equal(["started 0", .. epoch(1), .. epoch(2), "run 2 Completed"], recorder.Told);
    }

    [Fact]
    public void EvaluateEvery_LeavesEpochsOut_ButNotTheLast()
    {
        IReadOnlyList<EpochResult> results = new Trainer<TinySoftmax>(
            TinySoftmax.Create(), new Sgd(0.1f), new() { Epochs = 5, EvaluateEvery = 2 }).Run(Sample.Corners(16), Sample.Corners(8, 2));
        Assert.Equal([true, false, true, false, false], results.Select(result => double.IsNaN(result.TestLoss)));
        Assert.Equal([true, false, true, false, false], results.Select(result => result.Test is null));
    }

    [Fact]
    public void Plateau_LowersTheRate()
    {
        Sgd sgd = new(0f);
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), sgd, new()
        {
            Epochs = 4,
            Schedule = LearningRateSchedule.ReduceOnPlateau(0.5, patience: 0),
            Progress = _ => rates.Add(sgd.LearningRate),
        }).Run(Sample.Corners(8), Sample.Corners(8, 2));
        Assert.All(rates, rate => Assert.Equal(0, rate));
        rates.Clear();
        Sgd tiny = new(1e-12f);
        new Trainer<TinySoftmax>(TinySoftmax.Create(), tiny, new()
        {
            Epochs = 4,
            Schedule = LearningRateSchedule.ReduceOnPlateau(0.5, patience: 0),
            Progress = _ => rates.Add(tiny.LearningRate),
        }).Run(Sample.Corners(8), Sample.Corners(8, 2));
        Assert.Equal([1e-12f, 1e-12f, 0.5e-12f, 0.25e-12f], rates);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(1) { MinimumChange = double.NaN });
        Assert.Throws<ArgumentException>(() => new CheckpointOptions(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("a") { KeepLast = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointOptions("a") { EverySteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { MaxSteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { MaxTime = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { EvaluateEvery = 0 });
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Trainer<TinySoftmax>(
            TinySoftmax.Create(), new Sgd(1), new() { BestBy = TrainingMetric.TestError }).Run(Sample.Corners(8)));
        Assert.Contains("there are no test images", exception.Message);
    }

    [Fact]
    public void FileInThePlaceOfTheFolder_IsRefused()
    {
        File.WriteAllText(_folder["file"], "");
        IOException exception = Assert.Throws<IOException>(() => new Trainer<TinySoftmax>(
            TinySoftmax.Create(), new Sgd(1), new() { Checkpoints = new(_folder["file"]) }).Run(Sample.Corners(8)));
        Assert.StartsWith(_folder["file"], exception.Message);
        Assert.Contains("expected a folder for checkpoints", exception.Message);
    }

    private static int[] Bits(TinySoftmax network) => Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]);

    private sealed class Recorder : ITrainerCallback
    {
        public List<string> Told { get; } = [];

        public List<string> Checkpoints { get; } = [];

        public int Steps { get; private set; }

        public TrainingEnd? End { get; private set; }

        public void RunStarted(IReadOnlyList<EpochResult> epochs) => Told.Add($"started {epochs.Count}");

        public void EpochStarted(int epoch) => Told.Add($"epoch {epoch}");

        public void StepCompleted(TrainingProgress progress)
        {
            Steps++;
            Told.Add($"step {progress.Step}");
        }

        public void Evaluated(int epoch, Evaluation evaluation) => Told.Add($"evaluated {epoch}");

        public void EpochCompleted(EpochResult result) => Told.Add($"completed {result.Epoch}");

        public void CheckpointSaved(string path)
        {
            Checkpoints.Add(path);
            Told.Add(Path.GetFileNameWithoutExtension(path));
        }

        public void RunCompleted(IReadOnlyList<EpochResult> epochs, TrainingEnd end)
        {
            Told.Add($"run {epochs.Count} {end}");
            End = end;
        }
    }
}
