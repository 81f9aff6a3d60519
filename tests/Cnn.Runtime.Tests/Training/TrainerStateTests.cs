namespace Cnn.Runtime.Tests;

public sealed class TrainerStateTests
{
    private const string Divisor = ",\"loss_divisor\":";

    [Fact]
    public void StateWithoutDivisor_IsReadAtAnEpochsBeginning()
    {
        TrainerState state = NewState();
        string earlier = state.ToJson().Replace(Divisor + "0", "");
        Assert.DoesNotContain("loss_divisor", earlier);
        TrainerState read = TrainerState.FromJson("run.checkpoint", earlier);
        Assert.Equal(state.ToJson(), read.ToJson());
        read.AddLoss(0.5f, 4);
        Assert.Equal(0.5, read.MeanLoss);
    }

    [Theory]
    [InlineData(1, 0.5f)]
    [InlineData(0, 0.5f)]
    [InlineData(1, 0)]
    public void StateWithoutDivisor_IsRefusedWithinAnEpoch(int step, float loss)
    {
        TrainerState state = NewState();
        state.AddLoss(loss, 4);
        state.Step = step;
        string earlier = state.ToJson().Replace(Divisor + "4", "");
        Assert.DoesNotContain("loss_divisor", earlier);
        string message = Assert.Throws<WeightFileException>(() => TrainerState.FromJson("run.checkpoint", earlier)).Message;
        Assert.StartsWith(
            "run.checkpoint: expected a trainer's checkpoint with the 'loss_divisor' of its running epoch, found one", message);
        Assert.EndsWith("an epoch's end, or begin the run anew in another folder.", message);
    }

    private static TrainerState NewState() => new()
    {
        Seed = 7,
        LearningRate = 0.1f,
        Images = 8,
        BatchSize = 4,
        BestBy = TrainingMetric.TestLoss,
    };
}
