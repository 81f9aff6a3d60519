using System.Text.Json;

namespace Cnn.Runtime.Tests;

public sealed class ScheduleTests
{
    private static readonly JsonElement File = Resource.Json("schedules.json");

    private static readonly Dictionary<string, LearningRateSchedule> Schedules = new()
    {
        ["step"] = LearningRateSchedule.Step(15, 0.3),
        ["multi_step"] = LearningRateSchedule.MultiStep(0.2, 10, 30, 45),
        ["exponential"] = LearningRateSchedule.Exponential(0.95),
        ["polynomial"] = LearningRateSchedule.Polynomial(2, epochs: 50),
        ["cosine"] = LearningRateSchedule.CosineAnnealing(epochs: 60),
        ["cosine_min"] = LearningRateSchedule.CosineAnnealing(0.1, epochs: 40),
        ["cosine_warm_restarts"] = LearningRateSchedule.CosineAnnealingWarmRestarts(10, growth: 2, final: 0.05),
        ["cosine_warm_restarts_equal"] = LearningRateSchedule.CosineAnnealingWarmRestarts(15),
        ["linear_warm_up"] = LearningRateSchedule.Constant.WithWarmUp(10, start: 0.1),
        ["one_cycle_1"] = LearningRateSchedule.OneCycle(),
        ["one_cycle_2"] = LearningRateSchedule.OneCycle(0.25, 10, 100),
        ["one_cycle_three_phase"] = LearningRateSchedule.OneCycle(0.4, 10, 100, hasThreePhases: true),
        ["one_cycle_linear"] = LearningRateSchedule.OneCycle(isLinear: true),
        ["plateau"] = LearningRateSchedule.ReduceOnPlateau(0.5, patience: 3),
        ["plateau_cooldown_min"] =
            LearningRateSchedule.ReduceOnPlateau(0.3, patience: 2, threshold: 1e-3, isRelative: false, cooldown: 4, least: 0.02),
        ["warm_up_then_cosine"] = LearningRateSchedule.CosineAnnealing(0.01, epochs: 50).WithWarmUp(10, start: 0.05),
    };

    public static TheoryData<string> Cases => [.. File.EnumerateObject().Select(property => property.Name)];

    /// <summary>PyTorch 1.13's, where an epoch is a step: <c>schedules.json</c> has the factor of each of 61 steps.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Factors_ArePyTorchs(string name)
    {
        JsonElement expected = File.GetProperty(name);
        double[] losses = expected.TryGetProperty("losses", out JsonElement given)
            ? [.. given.EnumerateArray().Select(loss => loss.GetDouble())]
            : new double[61];
        for (int step = 0; step < 61; step++)
        {
            double factor = Schedules[name].FactorAt(new SchedulePosition(step, 1, 61, losses.AsSpan(0, step)));
            Assert.Equal(expected.GetProperty("factors")[step].GetDouble(), factor, 1e-12);
        }
    }

