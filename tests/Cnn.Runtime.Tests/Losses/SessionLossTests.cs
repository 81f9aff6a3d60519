namespace Cnn.Runtime.Tests;

/// <summary>Sessions with other losses than the network's own.</summary>
public sealed class SessionLossTests
{
    private static readonly float[] s_images = Sample.Floats(8 * 9);
    private static readonly int[] s_labels = Sample.Labels(8, 4);

    [Fact]
    public void OneHotTargets_AreLabels()
    {
        float[] targets = new float[8 * 4];
        for (int i = 0; i < 8; i++)
            targets[(i * 4) + s_labels[i]] = 1;
        var (labelLoss, byLabels) = Gradients(new(), session => session.ComputeGradients(s_images, s_labels));
        var (targetLoss, byTargets) = Gradients(new(), session => session.ComputeGradients(s_images, targets));
        Assert.Equal(labelLoss, targetLoss, 1e-6);
        for (int i = 0; i < byLabels.Length; i++)
            Assert.Equal(byLabels[i], byTargets[i], 1e-6);
    }

    [Fact]
    public void IgnoredImages_AreAsIfTheyWereNotThere()
    {
        TrainingOptions options = new() { Loss = new SoftmaxCrossEntropy { IgnoredLabel = -100 } };
        var (few, expected) = Gradients(new(), session => session.ComputeGradients(s_images.AsSpan(0, 5 * 9), s_labels.AsSpan(0, 5)));
        int[] labels = [.. s_labels.Take(5), -100, -100, -100];
        var (loss, found) = Gradients(options, session => session.ComputeGradients(s_images, labels));
        Assert.Equal(few, loss);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void ABatchOfNothing_HasNoLoss_AndChangesNothing()
    {
        TinySoftmax network = TinySoftmax.Create();
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        using TrainingSession<TinySoftmax> session = new(
            network, new Sgd(1), new() { Loss = new SoftmaxCrossEntropy { IgnoredLabel = 255 } });
        Assert.Equal(0, session.Step(s_images, [255, 255, 255, 255, 255, 255, 255, 255]));
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        string message = Assert.Throws<ArgumentException>("labels", () => session.Step(s_images, [0, 1, 2, 3, 4, 0, 0, 0])).Message;
        Assert.Contains("Labels must be 0 to 3, or 255 for what is ignored; labels[4] is 4.", message);
    }

    [Fact]
    public void Weights_DivideByTheirSum()
    {
        // With one class, its weight is in the loss and in what that is divided by.
        TrainingOptions options = new() { Loss = new SoftmaxCrossEntropy { ClassWeights = [7, 1, 1, 1] } };
        var (plain, expected) = Gradients(new(), session => session.ComputeGradients(s_images, new int[8]));
        var (weighted, found) = Gradients(options, session => session.ComputeGradients(s_images, new int[8]));
        Assert.Equal(plain, weighted, 1e-6);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-6);
    }

    [Theory]
    [InlineData(0.5f, "those of instance 1 add up to 0.5")]
    [InlineData(1.5f, "0 to 1, as the loss is SoftmaxCrossEntropy; targets[4], of instance 1, output 0, is 1.5")]
    [InlineData(float.NaN, "targets[4], of instance 1, output 0, is NaN")]
    public void Targets_ThatAreNoProbabilities_AreRefused_WithTheirPlace(float target, string message)
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1));
        float[] targets = [0, 0.25f, 0.75f, 0, target, 0, 0, 0];
        Assert.Contains(message, Assert.Throws<ArgumentException>("targets", () => session.Step(new float[18], targets)).Message);
        Assert.Equal(0, session.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_OfWeightedLosses_AreTheSameForAnyThreads(int threads)
    {
        Loss loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = [1, 2, 3, 4], IgnoredLabel = 2 };
        TinySoftmax one = TinySoftmax.Create(), other = TinySoftmax.Create();
        using TrainingSession<TinySoftmax> expected = new(one, new Sgd(0.1f), new() { Loss = loss, Threads = 2 });
        using TrainingSession<TinySoftmax> found = new(other, new Sgd(0.1f), new() { Loss = loss, Threads = threads });
        for (int i = 0; i < 5; i++)
            Assert.Equal(expected.Step(s_images, s_labels), found.Step(s_images, s_labels));
        Assert.Equal(Sample.Bits(one.Parameters.Arena.Span), Sample.Bits(other.Parameters.Arena.Span));
    }

    [Fact]
    public void Steps_OfAnyLoss_AllocateNothing()
    {
        float[] targets = new float[8 * 4];
        Array.Fill(targets, 0.25f);
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(0.1f), new()
        {
            Threads = 1, Loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = [1, 2, 3, 4], IgnoredLabel = 2 },
        });
        for (int i = 0; i < 100; i++)
        {
            session.Step(s_images, s_labels);
            session.Step(s_images, targets);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Step(s_images, s_labels);
        session.Step(s_images, targets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (float Loss, float[] Gradients) Gradients(TrainingOptions options, Func<TrainingSession<TinySoftmax>, float> compute)
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1), options);
        float loss = compute(session);
        return (loss, [.. session.Gradients.SelectMany(gradient => gradient.ToArray())]);
    }
}
