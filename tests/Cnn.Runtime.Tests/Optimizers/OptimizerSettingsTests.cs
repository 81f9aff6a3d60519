namespace Cnn.Runtime.Tests;

public sealed class OptimizerSettingsTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_ThatMakeNoSense_AreRefused(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { Beta2 = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NAdam { Epsilon = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NAdam { MomentumDecay = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Alpha = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad { InitialAccumulator = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad { LearningRateDecay = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adadelta { Rho = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion { Beta1 = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lars(1) { TrustCoefficient = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb { WeightDecay = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { Dampening = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lars(1) { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { ClipNorm = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { ClipValue = value });
    }

    // A velocity that keeps all of itself or more has no end.
    [Theory]
    [InlineData(1)]
    [InlineData(1.5f)]
    public void Momentum_OfOneOrMore_IsRefused(float value)
    {
        Assert.Contains("Momentum must be 0 or more and below 1.",
            Assert.Throws<ArgumentOutOfRangeException>("Momentum", () => new Sgd(1) { Momentum = value }).Message);
        Assert.Throws<ArgumentOutOfRangeException>("Momentum", () => new Lars(1) { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>("Momentum", () => new RmsProp { Momentum = value });
    }

    [Fact]
    public void Dampening_OfMoreThanAll_IsRefused()
    {
        Assert.Equal(1, new Sgd(1) { Dampening = 1 }.Dampening);
        Assert.Contains("Dampening must be from 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>("Dampening", () => new Sgd(1) { Dampening = 1.1f }).Message);
    }

    [Fact]
    public void Shares_OfOne_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adamax { Beta2 = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Alpha = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { ClipNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = 0 });
    }

    [Fact]
    public void Contradictions_AreRefused_AsASessionBegins()
    {
        foreach (Optimizer optimizer in (Optimizer[])
            [new Sgd(1) { ClipNorm = 1, ClipValue = 1 }, new Sgd(1) { Nesterov = true, Momentum = 0.9f, Dampening = 0.1f }])
        {
            Assert.Throws<ArgumentException>(() => new TrainingSession<TinySoftmax>(TinySoftmax.Create(), optimizer));
        }
    }

    [Fact]
    public void GradientNorm_IsThatBeforeClipping()
    {
        using TrainingSession<TinySoftmax> clipped = new(TinySoftmax.Create(), new Sgd(0.1f) { ClipNorm = 0.01f });
        using TrainingSession<TinySoftmax> free = new(TinySoftmax.Create(), new Sgd(0.1f));
        Assert.True(double.IsNaN(clipped.GradientNorm));
        int inputs = TinySoftmax.Info.Input.ElementCount;
        float[] images = Sample.Floats(2 * inputs, 3);
        clipped.Step(images, [0, 1]);
        free.Step(images, [0, 1]);
        Assert.True(double.IsNaN(free.GradientNorm));
        double sum = 0, clippedSum = 0;
        for (int i = 0; i < free.Gradients.Count; i++)
        {
            sum += free.Gradients[i].ToArray().Sum(value => (double)value * value);
            clippedSum += clipped.Gradients[i].ToArray().Sum(value => (double)value * value);
        }
        Assert.Equal(Math.Sqrt(sum), clipped.GradientNorm, 1e-6);
        Assert.True(clipped.GradientNorm > 0.02);
        Assert.Equal(0.01, Math.Sqrt(clippedSum), 1e-6);
    }
}
