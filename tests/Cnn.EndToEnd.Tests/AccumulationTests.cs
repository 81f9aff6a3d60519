using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Steps whose images come in parts.</summary>
[Trait("Category", "Numeric")]
public sealed class AccumulationTests
{
    // Dropout draws anew in each part, batch norms take each part's statistics, and Dice's loss each part's sums.
    public static TheoryData<string> Networks =>
        [.. NetworkHarness.Names("Gradients.").Append("Winograd.Blocks").Where(name => NetworkHarness.SpecOf(name) is { Batch: > 1 } spec
            && spec.Loss.Kind != LossKind.Dice && !spec.Layers.Any(layer => layer is BatchNormSpec or DropoutSpec))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void MeanOfUnequalParts_IsTheLargerBatchs(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        var network = NetworkHarness.Of(name).Create(3);
        double[] images = Numbers.Images(spec, spec.Batch, 31);
        var target = Numbers.TargetOf(spec, spec.Batch);
        float loss;
        float[][] whole;
        using (var training = network.Train(new Sgd(0)))
        {
            loss = training.Step(Closeness.Narrow(images), target);
            whole = training.Gradients;
        }
        foreach (int first in (int[])[1, spec.Batch - 1])
        {
            foreach (int threads in (int[])[1, 3])
            {
                using var training = network.Train(new Sgd(0), threads);
                training.Accumulate(Part(images, 0, first), PartOf(target, 0, first, spec.Batch));
                training.Accumulate(Part(images, first, spec.Batch), PartOf(target, first, spec.Batch, spec.Batch));
                Assert.Equal(loss, training.ApplyGradients(), 2e-6f * Math.Max(1, Math.Abs(loss)));
                double distance = Math.Sqrt(whole.Zip(training.Gradients).Sum(pair => pair.First.Zip(pair.Second)
                    .Sum(values => Math.Pow(values.First - (double)values.Second, 2))));
                double norm = Math.Sqrt(whole.Sum(gradient => gradient.Sum(value => (double)value * value)));
                // Winograd's transforms subtract numbers that are larger than what is left.
                Assert.InRange(distance, 0, (name.StartsWith("Winograd.", StringComparison.Ordinal) ? 5e-6 : 1e-6) * norm);
            }
        }

        float[] Part(double[] values, int begin, int end) =>
            Closeness.Narrow(values[(begin * (values.Length / spec.Batch))..(end * (values.Length / spec.Batch))]);
    }

    [Theory]
    [InlineData("Gradients.NormsOfResiduals")]
    [InlineData("Dropouts.DropsBetween")]
    [InlineData("LeNet5")]
    public void OnePart_IsAStep_ToTheBit(string name)
    {
        float[][][] results = [.. new[] { false, true }.Select(accumulates =>
        {
            var spec = NetworkHarness.SpecOf(name);
            var network = NetworkHarness.Of(name).Create(3);
            using var training = network.Train(new Sgd(0.05f) { Momentum = 0.9f, ClipNorm = 0.1f }, threads: accumulates ? 2 : 1);
            for (int step = 0; step < 3; step++)
            {
                float[] images = Closeness.Narrow(Numbers.Images(spec, spec.Batch, 31 + step));
                var target = Numbers.TargetOf(spec, spec.Batch);
                if (accumulates)
                {
                    training.Accumulate(images, target);
                    training.ApplyGradients();
                }
                else
                {
                    training.Step(images, target);
                }
            }
            return network.Parameters.Select(view => view.ToArray()).ToArray();
        })];
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void PartsThatAreNotApplied_AreInTheWayOfSteps()
    {
        var network = Cnn.EndToEnd.Networks.LeNet5.Create();
        using var session = network.CreateTraining(new Sgd(0.1f));
        float[] image = new float[32 * 32];
        Assert.Contains("call Accumulate first", Assert.Throws<InvalidOperationException>(() => session.ApplyGradients()).Message,
            StringComparison.Ordinal);
        session.Accumulate(image, [1]);
        session.Accumulate(image, [2]);
        Assert.Equal(2, session.AccumulatedBatches);
        Assert.Contains("The gradients of 2 batches were accumulated and not applied, so that a step of its own cannot be taken",
            Assert.Throws<InvalidOperationException>(() => session.Step(image, [1])).Message, StringComparison.Ordinal);
        Assert.Contains("a checkpoint", Assert.Throws<InvalidOperationException>(() => session.SaveCheckpoint("unused")).Message,
            StringComparison.Ordinal);
        session.DiscardGradients();
        session.Step(image, [1]);
        Assert.Equal(1, session.StepCount);
    }

    [Fact]
    public void Parts_AllocateNothing()
    {
        var network = Cnn.EndToEnd.Networks.LeNet5.Create();
        using var session = network.CreateTraining(new Sgd(0.1f), new() { Threads = 1 });
        float[] image = new float[32 * 32];
        int[] label = [1];
        Steps(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(3);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Steps(int count)
        {
            for (int step = 0; step < count; step++)
            {
                session.Accumulate(image, label);
                session.Accumulate(image, label);
                session.ApplyGradients();
            }
        }
    }

    private static Target PartOf(Target target, int begin, int end, int batch) => target.Labels is { } labels
        ? new(labels[(begin * (labels.Length / batch))..(end * (labels.Length / batch))], null)
        : new(null, target.Values![(begin * (target.Values.Length / batch))..(end * (target.Values.Length / batch))]);
}
