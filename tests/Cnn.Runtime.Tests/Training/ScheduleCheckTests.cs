namespace Cnn.Runtime.Tests;

/// <summary>Schedules that do not fit a run are refused as it begins.</summary>
public sealed class ScheduleCheckTests
{
    // PyTorch and Keras train on below the rate; a rate that is never reached is not what was asked for.
    [Fact]
    public void WarmUp_OfMoreThanTheTraining_IsRefused()
    {
        foreach (LearningRateSchedule schedule in (LearningRateSchedule[])
            [
                LearningRateSchedule.CosineAnnealing().WithWarmUp(2.5),
                LearningRateSchedule.Constant.WithWarmUp(3).PerEpoch(),
                LearningRateSchedule.Constant.WithWarmUp(5).Then(10, LearningRateSchedule.Constant),
                LearningRateSchedule.Constant.WithWarmUp(1.5).ThenAnnealTo(1, 0.1),
                LearningRateSchedule.Constant.WithWarmUp(1.5).Then(1, LearningRateSchedule.Constant),
                LearningRateSchedule.Constant.Then(1, LearningRateSchedule.Constant.WithWarmUp(1.5)),
                LearningRateSchedule.Constant.WithWarmUp(3).ThenAnnealTo(1, 0.1),
            ])
        {
            string message = Assert.Throws<ArgumentException>(() => Train(schedule)).Message;
            Assert.Contains("The schedule's warm-up takes ", message);
            Assert.EndsWith("warm up for less, or give it more epochs.", message);
        }
        Assert.Contains("takes 2.5 epochs, and of the training it has 2,",
            Assert.Throws<ArgumentException>(() => Train(LearningRateSchedule.Constant.WithWarmUp(2.5))).Message);
        Train(LearningRateSchedule.CosineAnnealing().WithWarmUp(2));
        Train(LearningRateSchedule.Constant.Then(2, LearningRateSchedule.Constant.WithWarmUp(9)));
        Train(LearningRateSchedule.Constant.WithWarmUp(9).Then(0, LearningRateSchedule.Constant));
        Train(LearningRateSchedule.Constant.WithWarmUp(2).PerEpoch());
    }

    [Fact]
    public void Cosine_OfLessThanAStep_IsRefused()
    {
        // 40 images in batches of 8.
        foreach (LearningRateSchedule schedule in (LearningRateSchedule[])
            [
                LearningRateSchedule.CosineAnnealing(epochs: 0.1), LearningRateSchedule.CosineAnnealingWarmRestarts(0.1),
                LearningRateSchedule.CosineAnnealingWarmRestarts(1e-6, 1 + 1e-12).WithWarmUp(1),
            ])
        {
            string message = Assert.Throws<ArgumentException>(() => Train(schedule)).Message;
            Assert.Contains("less than a step, of which an epoch has 5,", message);
            Assert.EndsWith("give it 1.0 / 5 epochs or more.", message);
        }
        // Its steps are epochs.
        Assert.Contains("less than a step, of which an epoch has 1,",
            Assert.Throws<ArgumentException>(() => Train(LearningRateSchedule.CosineAnnealing(epochs: 0.5).PerEpoch())).Message);
        Train(LearningRateSchedule.CosineAnnealingWarmRestarts(0.2));
    }

    // 1.0 / 49 * 49 is less than 1.
    [Theory]
    [InlineData(3)]
    [InlineData(49)]
    [InlineData(469)]
    public void Cosine_OfOneStep_IsTaken(int stepsPerEpoch) =>
        new SchedulePosition(0, stepsPerEpoch, 10L * stepsPerEpoch).CheckPeriod(1.0 / stepsPerEpoch);

    private static void Train(LearningRateSchedule schedule) => new Trainer<TinySoftmax>(
        TinySoftmax.Create(), new Sgd(0.1f), new() { Epochs = 2, Schedule = schedule }).Run(Sample.Corners(40));
}
