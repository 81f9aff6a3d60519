using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Dropout, seen through training sessions.</summary>
[Trait("Category", "Numeric")]
public sealed class DropoutTests
{
    [Fact]
    public void Mask_KeepsTheShareAndTheMean()
    {
        float[] mask = Masks("DropsInputs", steps: 1)[0];
        float kept = 1 / (1 - 0.3f);
        Assert.All(mask, value => Assert.True(value is 0 || Math.Abs(value - kept) < 1e-6, $"{value} is neither 0 nor {kept}."));
        // 4,000 draws: the share's standard deviation is √(0.3 · 0.7 / 4000) = 0.0072; five of them on each side.
        Assert.InRange(mask.Count(value => value == 0) / 4000.0, 0.3 - 0.036, 0.3 + 0.036);
        Assert.InRange(mask.Average(), 1 - 0.052, 1 + 0.052);
    }

    [Fact]
    public void Masks_DifferFromStepToStepAndFromInstanceToInstance()
    {
        var masks = Masks("DropsInputs", steps: 2);
        Assert.NotEqual(masks[0], masks[1]);
        Assert.NotEqual(masks[0][..1000], masks[0][1000..2000]);
        // Two independent masks agree on 0.3² + 0.7² = 0.58 of the values.
        Assert.InRange(masks[0].Zip(masks[1], (a, b) => a == b).Count(equal => equal) / 4000.0, 0.54, 0.62);
    }

    [Fact]
    public void TwoLayers_DropIndependently()
    {
        float[] mask = Masks("DropsTwice", steps: 1)[0];
        Assert.InRange(mask.Count(value => value == 0) / 4000.0, 0.75 - 0.035, 0.75 + 0.035);
        Assert.All(mask, value => Assert.True(value is 0 or 4));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Masks_AreTheSameForAnyNumberOfThreads(int threads) =>
        Assert.Equal(Masks("DropsInputs", steps: 3), Masks("DropsInputs", steps: 3, threads));

    [Fact]
    public void Masks_FollowTheSeed()
    {
        Assert.Equal(Masks("DropsInputs", steps: 1, seed: 7), Masks("DropsInputs", steps: 1, seed: 7));
        Assert.NotEqual(Masks("DropsInputs", steps: 1, seed: 7), Masks("DropsInputs", steps: 1, seed: 8));
    }

    [Fact]
    public void Inference_DropsNothing()
    {
        float[] image = Closeness.Narrow(Fill.Values(1000, 1, 1));
        Assert.Equal(image, NetworkHarness.Of("Dropouts.DropsInputs").Create().Predict(image));
    }

    [Theory]
    [InlineData("DropsBetween", 2)]
    [InlineData("DropsVectors", 1)]
    public void Gradients_AreThoseOfTheMaskedNetwork(string name, int dropout)
    {
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf("Dropouts." + name));
        var network = NetworkHarness.Of("Dropouts." + name).Create();
        Numbers.SetParameters(reference, network.Parameters);
        // The identity as the last kernel shows what the dropout let through.
        var last = reference.Parameters[^1];
        int size = last.Spec.Maps;
        Assert.Equal(size * size, last.Values.Length);
        for (int i = 0; i < last.Values.Length; i++) last.Values[i] = i / size == i % size ? 1 : 0;
        network.Parameters[^1].CopyFrom(Closeness.Narrow(last.Values));

        int batch = reference.Spec.Batch;
        double[] images = Numbers.Images(reference.Spec, batch);
        var target = Numbers.TargetOf(reference.Spec, batch);
        using var training = network.Train(new Sgd(0));
        float loss = training.Step(Closeness.Narrow(images), target);
        double rate = ((Dsl.DropoutSpec)reference.Spec.Layers[dropout]).Rate;
        double[] mask = Array.ConvertAll(training.Logits, value => value == 0 ? 0 : 1 / (1 - rate));
        Assert.InRange(mask.Count(value => value == 0) / (double)mask.Length, rate - 0.12, rate + 0.12);

        var pass = reference.Forward(images, batch, new Dictionary<int, double[]> { [dropout] = mask });
        GradientTests.AssertForward(reference.Logits(pass), training.Logits, "outputs");
        Assert.Equal(target.Loss(reference, pass), loss, 1e-5);
        GradientTests.AssertGradients(reference, pass, target, training.Gradients);
    }

    private static List<float[]> Masks(string name, int steps, int threads = 1, int seed = 1)
    {
        float[] ones = new float[4000];
        Array.Fill(ones, 1);
        using var training = NetworkHarness.Of("Dropouts." + name).Create().Train(new Sgd(0.1f), threads, seed);
        return Enumerable.Range(0, steps).Select(_ =>
        {
            training.Step(ones, new Target(null, new double[4000]));
            return training.Logits;
        }).ToList();
    }
}
