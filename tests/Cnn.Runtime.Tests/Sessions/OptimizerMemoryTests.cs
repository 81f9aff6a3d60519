namespace Cnn.Runtime.Tests;

/// <summary>What an optimizer keeps, beside what the network's own would; and which one runs where none is given.</summary>
public sealed class OptimizerMemoryTests
{
    // TinySoftmax's trainable parameters, packed: 9 inputs and a bias of 16 lanes each.
    private const int Floats = 160;

    [Fact]
    public void SessionAndTrainer_ThatAreGivenNone_HaveTheNetworksOwn_EachOneOfItsOwn()
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create());
        Trainer<TinySoftmax> trainer = new(TinySoftmax.Create());
        Assert.NotSame(session.Optimizer, trainer.Optimizer);
        foreach (Optimizer optimizer in new[] { session.Optimizer, trainer.Optimizer })
        {
            Sgd sgd = Assert.IsType<Sgd>(optimizer);
            Assert.Equal((0.001f, 0.9f, 0f, 0f, false),
                (sgd.LearningRate, sgd.Momentum, sgd.Dampening, sgd.WeightDecay, sgd.Nesterov));
        }
        Assert.Equal(session.OptimizerMemory, trainer.OptimizerMemory);
        Assert.Equal("A training session of TinySoftmax: Sgd, as the network declares or has by default, keeps 1 float for each parameter, "
            + "640 bytes.", session.ToString());
    }

    [Fact]
    public void Run_WithoutAnOptimizer_IsThatWithTheNetworksOwn()
    {
        TinySoftmax without = TinySoftmax.Create(2), with = TinySoftmax.Create(2);
        IReadOnlyList<EpochResult> results = new Trainer<TinySoftmax>(without, options: new() { Epochs = 2 }).Run(Sample.Corners(30));
        Assert.Equal(
            new Trainer<TinySoftmax>(with, new Sgd(0.001f) { Momentum = 0.9f }, new() { Epochs = 2 }).Run(Sample.Corners(30))
                .Select(result => result.MeanLoss),
            results.Select(result => result.MeanLoss));
        Assert.Equal(with.Parameters.Arena.Span, without.Parameters.Arena.Span);
        Assert.Equal(
            LearningRateFinder.Run(with, new Sgd(0.001f) { Momentum = 0.9f }, Sample.Corners(30)).Points,
            LearningRateFinder.Run(without, null, Sample.Corners(30)).Points);
    }

    [Fact]
    public void AnotherOptimizer_IsNamed_WithWhatBothKeep()
    {
        Adam adam = new() { AmsGrad = true };
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), adam);
        OptimizerMemory memory = session.OptimizerMemory;
        Assert.Equal(("Sgd", 4L * Floats, "Adam", 3 * 4L * Floats, false),
            (memory.Own, memory.OwnBytes, memory.Used, memory.UsedBytes, memory.IsOwn));
        Assert.Equal(
            "A trainer of TinySoftmax: Adam keeps 3 floats for each parameter, 1,920 bytes; the network's own optimizer, Sgd, would keep "
            + "1 float for each parameter, 640 bytes.", new Trainer<TinySoftmax>(TinySoftmax.Create(), adam).ToString());
    }

    [Fact]
    public void TheSameState_IsTheNetworksOwn_WhateverTheRate_AndAnotherIsNot()
    {
        Assert.True(OptimizerMemory.Of(TinySoftmax.Info, new Sgd(7) { Momentum = 0.5f, Nesterov = true }).IsOwn);
        OptimizerMemory none = OptimizerMemory.Of(TinySoftmax.Info, new Sgd(0.001f));
        Assert.Equal((false, 0L), (none.IsOwn, none.UsedBytes));
        Assert.False(OptimizerMemory.Of(TinySoftmax.Info, new Lion()).IsOwn);
        Assert.Equal(2 * 4L * Floats, OptimizerMemory.Of(TinySoftmax.Info, new UsersOptimizer(1, states: 2)).UsedBytes);
    }

    [Theory]
    [InlineData(-1, "An optimizer keeps 0 or more floats for each parameter; UsersOptimizer.StateFloatsPerParameter is -1.")]
    [InlineData(int.MaxValue, "UsersOptimizer keeps 2147483647 floats for each parameter, 1,374,389,534,080 bytes for TinySoftmax, and ")]
    public void State_ThatNoArrayHolds_IsRefused(int states, string expected)
    {
        TinySoftmax network = TinySoftmax.Create();
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(
            () => new Trainer<TinySoftmax>(network, new UsersOptimizer(1, states))).Message);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(
            () => new TrainingSession<TinySoftmax>(network, new UsersOptimizer(1, states))).Message);
        using TrainingSession<TinySoftmax> session = new(network);
    }

    /// <summary>What exactly fills a budget is allowed, and a byte more is not.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Budget_IsHeldToTheByte(int less, bool fits)
    {
        // Adam keeps twice the momentum that is planned.
        const long Momentum = 4 * Floats, Planned = 10_000;
        NetworkInfo info = WithBudget(new(Planned, Planned + Momentum - less));
        Assert.Equal(Momentum, OptimizerMemory.Of(info, new Sgd(1) { Momentum = 0.9f }).UsedBytes);
        Assert.Equal(0, OptimizerMemory.Of(info, new Sgd(1)).UsedBytes);
        Exception? exception = Record.Exception(() => OptimizerMemory.Of(info, new Adam()));
        if (fits)
        {
            Assert.Null(exception);
            return;
        }
        Assert.Equal(
            "Tight declares a budget of 10,639 bytes for training. With its own optimizer, Sgd, a session takes 10,000 bytes, 640 of them "
            + "what the optimizer keeps; with Adam it takes 10,640, 1,280 of them what that keeps, and so 1 too many. Train with an "
            + "optimizer that keeps less, or declare this one, and the build says what would make room; or raise the budget.",
            Assert.IsType<ArgumentException>(exception).Message);
    }

    [Fact]
    public void NoWayToMakeAnOptimizer_IsRefused() =>
        Assert.Throws<ArgumentNullException>(() => WithBudget(null, createOptimizer: null!));

    private static NetworkInfo WithBudget(TrainingBudget? budget) =>
        WithBudget(budget, static () => new Sgd(0.5f) { Momentum = 0.9f });

    private static NetworkInfo WithBudget(TrainingBudget? budget, Func<Optimizer> createOptimizer)
    {
        NetworkInfo tiny = TinySoftmax.Info;
        return new()
        {
            Name = "Tight",
            Input = tiny.Input,
            Output = tiny.Output,
            OutputFunction = tiny.OutputFunction,
            Loss = tiny.Loss,
            CreateOptimizer = createOptimizer,
            TrainingBudget = budget,
            Layers = tiny.Layers,
            Parameters = tiny.Parameters,
            TrainableFloats = tiny.TrainableFloats,
            ParameterFloats = tiny.ParameterFloats,
            Inference = tiny.Inference,
            Training = tiny.Training,
        };
    }
}
