using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Same seed, same bits: whatever the threads, the batch and the spelling.</summary>
[Trait("Category", "Numeric")]
public sealed class DeterminismTests
{
    public static TheoryData<string> Trained =>
        ["LeNet5", "Digits", "Dropouts.DropsBetween", "Gradients.ManyMaps", "Gradients.PoolAfterPool", "Gradients.BinaryOfMap",
            "Gradients.NormsOfResiduals", "Gradients.SumOfNorms", "Gradients.SlicesOfNorms", "Gradients.HeadsAroundNorms",
            "Winograd.Residual", "Winograd.Blocks"];

    private static readonly string[] s_names = [.. NetworkHarness.Names("Gradients."), "LeNet5", "Digits", "CaffeLeNet"];

    public static TheoryData<string> Networks => [.. s_names];

    // A batch norm uses the batch's statistics while training, and running ones at inference. Sums along rows have another order than those
    // over blocks of maps, and training uses them for fewer layers.
    public static TheoryData<string> NetworksOfOneMeaning =>
        [.. s_names.Where(name => !NetworkHarness.SpecOf(name).Layers.Any(layer => layer is BatchNormSpec)
            && SumsAlike(NetworkHarness.SpecOf(name)))];

    private static bool SumsAlike(NetworkSpec spec)
    {
        var plan = Planner.Plan(spec);
        return RowConvolutions(plan.Inference) == RowConvolutions(plan.Training);

        static int RowConvolutions(ExecutionPlan pass) => pass.Phases.Sum(phase => phase.Steps.Count(step => step is RowConvolutionStep));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void WeightFile_IsTheSameForTwoRunsAndAnyNumberOfThreads(string name)
    {
        byte[] first = Train(name, threads: 1);
        Assert.Equal(first, Train(name, threads: 1));
        Assert.Equal(first, Train(name, threads: 2));
        Assert.Equal(first, Train(name, threads: 3));
        Assert.NotEqual(first, Train(name, threads: 1, seed: 2));
    }

    [Fact]
    public void AllSpellings_LearnTheSame()
    {
        byte[] text = Train("LeNet5", threads: 2);
        Assert.Equal(text, Train("LeNet5AsAttributes", threads: 2, spec: "LeNet5"));
        Assert.Equal(text, Train("LeNet5AsSource", threads: 2, spec: "LeNet5"));
        Assert.Equal(Train("Digits", threads: 1), Train("DigitsAsAttributes", threads: 1, spec: "Digits"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ImagesTogether_GiveTheBitsOfImagesAlone(string name)
    {
        var network = NetworkHarness.Of(name).Create(3);
        int inputs = network.Parameters.Info.Input.ElementCount;
        int instances = 2 * network.Parameters.Info.Inference.BatchSize + 1;
        float[] images = Closeness.Narrow(Fill.Values(instances * inputs, 9, 1));
        float[] alone = Enumerable.Range(0, instances).SelectMany(n => network.Predict(images[(n * inputs)..((n + 1) * inputs)])).ToArray();
        Assert.Equal(alone, network.Predict(images));
        Assert.Equal(alone, network.Predict(images, threads: 2));
        Assert.Equal(alone, network.Predict(images, threads: 3));
    }

    [Theory]
    [MemberData(nameof(NetworksOfOneMeaning))]
    public void Inference_GivesTheLogitsOfTraining(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        var network = NetworkHarness.Of(name).Create(3);
        int instances = Math.Min(spec.Batch, spec.InferenceBatch);
        double[] images = Numbers.Images(spec, instances);
        float[] inference = network.Logits(Closeness.Narrow(images));
        using var training = network.Train(new Sgd(0));
        training.Step(Closeness.Narrow(images), Numbers.TargetOf(spec, instances));
        Assert.Equal(inference, training.Logits);
    }

    private static byte[] Train(string name, int threads, int seed = 1, string? spec = null)
    {
        var meaning = NetworkHarness.SpecOf(spec ?? name);
        var network = NetworkHarness.Of(name).Create(seed);
        using (var training = network.Train(new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 1e-3f }, threads, seed))
        {
            for (int step = 0; step < 4; step++)
            {
                int instances = step == 2 ? Math.Max(meaning.SmallestBatch, meaning.Batch - 1) : meaning.Batch;
                training.Step(Closeness.Narrow(Numbers.Images(meaning, instances, 100 + step)), Numbers.TargetOf(meaning, instances));
            }
        }
        using var file = new TemporaryFile();
        network.Parameters.Save(file.Path);
        return File.ReadAllBytes(file.Path);
    }
}
