namespace Cnn.Runtime.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void Constant_IsOne() => Assert.Equal(1, LearningRateSchedule.Constant.FactorAt(999, 10, 100));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(29, 1)]
    [InlineData(30, 0.1)]
    [InlineData(60, 0.01)]
    public void Step_FallsAfterEveryThreeEpochs(long step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Step(3, 0.1).FactorAt(step, 10, 100), 1e-12);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 1)]
    [InlineData(10, 1)]
    [InlineData(55, 0.6)]
    [InlineData(100, 0.2)]
    [InlineData(500, 0.2)]
    public void Cosine_RisesThenFallsToItsEnd(long step, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Cosine(warmUpEpochs: 1, final: 0.2).FactorAt(step, 10, 10), 1e-12);

    [Fact]
    public void Cosine_ThatOnlyRises_EndsAtItsEnd()
    {
        Assert.Equal(0.2, LearningRateSchedule.Cosine(warmUpEpochs: 10, final: 0.2).FactorAt(100, 10, 10), 1e-12);
        Assert.Equal(0, LearningRateSchedule.Cosine(warmUpEpochs: double.MaxValue).FactorAt(3, 10, 10));
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(-1));
    }
}
