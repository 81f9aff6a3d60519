namespace Cnn.Runtime.Tests;

/// <summary>A training that is interrupted and taken up again, beside one that is not.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 3, Steps = 4;
    private readonly TemporaryFolder _folder = new();
    private int _next;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_InterruptedAtAnyStep_EndsInTheSameBits()
    {
        (int[] whole, IReadOnlyList<EpochResult> expected) = Finish(NewFolder());
        for (int stop = 0; stop < Epochs * Steps; stop++)
        {
            string folder = NewFolder();
            Interrupt(folder, stop);
            (int[] bits, IReadOnlyList<EpochResult> results) = Finish(folder);
            Assert.Equal(whole, bits);
            Assert.Equal(expected.Select(Numbers), results.Select(Numbers));
        }
    }

    [Fact]
    public void Run_InterruptedAgainAndAgain_EndsInTheSameBits()
    {
        int[] whole = Finish(NewFolder()).Bits;
        string folder = NewFolder();
        for (int stop = 2; stop < Epochs * Steps; stop += 3)
            Interrupt(folder, stop);
        Assert.Equal(whole, Finish(folder).Bits);
    }

    // Four batches an epoch, three of which make a step, and the one that is left another: wherever between batches the process dies, the
    // last checkpoint is that of a step.
    [Fact]
    public void Run_ThatAccumulates_InterruptedInAStep_EndsInTheSameBits()
    {
        int[] whole = Accumulate(NewFolder(), stopAfter: int.MaxValue)!;
        Assert.NotEqual(whole, Finish(NewFolder()).Bits);
        for (int stop = 1; stop < Epochs * Steps; stop++)
        {
            string folder = NewFolder();
            Assert.Null(Accumulate(folder, stop));
            Assert.Equal(whole, Accumulate(folder, int.MaxValue));
        }

        int[]? Accumulate(string folder, int stopAfter)
        {
            TinySoftmax network = TinySoftmax.Create(3);
            LimitedAugmentation limited = new(stopAfter * 8L);
            try
            {
                new Trainer<TinySoftmax>(network, NewOptimizer(), new()
                {
                    Epochs = Epochs,
                    Seed = 7,
                    AccumulationSteps = 3,
                    Augmentation = limited,
                    Checkpoints = new(folder) { Resume = true, EverySteps = 1 },
                }).Run(Sample.Corners(30), Sample.Corners(20, 2));
                return Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]);
            }
            catch (InvalidTimeZoneException)
            {
                return null;
            }
        }
    }

    /// <summary>Images as they are; after so many, the end.</summary>
    private sealed class LimitedAugmentation(long most) : IAugmentation
    {
        private long _images;

        public void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented)
        {
            if (Interlocked.Increment(ref _images) > most)
                throw new InvalidTimeZoneException();
            for (int i = 0; i < image.Length; i++)
                augmented[i] = image[i];
        }
    }

    [Fact]
    public void Run_OfWhatIsDone_ReturnsWhatItCameTo()
    {
        string folder = NewFolder();
        (int[] bits, IReadOnlyList<EpochResult> results) = Finish(folder);
        (int[] again, IReadOnlyList<EpochResult> resumed) = Finish(folder);
        Assert.Equal(bits, again);
        Assert.Equal(results.Select(Numbers), resumed.Select(Numbers));
    }

    [Fact]
    public void RateThatACallbackSet_IsKept()
    {
        (int[] whole, _) = Finish(NewFolder(), setsRate: true);
        Assert.NotEqual(whole, Finish(NewFolder()).Bits);
        for (int stop = 4; stop < Epochs * Steps; stop += 2)
        {
            string folder = NewFolder();
            Interrupt(folder, stop, setsRate: true);
            Assert.Equal(whole, Finish(folder, setsRate: true).Bits);
        }
    }

    [Fact]
    public void Folder_KeepsTheNewestAndTheBest()
    {
        string folder = NewFolder();
        Run(TinySoftmax.Create(3), new(folder) { KeepLast = 2, EverySteps = 1 }, CancellationToken.None, false);
        Assert.Equal(
            ["step-0000000011.checkpoint", "step-0000000012.checkpoint"],
            Directory.GetFiles(folder, "step-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(Directory.GetFiles(folder, "best-epoch-?.checkpoint"));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void FolderWithCheckpoints_IsRefused_UnlessTheyAreToBeResumed()
    {
        string folder = NewFolder();
        Finish(folder);
        IOException exception = Assert.Throws<IOException>(
            () => Run(TinySoftmax.Create(3), new(folder), CancellationToken.None, false));
        Assert.Contains("the newest 'step-0000000012.checkpoint'; set Resume to go on from there", exception.Message);
        Assert.Equal(12, 4 * Epochs);
    }

    // Both would take its newest checkpoint, and each remove what the other saves.
    [Fact]
    public void FolderOfATrainingThatRuns_IsRefused()
    {
        string folder = NewFolder();
        int[] whole = Finish(NewFolder()).Bits;
        IOException? exception = null;
        TinySoftmax network = TinySoftmax.Create(3);
        Run(network, new(folder) { EverySteps = 1 }, CancellationToken.None, false, progress =>
        {
            if (progress is { Epoch: 2, Step: 3 })
                exception = Assert.Throws<IOException>(() => Finish(folder));
        });
        Assert.StartsWith($"{folder}: another training is saving its checkpoints there", exception?.Message);
        Assert.Equal(whole, Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]));
        Assert.Equal(whole, Finish(folder).Bits);
    }

    [Fact]
    public void Leftovers_OfAProcessThatWasKilled_AreRemoved()
    {
        string folder = NewFolder();
        Interrupt(folder, 6);
        string[] left =
        [
            ".step-0000000007.checkpoint.saving", ".best-epoch-9.checkpoint.saving", ".training", ".other.checkpoint.saving",
        ];
        foreach (string name in left)
            File.WriteAllText(Path.Combine(folder, name), "half");
        Finish(folder);
        Assert.Equal(
            [".other.checkpoint.saving"],
            Directory.GetFiles(folder, ".*").Select(Path.GetFileName));
    }

    [Fact]
    public void FolderThatNobodyMayWrite_IsRefusedBeforeAStepIsTaken()
    {
        if (OperatingSystem.IsWindows())
            return;
        string folder = Directory.CreateDirectory(NewFolder()).FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".training"));
        IOException exception = Assert.Throws<IOException>(() => Run(
            TinySoftmax.Create(3), new(folder), CancellationToken.None, false, _ => throw new InvalidTimeZoneException()));
        Assert.StartsWith($"{folder}: ", exception.Message);
    }

    [Fact]
    public void Contradictions_AreRefused_AndTheCheckpointStays()
    {
        string folder = NewFolder();
        Interrupt(folder, 6);
        string[] before = Directory.GetFiles(folder);
        Assert.Contains("Seed of this run is 8, and that of the checkpoint 7", Refused(seed: 8, images: 30));
        Assert.Contains("number of training images of this run is 32, and that of the checkpoint 30", Refused(seed: 7, images: 32));
        Assert.Equal(before, Directory.GetFiles(folder));

        Assert.Contains("(BestBy) of this run is TestError, and that of the checkpoint TestLoss", Refused(7, 30, TrainingMetric.TestError));

        Assert.Contains(
            "the optimizer's first learning rate of this run is 0.5, and that of the checkpoint 0.05", Refused(7, 30, rate: 0.5f));

        string Refused(ulong seed, int images, TrainingMetric? bestBy = null, float rate = 0.05f)
        {
            TinySoftmax network = TinySoftmax.Create(9);
            AdamW optimizer = NewOptimizer();
            optimizer.LearningRate = rate;
            int[] bits = Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]);
            string message = Assert.Throws<ArgumentException>(() => new Trainer<TinySoftmax>(
                network, optimizer, new() { Seed = seed, BestBy = bestBy, Checkpoints = new(folder) { Resume = true } })
                .Run(Sample.Corners(images), Sample.Corners(20, 2))).Message;
            Assert.Equal(bits, Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]));
            Assert.Equal(rate, optimizer.LearningRate);
            return message;
        }
    }

    [Fact]
    public void GivenLoss_IsTheOneThatARunGoesOnWith()
    {
        static Loss NewLoss() => new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3, 4] };
        TinySoftmax whole = TinySoftmax.Create(3), resumed = TinySoftmax.Create(5);
        string folder = NewFolder();
        Train(whole, NewFolder(), NewLoss(), epochs: 3);
        Train(TinySoftmax.Create(3), folder, NewLoss(), epochs: 2);
        Assert.Contains(
            "expected a checkpoint of the loss SoftmaxCrossEntropy, found one of SoftmaxCrossEntropy (class weights 1 2 3 4)",
            Assert.Throws<WeightFileException>(() => Train(TinySoftmax.Create(5), folder, null, epochs: 3)).Message);
        Train(resumed, folder, NewLoss(), epochs: 3);
        Assert.Equal(Sample.Bits(whole.Parameters.Arena.Span), Sample.Bits(resumed.Parameters.Arena.Span));

        static void Train(TinySoftmax network, string folder, Loss? loss, int epochs) => new Trainer<TinySoftmax>(
            network, NewOptimizer(), new() { Epochs = epochs, Loss = loss, Checkpoints = new(folder) { Resume = true } })
            .Run(Sample.Corners(30));
    }

    [Fact]
    public void CheckpointOfASession_IsNotATrainers()
    {
        string folder = NewFolder();
        Directory.CreateDirectory(folder);
        using (TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), NewOptimizer()))
            session.SaveCheckpoint(Path.Combine(folder, "step-0000000001.checkpoint"));
        WeightFileException exception = Assert.Throws<WeightFileException>(() => Finish(folder));
        Assert.Contains("expected a trainer's checkpoint, found that of a session of your own", exception.Message);
    }

    [Fact]
    public void ExceptionInACallback_LeavesTheLastCheckpoint()
    {
        int[] whole = Finish(NewFolder()).Bits;
        string folder = NewFolder();
        InvalidTimeZoneException mine = new("mine");
        Assert.Same(mine, Assert.Throws<InvalidTimeZoneException>(() => new Trainer<TinySoftmax>(
            TinySoftmax.Create(3), NewOptimizer(), Options(new(folder) { EverySteps = 1 }, progress =>
            {
                if (progress is { Epoch: 2, Step: 3 })
                    throw mine;
            })).Run(Sample.Corners(30), Sample.Corners(20, 2))));
        Assert.Equal(whole, Finish(folder).Bits);
    }

    private string NewFolder() => _folder[$"run{_next++}"];

    private (int[] Bits, IReadOnlyList<EpochResult> Results) Finish(string folder, bool setsRate = false)
    {
        TinySoftmax network = TinySoftmax.Create(3);
        IReadOnlyList<EpochResult> results = Run(network, new(folder) { Resume = true }, CancellationToken.None, setsRate);
        return (Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]), results);
    }

    /// <summary>Trains until so many steps of the whole are taken, and cancels.</summary>
    private void Interrupt(string folder, int stop, bool setsRate = false)
    {
        using CancellationTokenSource source = new();
        if (stop == 0)
            source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => Run(TinySoftmax.Create(3), new(folder) { Resume = true }, source.Token, setsRate, progress =>
            {
                if (((progress.Epoch - 1) * Steps) + progress.Step == stop)
                    source.Cancel();
            }));
    }

    private IReadOnlyList<EpochResult> Run(
        TinySoftmax network, CheckpointOptions checkpoints, CancellationToken cancellation, bool setsRate,
        Action<TrainingProgress>? progress = null)
    {
        Optimizer optimizer = NewOptimizer();
        Action<TrainingProgress> all = step =>
        {
            if (setsRate && step is { Epoch: 2, Step: 2 })
                optimizer.LearningRate = 0.3f;
            progress?.Invoke(step);
        };
        return new Trainer<TinySoftmax>(network, optimizer, Options(checkpoints, all))
            .Run(Sample.Corners(30), Sample.Corners(20, 2), cancellation);
    }

    private static AdamW NewOptimizer() => new(0.05f) { WeightDecay = 0.1f };

    private static TrainerOptions Options(CheckpointOptions checkpoints, Action<TrainingProgress> progress) => new()
    {
        Epochs = Epochs,
        Seed = 7,
        Schedule = LearningRateSchedule.CosineAnnealing().WithWarmUp(0.5),
        Augmentation = new RandomAffine(),
        Progress = progress,
        Checkpoints = checkpoints,
    };

    private static (int, double, double, double) Numbers(EpochResult result) =>
        (result.Epoch, result.MeanLoss, result.TestLoss, result.TestError);
}