    [Fact]
    public void Then_BeginsTheNextFromItsBeginning()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Polynomial().Then(2, LearningRateSchedule.Step(1, 0.5));
        Assert.Equal([1, 0.75, 0.5, 0.25, 1, 1, 0.5, 0.5], Enumerable.Range(0, 8).Select(step => schedule.FactorAt(step, 2, 4)));
    }

    [Fact]
    public void PerEpoch_ChangesBetweenEpochsOnly()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Exponential(0.25);
        Assert.Equal([1, 0.5, 0.25, 0.125], Enumerable.Range(0, 4).Select(step => schedule.FactorAt(step, 2, 4)));
        Assert.Equal([1, 1, 0.25, 0.25], Enumerable.Range(0, 4).Select(step => schedule.PerEpoch().FactorAt(step, 2, 4)));
    }

    [Fact]
    public void Plateau_AfterAWarmUp_CountsItsOwnEpochs()
    {
        LearningRateSchedule schedule = LearningRateSchedule.ReduceOnPlateau(0.5, patience: 0).WithWarmUp(2);
        double[] losses = [1, 1, 1, 1, 1];
        Assert.Equal(1, schedule.FactorAt(new SchedulePosition(6, 2, 20, losses.AsSpan(0, 3))));
        Assert.Equal(0.5, schedule.FactorAt(new SchedulePosition(8, 2, 20, losses.AsSpan(0, 4))));
        Assert.Equal(0.25, schedule.FactorAt(new SchedulePosition(10, 2, 20, losses)));
    }

    [Fact]
    public void Schedule_OfAUsers_IsAsked()
    {
        LearningRateSchedule schedule = new Halving().WithWarmUp(1);
        Assert.Equal([0.5, 1, 1, 1, 0.5], Enumerable.Range(0, 5).Select(step => schedule.FactorAt(step, 2, 4)));
    }

    private sealed class Halving : LearningRateSchedule
    {
        public override double FactorAt(in SchedulePosition position) => 1.0 / Math.Max(1, position.Step);
    }

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
        Assert.Equal(expected, LearningRateSchedule.CosineAnnealing(final: 0.2).WithWarmUp(1).FactorAt(step, 10, 10), 1e-12);

    [Fact]
    public void Cosine_ThatOnlyRises_EndsAtItsEnd()
    {
        Assert.Equal(0.2, LearningRateSchedule.CosineAnnealing(final: 0.2).WithWarmUp(10).FactorAt(101, 10, 10), 1e-12);
        Assert.Equal(0, LearningRateSchedule.CosineAnnealing().WithWarmUp(double.MaxValue).FactorAt(3, 10, 10), 1e-12);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineAnnealing(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineAnnealing(epochs: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Polynomial(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineAnnealingWarmRestarts(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineAnnealingWarmRestarts(1, growth: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.OneCycle(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.OneCycle(0.5, hasThreePhases: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.ReduceOnPlateau(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.ReduceOnPlateau(patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant.WithWarmUp(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant.Then(-1, LearningRateSchedule.Constant));
        Assert.Throws<ArgumentOutOfRangeException>("final", () => LearningRateSchedule.CosineAnnealing(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("startDivisor", () => LearningRateSchedule.OneCycle(startDivisor: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("endDivisor", () => LearningRateSchedule.OneCycle(endDivisor: 0.039));
        Assert.Equal(0.4, LearningRateSchedule.OneCycle(endDivisor: 0.1).FactorAt(99, 10, 10), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>("least", () => LearningRateSchedule.ReduceOnPlateau(least: 1));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => LearningRateSchedule.Constant.WithWarmUp(1, start: 1.5));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => LearningRateSchedule.MultiStep(0.1, 60, 30));
        Assert.Contains("positive and rising", exception.Message);
        Assert.Contains("found 60, 30", exception.Message);
    }

    // PyTorch's eta_min is a rate, so that whoever has it from there may write a number above 1, or a rate that is meant for one.
    [Fact]
    public void Cosine_ToMoreThanItsBeginning_IsRefused()
    {
        const string Expected = "final must be from 0 to 1: it is a factor of the rate that the schedule begins with, not a rate.";
        Assert.Contains(Expected,
            Assert.Throws<ArgumentOutOfRangeException>("final", () => LearningRateSchedule.CosineAnnealing(final: 2)).Message);
        Assert.Contains(Expected, Assert.Throws<ArgumentOutOfRangeException>(
            "final", () => LearningRateSchedule.CosineAnnealingWarmRestarts(5, final: 2)).Message);
        Assert.Equal(1, LearningRateSchedule.CosineAnnealing(final: 1).FactorAt(7, 10, 10));
    }

    // Loshchilov and Hutter's periods, one after the other.
    [Theory]
    [InlineData(10, 2)]
    [InlineData(3, 1.5)]
    [InlineData(0.1, 1)]
    [InlineData(0.3, 1.1)]
    [InlineData(7, 1.0000001)]
    public void WarmRestarts_AreThoseOfPeriodsThatFollowOneAnother(double epochs, double growth)
    {
        const int StepsPerEpoch = 10;
        LearningRateSchedule schedule = LearningRateSchedule.CosineAnnealingWarmRestarts(epochs, growth, final: 0.1);
        double begin = 0, length = epochs * StepsPerEpoch;
        for (int step = 0; step < 2_000; step++)
        {
            // A step that rounding alone parts from a restart is the restart.
            while (step >= begin + length - 1e-6)
                (begin, length) = (begin + length, length * growth);
            double done = Math.Max(0, step - begin) / length;
            Assert.Equal(0.1 + (0.9 * (1 + Math.Cos(Math.PI * done)) / 2), schedule.FactorAt(step, StepsPerEpoch, 200), 1e-5);
        }
    }

    // Restarts that were gone through one by one took 10^18 turns here.
    [Theory]
    [InlineData(1e-6, 1 + 1e-12)]
    [InlineData(1e-300, 1)]
    [InlineData(double.Epsilon, 1 + 1e-15)]
    [InlineData(double.Epsilon, 1e300)]
    [InlineData(1e300, double.MaxValue)]
    [InlineData(1, double.MaxValue)]
    public void WarmRestarts_OfAnyPeriod_TakeNoLongerThanOthers(double epochs, double growth)
    {
        LearningRateSchedule schedule = LearningRateSchedule.CosineAnnealingWarmRestarts(epochs, growth);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (long step = 0; step < 1_000_000_000_000; step = (3 * step) + 1)
            Assert.InRange(schedule.FactorAt(step, 1_000, 1_000_000), 0, 1);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    /// <summary>PyTorch's SWALR as its code has it: each epoch's rate is undone to the first one, and annealed anew.</summary>
    [Theory]
    [InlineData(10, false, 0.05)]
    [InlineData(5, true, 0.3)]
    [InlineData(0, false, 0.05)]
    public void ThenAnnealTo_IsSwalr(int over, bool isLinear, double factor)
    {
        const int Start = 7, StepsPerEpoch = 3;
        LearningRateSchedule schedule = LearningRateSchedule.Step(5, 0.5).ThenAnnealTo(Start, factor, over, isLinear).PerEpoch();
        double rate = 0.5;
        for (int step = 0; step < 16; step++)
        {
            double before = Anneal(Math.Max(0, step - 1)), now = Anneal(over == 0 ? Math.Max(1, step) : step);
            double first = before == 1 ? rate : (rate - (before * factor)) / (1 - before);
            rate = (factor * now) + (first * (1 - now));
            for (int i = 0; i < StepsPerEpoch; i++)
                Assert.Equal(rate, schedule.FactorAt(((Start + step) * StepsPerEpoch) + i, StepsPerEpoch, 40), 1e-12);
        }
        Assert.Equal(factor, rate, 1e-12);
        Assert.Equal(1, schedule.FactorAt(4 * StepsPerEpoch, StepsPerEpoch, 40));
        Assert.Equal(0.5, schedule.FactorAt(6 * StepsPerEpoch, StepsPerEpoch, 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.ThenAnnealTo(1, -1));

        double Anneal(int epochs)
        {
            double t = Math.Min(1, (double)epochs / Math.Max(1, over));
            return isLinear ? t : (1 - Math.Cos(Math.PI * t)) / 2;
        }
    }
}
