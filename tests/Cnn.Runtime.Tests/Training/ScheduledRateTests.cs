namespace Cnn.Runtime.Tests;

/// <summary>A rate that is set in a callback is the next step's, whatever the schedule's factor is there.</summary>
public sealed class ScheduledRateTests
{
    private readonly Sgd _sgd = new(0.1f);

    [Theory]
    [InlineData(0.1, 0.03f, new[] { 0.1f, 0.03f, 0.003f }, 0.03f)]
    [InlineData(0.1, 0.1f, new[] { 0.1f, 0.1f, 0.01f }, 0.1f)]
    [InlineData(0.0, 0.01f, new[] { 0.1f, 0.01f, 0.01f }, 0.01f)]
    [InlineData(0.5, 0f, new[] { 0.1f, 0f, 0f }, 0f)]
    public void RateThatIsSetAfterTheFirstEpoch_IsTheNextSteps(double factor, float set, float[] expected, float left) =>
        Assert.Equal(expected, Train(LearningRateSchedule.Step(1, factor), 3, 1, set, left));

    /// <summary>Half a cosine from 1 to 0 over four steps, a rate set before the third: what remains are 1/2 and (2 - √2)/4.</summary>
    [Fact]
    public void CosineGoesOn_FromTheRateThatWasSet()
    {
        float[] rates = Train(LearningRateSchedule.CosineAnnealing(), 4, 2, 0.5f, 0.5f);
        float second = (float)(0.1 * (2 + Math.Sqrt(2)) / 4), last = (float)(0.5 * (2 - Math.Sqrt(2)) / 2);
        Assert.Equal([0.1f, second, 0.5f, last], rates, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    /// <summary>The factor of no next step is near 0, and nothing is divided by it.</summary>
    [Fact]
    public void RateThatIsSetAfterTheLastStep_Stays() => Train(LearningRateSchedule.CosineAnnealing(), 100, 100, 0.01f, 0.01f);

    [Fact]
    public void RateThatNobodySets_IsPutBack() => Train(LearningRateSchedule.CosineAnnealing(), 3, 99, 1, 0.1f);

    /// <summary>A factor of 0 that ends: the rate stays as long, and then goes on from the first factor there is.</summary>
    [Fact]
    public void RateThatIsSetAtAFactorOfZero_StaysUntilThereIsOne()
    {
        ScheduledRate rate = new(_sgd);
        Assert.Equal(new StepRate(0, 0.1f), rate.Set(0));
        _sgd.LearningRate = 0.25f;
        Assert.Equal(
            [new(0.25f, 0.25f), new(0.25f, 0.25f), new(0.25f, 0.25f), new(0.5f, 0.25f), new(0, 0.25f)],
            new[] { 0, 0, 0.5, 1, 0 }.Select(rate.Set));
        rate.PutBack();
        Assert.Equal(0.25f, _sgd.LearningRate);
    }

    [Fact]
    public void RateThatIsSetAtAnInfiniteFactor_IsTheNextSteps()
    {
        ScheduledRate rate = new(_sgd);
        rate.Set(1);
        _sgd.LearningRate = 2;
        Assert.Equal([2f, 2f, 0f], new[] { double.PositiveInfinity, double.PositiveInfinity, 1 }.Select(factor => rate.Set(factor).OfStep));
    }

    /// <summary>The rates of steps, one an epoch, where one is set after an epoch.</summary>
    private float[] Train(LearningRateSchedule schedule, int epochs, int after, float set, float left)
    {
        List<float> rates = [];
        new Trainer<TinySoftmax>(TinySoftmax.Create(), _sgd, new()
        {
            Epochs = epochs,
            Schedule = schedule,
            Progress = _ => rates.Add(_sgd.LearningRate),
            EpochCompleted = result =>
            {
                if (result.Epoch == after)
                    _sgd.LearningRate = set;
            },
        }).Run(Sample.Corners(8));
        Assert.Equal(left, _sgd.LearningRate);
        return [.. rates];
    }
}
