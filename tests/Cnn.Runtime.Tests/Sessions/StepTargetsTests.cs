using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>What a step was given is checked once, and what was checked is what it reads.</summary>
public sealed class StepTargetsTests
{
    [Fact]
    public void Labels_ThatAreChangedWhileAStepRuns_ChangeNothing()
    {
        float[] images = Sample.Floats(8 * 9);
        int[] labels = Sample.Labels(8, 4);
        TinySoftmax expected = TinySoftmax.Create();
        using (TrainingSession<TinySoftmax> session = new(expected, new Sgd(1)))
            session.Step(images, labels);
        Meddler<TinySoftmax> network = Meddler<TinySoftmax>.Create();
        Meddler<TinySoftmax>.Meanwhile = () => Array.Fill(labels, 100_000_000);
        using (TrainingSession<Meddler<TinySoftmax>> session = new(network, new Sgd(1)))
        {
            session.Step(images, labels);
            Assert.Equal(100_000_000, labels[0]);
            Assert.Contains("labels[0] is 100000000", Assert.Throws<ArgumentException>(() => session.Step(images, labels)).Message);
        }
        Assert.Equal(Sample.Bits(expected.Parameters.Arena.Span), Sample.Bits(network.Parameters.Arena.Span));
    }

    [Fact]
    public void Targets_ThatAreChangedWhileAStepRuns_ChangeNothing()
    {
        float[] images = Sample.Floats(4 * 2), targets = Sample.Floats(4);
        TinyRegression expected = TinyRegression.Create();
        using (TrainingSession<TinyRegression> session = new(expected, new Sgd(1)))
            session.Step(images, targets);
        Meddler<TinyRegression> network = Meddler<TinyRegression>.Create();
        Meddler<TinyRegression>.Meanwhile = () => Array.Fill(targets, float.NaN);
        using (TrainingSession<Meddler<TinyRegression>> session = new(network, new Sgd(1)))
            session.Step(images, targets);
        Assert.Equal(Sample.Bits(expected.Parameters.Arena.Span), Sample.Bits(network.Parameters.Arena.Span));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Target_ThatIsNotFinite_IsRefused_WithItsPlace(float target, string written)
    {
        TinyRegression network = TinyRegression.Create();
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        using TrainingSession<TinyRegression> session = new(network, new Sgd(1));
        ArgumentException exception = Assert.Throws<ArgumentException>("targets", () => session.Step(new float[8], [0, 1e38f, target, 0]));
        Assert.Contains($"Targets must be finite; targets[2], of instance 2, output 0, is {written}.", exception.Message);
        Assert.Throws<ArgumentException>("targets", () => session.ComputeGradients(new float[8], [0, 0, target, 0]));
        Assert.Equal(0, session.StepCount);
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
    }

    [Theory]
    [InlineData(7f, "7")]
    [InlineData(-0.001f, "-0.001")]
    [InlineData(1.0000001f, "1.0000001")]
    [InlineData(float.NaN, "NaN")]
    public void Target_OfABinaryCrossEntropy_ThatIsNoShare_IsRefused_WithItsPlace(float target, string written)
    {
        StepTargets targets = new(Shares);
        Assert.Equal([0f, 1f, 0.5f], targets.Take([0f, 1f, 0.5f]).ToArray());
        for (int at = 0; at < 37; at++)
        {
            float[] values = new float[40];
            values[at] = target;
            string message = Assert.Throws<ArgumentException>("targets", () => { targets.Take(values); }).Message;
            Assert.Contains(
                FormattableString.Invariant(
                    $"0 to 1, as the loss is a binary cross-entropy over shares; targets[{at}], of instance {at / 5}, output {at % 5}, is ")
                    + FormattableString.Invariant($"{written}."), message);
        }
    }

    [Fact]
    public void CopiedTargets_AreTheSessionsOwn_AndAllocatedOnce()
    {
        StepTargets targets = new(Shares);
        float[] values = new float[40];
        ReadOnlySpan<float> first = targets.Take(values), second = targets.Take(values);
        Assert.False(Unsafe.AreSame(in first[0], in values[0]));
        Assert.True(Unsafe.AreSame(in first[0], in second[0]));
    }

    // 8 instances of 5 outputs after a sigmoid.
    private static NetworkInfo Shares { get; } = new()
    {
        Name = "Shares",
        Input = TinyRegression.Info.Input,
        Output = new TensorShape(1, 1, 5),
        OutputFunction = OutputFunction.Sigmoid,
        Loss = new BinaryCrossEntropy(),
        Layers = [],
        Parameters = [],
        TrainableFloats = 0,
        ParameterFloats = 0,
        Inference = TinyRegression.Info.Inference,
        Training = TinyRegression.Info.Training with { BatchSize = 8 },
    };
}
