using Cnn.EndToEnd.Networks.Gradients;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>A session that finds where the first number that is not finite was written.</summary>
public sealed class DetectionTests
{
    private static readonly TrainingOptions s_options = new() { Threads = 1, DetectNonFinite = true };

    [Fact]
    public void PixelThatIsNaN_IsFoundInTheInput()
    {
        float[] images = Images("LeNet5", 2);
        images[1024 + (3 * 32) + 5] = float.NaN;
        var found = Search(Cnn.EndToEnd.Networks.LeNet5.Create(), new Sgd(0.1f), images, [1, 2]);
        Assert.Equal((StepPart.Forward, "input", "'input'"), (found.Part, found.Layer, found.Tensor));
        Assert.Equal([1, 3, 5, 0], found.Index);
        Assert.Equal(1, found.Step);
        Assert.Contains("Step 1: 'input' holds NaN at instance 1, row 3, column 5, channel 0, written by layer input on the way forward. ",
            found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overflow_IsFoundInTheLayerThatMakesIt()
    {
        var network = NormsOfResiduals.Create();
        var second = network.Parameters.First(view => view.Name == "conv2.weight");
        float[] values = second.ToArray();
        values.AsSpan().Fill(3e38f);
        second.CopyFrom(values);
        var found = Search(network, new Sgd(0.1f), Images("Gradients.NormsOfResiduals", 3), [1, 2, 3]);
        Assert.Equal((StepPart.Forward, "conv2"), (found.Part, found.Layer));
        Assert.Equal(4, found.Index.Count);
    }

    [Fact]
    public void ParameterThatIsNaN_WasThereBefore()
    {
        var network = NormsOfResiduals.Create();
        var bias = network.Parameters.First(view => view.Name == "dense1.bias");
        float[] values = bias.ToArray();
        values[3] = float.NaN;
        bias.CopyFrom(values);
        var found = Search(network, new Sgd(0.1f), Images("Gradients.NormsOfResiduals", 3), [1, 2, 3]);
        Assert.Equal((StepPart.Before, "'dense1.bias'"), (found.Part, found.Tensor));
        Assert.Equal([3], found.Index);
    }

    [Fact]
    public void UpdateThatOverflows_IsTakenBack()
    {
        var found = Search(NormsOfResiduals.Create(), new Sgd(float.MaxValue) { WeightDecay = float.MaxValue },
            Images("Gradients.NormsOfResiduals", 3), [1, 2, 3]);
        Assert.Equal((StepPart.Update, null), (found.Part, found.Layer));
    }

    [Fact]
    public void Steps_AreThoseOfASessionThatDoesNotLook()
    {
        foreach (bool isFrozen in (bool[])[false, true])
        {
            float[][][] results = [.. new[] { false, true }.Select(looks =>
            {
                var network = NormsOfResiduals.Create(3);
                ParameterGroup[] groups = isFrozen ? [new("conv1*", "batchnorm1*") { Frozen = true }] : [];
                using var session = network.CreateTraining(
                    new Sgd(0.05f) { Momentum = 0.9f, ClipNorm = 0.5f, Groups = groups }, new() { Threads = 1, DetectNonFinite = looks });
                for (int step = 0; step < 3; step++)
                    session.Step(Images("Gradients.NormsOfResiduals", 3), [1, 2, 3]);
                return network.Parameters.Select(view => view.ToArray()).ToArray();
            })];
            Assert.Equal(results[0], results[1]);
        }
    }

    private static float[] Images(string name, int count) => Closeness.Narrow(Numbers.Images(NetworkHarness.SpecOf(name), count, 31));

    private static NotFiniteException Search<TNetwork>(TNetwork network, Optimizer optimizer, float[] images, int[] labels)
        where TNetwork : class, INetwork<TNetwork>
    {
        int[][] before = Bits();
        using var session = new TrainingSession<TNetwork>(network, optimizer, s_options);
        var found = Assert.Throws<NotFiniteException>(() => session.Step(images, labels));
        Assert.Equal(before, Bits());
        Assert.Equal(0, session.StepCount);
        return found;

        int[][] Bits() => [.. network.Parameters.Select(view => Array.ConvertAll(view.ToArray(), BitConverter.SingleToInt32Bits))];
    }
}
