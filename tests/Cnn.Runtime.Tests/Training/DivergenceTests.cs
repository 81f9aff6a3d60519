namespace Cnn.Runtime.Tests;

/// <summary>A training that diverged does not return as if it had not, whichever step it was and whatever the loss says.</summary>
public sealed class DivergenceTests
{
    private const string Images = "check that the images' values are small numbers, such as 0 to 1.";
    private const string Advice = " Start again with a smaller learning rate, for example 0.1, and " + Images;
    private readonly TinySoftmax _network = TinySoftmax.Create();

    /// <summary>The update leaves weights that are finite, about 2·10³⁸; what they make of the batch is not.</summary>
    [Fact]
    public void FirstAndLastStep_IsSeen()
    {
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(3e38f), new() { Epochs = 1 });
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => trainer.Run(new Fixed { Pixel = 1 }));
        Assert.Null(exception.Parameter);
        Assert.True(float.IsNaN(exception.Loss));
        Assert.All(_network.Parameters.SelectMany(view => view.ToArray()), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(
            $"The loss of the last batch became NaN by the last step, step 1 of epoch 1, at a learning rate of 3e38.{Advice}",
            exception.Message);
    }

    [Fact]
    public void InfiniteWeights_AfterTheLastStep_AreNamed()
    {
        TrainingDivergedException exception = Diverges(new Sgd(3e38f) { WeightDecay = 100 });
        Assert.Equal("dense1.weight", exception.Parameter);
        Assert.True(float.IsFinite(exception.Loss));
        Assert.Equal((1, 1), (exception.Epoch, exception.Step));
        Assert.Matches(
            "^'dense1.weight' holds -?Infinity after epoch 1, step 1, whose loss was 1\\.[0-9]+ and whose learning rate 3e38\\. "
            + "It is the first of the network's parameters that is not finite\\.",
            exception.Message);
        Assert.EndsWith(Advice, exception.Message);
        using TrainingSession<TinySoftmax> free = new(_network, new Sgd(1));
    }

    [Fact]
    public void SecondTensor_IsNamedWhereTheFirstIsFinite()
    {
        UsersOptimizer optimizer = new(0.01f)
        {
            After = static (in range) =>
            {
                // The bias is the last line of the packed parameters.
                if (range.Step == 4)
                    range.Parameters[^16] = float.NaN;
            },
        };
        TrainingDivergedException exception = Diverges(optimizer, steps: 5);
        Assert.Equal(("dense1.bias", 5), (exception.Parameter, exception.Step));
        Assert.StartsWith("'dense1.bias' holds NaN after epoch 1, step 5,", exception.Message);
        Assert.Contains("for example 0.001,", exception.Message);
    }

    [Fact]
    public void OptimizersState_IsLookedAtAsWell()
    {
        UsersOptimizer optimizer = new(0.01f, states: 2) { After = static (in range) => range.GetState(1)[^16] = float.PositiveInfinity };
        TrainingDivergedException exception = Diverges(optimizer);
        Assert.Equal("dense1.bias", exception.Parameter);
        Assert.StartsWith("What the optimizer keeps of 'dense1.bias' holds Infinity after epoch 1, step 1,", exception.Message);
    }

    [Fact]
    public void RunningStatistics_AreLookedAtAsWell()
    {
        TinyNorm network = TinyNorm.Create();
        Trainer<TinyNorm> trainer = new(network, new Sgd(0.01f) { Momentum = 0.9f });
        Assert.Single(trainer.Run(new LabeledImages([1, 2], TinyNorm.Info.Input, [0], TinyNorm.Classes)));
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(
            () => trainer.Run(new LabeledImages([1, 200], TinyNorm.Info.Input, [0], TinyNorm.Classes)));
        Assert.Equal("norm1.running_mean", exception.Parameter);
    }

    /// <summary>The first epoch ends with a weight that no later loss need tell of.</summary>
    [Fact]
    public void EveryEpoch_IsLookedAt_BeforeItsEvaluation()
    {
        List<EpochResult> completed = [];
        TinyNorm network = TinyNorm.Create();
        Trainer<TinyNorm> trainer = new(network, new Sgd(0.01f), new() { Epochs = 3, EpochCompleted = completed.Add });
        LabeledImages data = new([1, 200], TinyNorm.Info.Input, [0], TinyNorm.Classes);
        Assert.Equal(1, Assert.Throws<TrainingDivergedException>(() => trainer.Run(data, data)).Epoch);
        Assert.Empty(completed);
    }

    [Fact]
    public void LossOfTheTestImages_IsLookedAt()
    {
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(0.5f));
        Fixed test = new() { Pixel = float.NaN };
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => trainer.Run(Sample.Corners(16), test));
        Assert.True(exception.IsOfTest);
        Assert.Null(exception.Parameter);
        Assert.Equal(
            "The mean loss of the test images is NaN after epoch 1, whose last step was at a learning rate of 0.5. "
            + "Start again with a smaller learning rate, for example 0.05, and " + Images,
            exception.Message);
    }

    /// <summary>What is suggested is a rate for the optimizer, from which the schedule goes on.</summary>
    [Fact]
    public void UnderASchedule_TheOptimizersOwnRateIsWhatIsMadeSmaller()
    {
        TrainerOptions options = new() { Epochs = 4, Schedule = LearningRateSchedule.CosineAnnealing().WithWarmUp(4) };
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(0.5f), options);
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => trainer.Run(new Fixed { Pixel = float.NaN }));
        Assert.Equal(
            "The loss became NaN in epoch 1, step 1, at a learning rate of 0.125, which the schedule made of 0.5. "
            + "Start again with a smaller learning rate, for example 0.05, and " + Images,
            exception.Message);
    }

    [Fact]
    public void LearningRateOfZero_IsNotBlamed()
    {
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(0));
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => trainer.Run(new Fixed { Pixel = float.NaN }));
        Assert.Equal(
            "The loss became NaN in epoch 1, step 1, at a learning rate of 0. So small a learning rate is hardly the cause: " + Images,
            exception.Message);
    }

    /// <summary>No step would be taken, and the mean of no losses is not a number.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void DataThatHasBecomeEmpty_IsRefused(int later)
    {
        Fixed data = new() { Counts = new([8, later]) };
        string expected = FormattableString.Invariant($"The data holds no image: expected a Count of 1 or more, found {later}.");
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(0));
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => trainer.Run(data)).Message);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(_network.Parameters).CreateSession();
        Fixed test = new() { Counts = new([8, later]) };
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => Evaluation.Of(session, test)).Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void ParametersThatAreNotFinite_AreNeitherFrozenNorSaved(float value, string text)
    {
        TinyNorm network = TinyNorm.Create();
        network.Parameters[1].CopyFrom([0, value]);
        Assert.Equal(
            $"TinyNorm cannot be frozen: expected finite parameters, found {text} in 'norm1.running_mean'. "
            + "Load weights from before that training diverged, or train again with a smaller learning rate.",
            Assert.Throws<InvalidOperationException>(() => Model<TinyNorm>.From(network.Parameters)).Message);
        using TemporaryFolder folder = new();
        string path = folder["net.safetensors"];
        Assert.Contains("norm1.running_mean", Assert.Throws<WeightFileException>(() => network.Parameters.Save(path)).Message);
    }

    private TrainingDivergedException Diverges(Optimizer optimizer, int steps = 1) => Assert.Throws<TrainingDivergedException>(
        () => new Trainer<TinySoftmax>(_network, optimizer, new() { Threads = 1 }).Run(Sample.Corners(steps * TinySoftmax.Batch)));

    /// <summary>Data of somebody's own: images of one value, and a count that may change.</summary>
    private sealed class Fixed : ILabeledData
    {
        public float Pixel { get; init; }

        public Queue<int> Counts { get; init; } = new([8]);

        public int Count => Counts.Count > 1 ? Counts.Dequeue() : Counts.Peek();

        public TensorShape Shape => TinySoftmax.Info.Input;

        public int ClassCount => TinySoftmax.Classes;

        public void CopyBatch(ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null,
            RandomKey key = default)
        {
            images.Fill(Pixel);
            labels.Clear();
        }
    }
}
