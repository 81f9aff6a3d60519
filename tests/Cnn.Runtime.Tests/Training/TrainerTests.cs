namespace Cnn.Runtime.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void Run_LearnsAndReportsEveryEpochAndStep()
    {
        TinySoftmax network = TinySoftmax.Create();
        List<TrainingProgress> progress = [];
        List<EpochResult> completed = [];
        Trainer<TinySoftmax> trainer = new(network, new Sgd(0.5f) { Momentum = 0.9f }, new()
        {
            Epochs = 5,
            Progress = progress.Add,
            EpochCompleted = completed.Add,
        });
        IReadOnlyList<EpochResult> results = trainer.Run(Sample.Corners(203), Sample.Corners(100, 2));
        Assert.Equal(results, completed);
        Assert.Equal([1, 2, 3, 4, 5], results.Select(result => result.Epoch));
        Assert.Equal(5 * 26, progress.Count);
        Assert.Equal((5, 26, 26), (progress[^1].Epoch, progress[^1].Step, progress[^1].Steps));
        Assert.Equal(results[^1].MeanLoss, progress[^1].MeanLoss);
        Assert.True(progress[^1].ImagesPerSecond > 0);
        Assert.True(results[^1].TestError <= 0.03);
        Assert.True(results[^1].MeanLoss < results[0].MeanLoss);
    }

    [Fact]
    public void Run_WithOneSeed_GivesTheSameBits_WhateverTheThreads()
    {
        int[] first = Train(1, 1);
        Assert.Equal(first, Train(1, 1));
        Assert.Equal(first, Train(1, null));
        Assert.NotEqual(first, Train(2, 1));
    }

    [Fact]
    public void Run_WithAugmentation_Repeats_AndDiffersFromNone()
    {
        int[] augmented = Train(1, 1, new RandomAffine());
        Assert.Equal(augmented, Train(1, 1, new RandomAffine()));
        Assert.NotEqual(augmented, Train(1, 1));
    }

    [Fact]
    public void Run_WhenTheLossIsNotFinite_SaysWhereAndWhatToDo()
    {
        TinySoftmax network = TinySoftmax.Create();
        Sgd sgd = new(1e38f) { WeightDecay = 100 };
        LabeledImages data = Sample.Corners(40);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() =>
            new Trainer<TinySoftmax>(network, sgd).Run(data));
        Assert.Equal(1, exception.Epoch);
        Assert.False(float.IsFinite(exception.Loss));
        Assert.Contains(FormattableString.Invariant($"epoch 1, step {exception.Step}"), exception.Message);
        Assert.Contains("smaller", exception.Message);
        using TrainingSession<TinySoftmax> free = new(network, sgd);
    }

    [Fact]
    public void Run_FollowsTheSchedule_AndPutsTheRateBack()
    {
        Sgd sgd = new(0.5f);
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), sgd, new()
        {
            Epochs = 3,
            Schedule = LearningRateSchedule.Step(1, 0.5),
            Progress = _ => rates.Add(sgd.LearningRate),
        }).Run(Sample.Corners(16));
        Assert.Equal([0.5f, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f], rates);
        Assert.Equal(0.5f, sgd.LearningRate);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(1e-40f, float.MaxValue)]
    public void Schedule_WhoseFactorBecomesInfinite_GivesRatesThatAreNumbers(float rate, float later)
    {
        Sgd sgd = new(rate);
        List<float> rates = [];
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create(), sgd, new()
        {
            Epochs = 3,
            Schedule = LearningRateSchedule.Step(1, 1e300),
            Progress = _ => rates.Add(sgd.LearningRate),
        });
        // The largest rate may well diverge.
        Assert.True(Record.Exception(() => trainer.Run(Sample.Corners(8))) is null or TrainingDivergedException);
        Assert.Equal(rate, rates[0]);
        Assert.True(rates.Count > 1);
        Assert.All(rates.Skip(1), found => Assert.Equal(later, found));
        Assert.Equal(rate, sgd.LearningRate);
    }

    [Fact]
    public void LearningRate_ThatEpochCompletedSets_IsTheNextStepsAndStays()
    {
        Sgd sgd = new(0.5f);
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), sgd, new()
        {
            Epochs = 3,
            Progress = _ => rates.Add(sgd.LearningRate),
            EpochCompleted = result => sgd.LearningRate = result.Epoch == 1 ? 0.25f : sgd.LearningRate,
        }).Run(Sample.Corners(16));
        Assert.Equal([0.5f, 0.5f, 0.25f, 0.25f, 0.25f, 0.25f], rates);
        Assert.Equal(0.25f, sgd.LearningRate);
    }

    [Fact]
    public void LearningRate_ThatIsSetUnderASchedule_IsWhatTheScheduleGoesOnFrom()
    {
        Sgd sgd = new(1);
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), sgd, new()
        {
            Epochs = 4,
            Schedule = LearningRateSchedule.Step(1, 0.5),
            Progress = _ => rates.Add(sgd.LearningRate),
            EpochCompleted = result =>
            {
                if (result.Epoch == 2)
                    sgd.LearningRate = 2;
            },
        }).Run(Sample.Corners(8));
        Assert.Equal([1f, 0.5f, 2f, 1f], rates);
        Assert.Equal(2f, sgd.LearningRate);
    }

    [Fact]
    public void LearningRate_ThatProgressSets_IsTheNextSteps()
    {
        Sgd sgd = new(0.5f);
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), sgd, new()
        {
            Progress = progress =>
            {
                rates.Add(sgd.LearningRate);
                if (progress.Step == 2)
                    sgd.LearningRate = 0;
            },
        }).Run(Sample.Corners(32));
        Assert.Equal([0.5f, 0.5f, 0f, 0f], rates);
        Assert.Equal(0f, sgd.LearningRate);
    }

    [Fact]
    public void Evaluation_OfLabelsOutOfRange_IsRefused_WithTheImage()
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        Assert.Contains("label of image 3 is 9",
            Assert.Throws<ArgumentException>("data", () => Evaluation.Of(session, new WrongLabels())).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_OnLabelsOutOfRange_IsRefused_WithTheImage(int accumulated)
    {
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create(), options: new() { AccumulationSteps = accumulated });
        Assert.Contains("Labels must be 0 to 3; that of the data's image 3 is 9.",
            Assert.Throws<ArgumentException>(() => trainer.Run(new WrongLabels())).Message);
        Assert.Contains("that of the data's image 3 is 9.",
            Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(TinySoftmax.Create(), null, new WrongLabels())).Message);
    }

    // Each would change the rate of the other's next step.
    [Fact]
    public void OptimizerOfATrainingThatRuns_IsRefused_UntilThatHasEnded()
    {
        Sgd shared = new(0.1f);
        int refused = 0;
        new Trainer<TinySoftmax>(TinySoftmax.Create(), shared, new()
        {
            EpochCompleted = _ =>
            {
                foreach (Action other in (Action[])
                [
                    () => new Trainer<TinySoftmax>(TinySoftmax.Create(), shared).Run(Sample.Corners(8)),
                    () => LearningRateFinder.Run(TinySoftmax.Create(), shared, Sample.Corners(8)),
                ])
                {
                    Assert.Contains("This Sgd has its learning rate set by another training that is running",
                        Assert.Throws<InvalidOperationException>(other).Message);
                    refused++;
                }
                new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f)).Run(Sample.Corners(8));
            },
        }).Run(Sample.Corners(8));
        Assert.Equal(2, refused);
        Assert.Throws<ArgumentException>(() => new Trainer<TinySoftmax>(TinySoftmax.Create(), shared).Run(new WrongLabels()));
        LearningRateFinder.Run(TinySoftmax.Create(), shared, Sample.Corners(8));
        new Trainer<TinySoftmax>(TinySoftmax.Create(), shared).Run(Sample.Corners(8));
    }

    [Fact]
    public void Options_ThatAreNull_AreRefused_WithTheirName()
    {
        Assert.Throws<ArgumentNullException>("Schedule", () => new TrainerOptions { Schedule = null! });
        Assert.Throws<ArgumentNullException>("Callbacks", () => new TrainerOptions { Callbacks = null! });
        Assert.Contains("Callbacks[0] is.",
            Assert.Throws<ArgumentNullException>("Callbacks", () => new TrainerOptions { Callbacks = [null!] }).Message);
        Assert.Contains("Groups[1] is.",
            Assert.Throws<ArgumentNullException>("Groups", () => new Sgd(1) { Groups = [new("*"), null!] }).Message);
    }

    /// <summary>What another call left in the session would be counted as the scores of the evaluation's images.</summary>
    [Fact]
    public void Evaluation_IsOneCall_BesideWhichOthersAreRefused()
    {
        LabeledImages images = Sample.Corners(10);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        int refused = 0;
        Meanwhile data = new(images, () =>
        {
            Assert.Throws<InvalidOperationException>(() => session.Predict(new float[9]).Length);
            Assert.Throws<InvalidOperationException>(() => Evaluation.Of(session, images));
            Assert.Throws<InvalidOperationException>(session.Dispose);
            refused++;
        });
        Assert.Equal(Evaluation.Of(session, images).MeanLoss, Evaluation.Of(session, data).MeanLoss);
        Assert.Equal(4, refused);
        Assert.Throws<ArgumentException>("data", () => Evaluation.Of(session, new WrongLabels()));
        Assert.Equal(0.25f, session.Predict(new float[9])[0]);
    }

    [Fact]
    public void Run_WithDataOfAnotherShape_IsRefused()
    {
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create(), new Sgd(1));
        Assert.Contains("3x3x1",
            Assert.Throws<ArgumentException>(() => trainer.Run(new LabeledImages(new byte[4], new TensorShape(2, 2, 1), [0], 4))).Message);
        Assert.Contains("has 5",
            Assert.Throws<ArgumentException>(() => trainer.Run(new LabeledImages(new byte[9], new TensorShape(3, 3, 1), [0], 5))).Message);
        Assert.Throws<ArgumentException>(() => trainer.Run(new LabeledImages([], new TensorShape(3, 3, 1), [], 4)));
        Trainer<TinyRegression> regression = new(TinyRegression.Create(), new Sgd(1));
        Assert.Throws<InvalidOperationException>(() => regression.Run(new LabeledImages(new byte[2], new TensorShape(1, 1, 2), [0], 1)));
    }

    [Fact]
    public void Run_WhenCancelled_StopsAndLetsTheNetworkGo()
    {
        TinySoftmax network = TinySoftmax.Create();
        using CancellationTokenSource source = new();
        int steps = 0;
        Trainer<TinySoftmax> trainer = new(network, new Sgd(1), new()
        {
            Progress = _ =>
            {
                if (++steps == 3)
                    source.Cancel();
            },
        });
        LabeledImages data = Sample.Corners(100);
        Assert.Throws<OperationCanceledException>(() => trainer.Run(data, null, source.Token));
        Assert.Equal(3, steps);
        network.Parameters[0].CopyFrom(new float[36]);
    }

    [Fact]
    public void Run_AllocatesNothingPerStep()
    {
        long few = AllocatedBy(steps: 10);
        long many = AllocatedBy(steps: 510);
        // The data's order is one array, 4 bytes an image.
        Assert.InRange(many - few, 0, (500 * 8 * 4) + 64);
    }

    [Fact]
    public void Evaluation_CountsWhatTheScoresSay()
    {
        TinySoftmax network = TinySoftmax.Create(4);
        LabeledImages data = Sample.Corners(50, 7);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        Evaluation evaluation = Evaluation.Of(session, data);

        int wrong = 0;
        double loss = 0;
        int[,] confusion = new int[4, 4];
        float[] image = new float[9];
        int[] label = new int[1];
        for (int i = 0; i < 50; i++)
        {
            data.CopyBatch([i], image, label);
            float[] scores = session.Predict(image).ToArray();
            int predicted = Array.IndexOf(scores, scores.Max());
            Assert.Equal(predicted, evaluation.Predictions[i]);
            confusion[label[0], predicted]++;
            wrong += predicted == label[0] ? 0 : 1;
            loss -= Math.Log(scores[label[0]]);
        }
        Assert.Equal(wrong, evaluation.WrongCount);
        Assert.Equal(wrong / 50.0, evaluation.ErrorRate);
        Assert.Equal(loss / 50, evaluation.MeanLoss, 1e-5);
        for (int actual = 0; actual < 4; actual++)
        {
            for (int predicted = 0; predicted < 4; predicted++)
                Assert.Equal(confusion[actual, predicted], evaluation.GetConfusion(actual, predicted));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.GetConfusion(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.GetConfusion(0, -1));
    }

    private static int[] Train(ulong seed, int? threads, IAugmentation? augmentation = null)
    {
        TinySoftmax network = TinySoftmax.Create();
        new Trainer<TinySoftmax>(network, new Sgd(0.5f) { Momentum = 0.9f }, new()
        {
            Epochs = 2,
            Seed = seed,
            Threads = threads,
            Augmentation = augmentation,
        }).Run(Sample.Corners(101));
        return Sample.Bits(network.Parameters.Arena.Span);
    }

    private static long AllocatedBy(int steps)
    {
        LabeledImages data = Sample.Corners(steps * 8);
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create(), new Sgd(0.01f) { Momentum = 0.9f }, new()
        {
            Augmentation = new RandomAffine(),
            Progress = static _ => { },
        });
        trainer.Run(data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Run(data);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // At a rate of 0 all steps have the same weights, so that the steps' mean is the evaluation's, which goes image by image.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MeanLoss_OfAnEpoch_WeighsAsTheLossDoes(int accumulationSteps)
    {
        SoftmaxCrossEntropy loss = new() { ClassWeights = [1, 100, 0.5f, 3], IgnoredLabel = 2 };
        TinySoftmax network = TinySoftmax.Create();
        double last = double.NaN;
        EpochResult result = Assert.Single(new Trainer<TinySoftmax>(network, new Sgd(0), new()
        {
            Loss = loss, AccumulationSteps = accumulationSteps, Progress = progress => last = progress.MeanLoss,
        }).Run(Sample.Corners(30), Sample.Corners(30)));
        Assert.Equal(result.TestLoss, result.MeanLoss, 1e-5);
        Assert.Equal(last, result.MeanLoss);
        EpochResult unweighted = Assert.Single(new Trainer<TinySoftmax>(network, new Sgd(0)).Run(Sample.Corners(30)));
        Assert.NotEqual(unweighted.MeanLoss, result.MeanLoss, 1e-2);
    }

    [Fact]
    public void MeanLoss_WhereNothingCounts_IsZero()
    {
        LabeledImages data = new(new byte[9 * 10], new TensorShape(3, 3, 1), [.. Enumerable.Repeat(2, 10)], TinySoftmax.Classes);
        Assert.Equal(0, Assert.Single(new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Loss = new SoftmaxCrossEntropy { IgnoredLabel = 2 },
        }).Run(data)).MeanLoss);
    }

    private sealed class WrongLabels : ILabeledData
    {
        public int Count => 5;

        public TensorShape Shape => TinySoftmax.Info.Input;

        public int ClassCount => TinySoftmax.Classes;

        public void CopyBatch(ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null,
            RandomKey key = default)
        {
            for (int i = 0; i < indices.Length; i++)
                labels[i] = indices[i] == 3 ? 9 : 0;
        }
    }
}
