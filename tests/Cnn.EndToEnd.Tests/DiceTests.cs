using Cnn.EndToEnd.Networks.Gradients;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// A loss of sums over the batch, whose pass is run in two parts. Its networks are compared with the interpreter and its central
/// differences (<see cref="GradientTests"/>), with halves of them frozen (<see cref="FrozenTests"/>), where all networks are.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class DiceTests
{
    private const int Pixels = 4 * 6;

    public static TheoryData<string> Networks =>
        ["Gradients.Dice", "Gradients.DiceIgnored", "Gradients.DiceVector", "Gradients.DiceHeads"];

    [Fact]
    public void Info_HasTheDeclaredLoss()
    {
        Assert.Equal("DiceLoss", Dice.Info.Loss.ToString());
        Assert.Equal("DiceLoss (smooth 0.1, ignored label 255)", DiceIgnored.Info.Loss.ToString());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Bits_DependOnNoNumberOfThreads_AndNotOnWhatALargerBatchLeft(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        List<float[]> expected = Run(threads: 1, isAnew: true);
        Assert.Equal(expected, Run(threads: 1, isAnew: false));
        Assert.Equal(expected, Run(threads: 2, isAnew: false));
        Assert.Equal(expected, Run(threads: 3, isAnew: false));

        List<float[]> Run(int threads, bool isAnew)
        {
            var network = NetworkHarness.Of(name).Create(2);
            List<float[]> results = [];
            var training = network.Train(new Sgd(0), threads);
            foreach (int instances in new[] { spec.Batch, 1, spec.Batch - 1 })
            {
                if (isAnew)
                {
                    training.Dispose();
                    training = network.Train(new Sgd(0), threads);
                }
                float loss = training.Step(
                    Closeness.Narrow(Numbers.Images(spec, instances, 31 + instances)), Numbers.TargetOf(spec, instances));
                results.Add([loss, .. training.Gradients.SelectMany(gradient => gradient)]);
            }
            training.Dispose();
            return results;
        }
    }

    // The loss is of the batch as a whole, and no mean of the images' own; each part of an accumulated step is a batch.
    [Fact]
    public void PartsOfAStep_AreBatchesOfTheirOwn_AndAnEvaluationsImages_Too()
    {
        var spec = NetworkHarness.SpecOf("Gradients.DiceIgnored");
        var network = DiceIgnored.Create(2);
        float[] images = Closeness.Narrow(Numbers.Images(spec, 3, 31));
        int[] labels = Numbers.TargetOf(spec, 3).Labels!;
        int image = images.Length / 3, told = labels.Length / 3;
        using var training = network.CreateTraining(new Sgd(0), new() { Threads = 1 });
        float whole = training.ComputeGradients(images, labels);
        float one = training.Accumulate(images.AsSpan(0, image), labels.AsSpan(0, told));
        float others = training.Accumulate(images.AsSpan(image), labels.AsSpan(told));
        Assert.Equal((one + (2 * others)) / 3, training.ApplyGradients(), 1e-6f);
        Assert.True(Math.Abs(whole - ((one + (2 * others)) / 3)) > 1e-4f);

        byte[] bytes = [.. Enumerable.Range(0, images.Length).Select(i => (byte)(i * 37))];
        using var session = network.CreateSession();
        double mean = Evaluation.Of(session, new SegmentedImages(bytes, DiceIgnored.Info.Input, labels, told, 2, 255)).MeanLoss;
        float[] scaled = [.. bytes.Select(value => value * (1f / 255))];
        double expected = Enumerable.Range(0, 3).Average(n => (double)training.ComputeGradients(
            scaled.AsSpan(n * image, image), labels.AsSpan(n * told, told)));
        Assert.Equal(expected, mean, 1e-6);
    }

    [Fact]
    public void ASessionThatLooksForWhatIsNotFinite_TakesTheSameSteps_AndFindsIt()
    {
        var spec = NetworkHarness.SpecOf("Gradients.Dice");
        float[] images = Closeness.Narrow(Numbers.Images(spec, 3, 31));
        int[] labels = Numbers.TargetOf(spec, 3).Labels!;
        foreach (string[] frozen in (string[][])[[], ["conv1*", "batchnorm1*"]])
        {
            float[][][] results = [.. new[] { false, true }.Select(looks =>
            {
                var network = Dice.Create(3);
                ParameterGroup[] groups = frozen.Length > 0 ? [new(frozen) { Frozen = true }] : [];
                using var session = network.CreateTraining(
                    new Sgd(0.05f) { Momentum = 0.9f, Groups = groups }, new() { Threads = 1, DetectNonFinite = looks });
                for (int step = 0; step < 3; step++)
                    session.Step(images, labels);
                return network.Parameters.Select(view => view.ToArray()).ToArray();
            })];
            Assert.Equal(results[0], results[1]);
        }
        images[(1 * Pixels * 2) + 7] = float.NaN;
        using var training = Dice.Create(3).CreateTraining(new Sgd(0.05f), new() { Threads = 1, DetectNonFinite = true });
        var found = Assert.Throws<NotFiniteException>(() => training.Step(images, labels));
        Assert.Equal((StepPart.Forward, "input"), (found.Part, found.Layer));
    }

    // All is finite up to the loss: what conv1 computes is 0, and so nothing comes of conv2's weights but on the way back.
    [Fact]
    public void TheSearch_GoesPastTheLoss()
    {
        var spec = NetworkHarness.SpecOf("Gradients.DiceIgnored");
        var network = DiceIgnored.Create(2);
        foreach (var view in network.Parameters)
            view.CopyFrom([.. view.ToArray().Select((_, i) => view.Name != "conv2.weight" ? 0 : i < 18 ? 3e38f : -3e38f)]);
        float[] images = [.. Numbers.Images(spec, 3, 31).Select(value => (float)(1e6 * value))];
        using var training = network.CreateTraining(new Sgd(0.05f), new() { Threads = 1, DetectNonFinite = true });
        var found = Assert.Throws<NotFiniteException>(() => training.Step(images, Numbers.TargetOf(spec, 3).Labels!));
        Assert.Equal((StepPart.Gradient, "conv1", "'d conv1.weight'"), (found.Part, found.Layer, found.Tensor));
    }

    [Fact]
    public void Steps_AllocateNothing_AndLearn()
    {
        // Of four rows of pixels, the upper two are of one class.
        float[] images = [.. Enumerable.Range(0, 3 * Pixels * 2).Select(i => (float)Math.Sin(i * i))];
        int[] labels = [.. Enumerable.Range(0, 3 * Pixels).Select(i => i / 6 % 4 / 2)];
        using var training = Dice.Create(1).CreateTraining(new Adam(0.02f), new() { Threads = 1 });
        float first = training.Step(images, labels), last = training.Step(images, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 150; step++)
            last = training.Step(images, labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(first, 0.4, 0.8);
        Assert.InRange(last, 0, first / 2);
    }

    // A class without pixels, with and without smoothing; and a batch without any pixel that counts.
    [Fact]
    public void WhatIsNotThere_HasALoss_AndAFiniteGradient()
    {
        var spec = NetworkHarness.SpecOf("Gradients.DiceIgnored");
        float[] images = Closeness.Narrow(Numbers.Images(spec, 2, 31));
        int[] labels = new int[Numbers.TargetOf(spec, 2).Labels!.Length];
        Assert.InRange(Step(0, labels), 0.5, 1);
        Assert.InRange(Step(1e9f, labels), 0, 1e-6);
        labels.AsSpan().Fill(255);
        Assert.Equal(0, Step(1, labels));
        Assert.Equal(1, Step(0, labels));

        float Step(float smooth, int[] told)
        {
            using var training = DiceIgnored.Create(2).CreateTraining(
                new Sgd(0), new() { Threads = 1, Loss = new DiceLoss { Smooth = smooth, IgnoredLabel = 255 } });
            float loss = training.ComputeGradients(images, told);
            foreach (var gradient in training.Gradients)
                Assert.All(gradient.ToArray(), value => Assert.True(told[0] == 255 ? value == 0 : float.IsFinite(value)));
            return loss;
        }
    }
}
