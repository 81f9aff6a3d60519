namespace Cnn.Conformance.Tests;

/// <summary>A batch norm of vectors that is frozen normalises by its running statistics, and so a step may be of one instance.</summary>
[Trait("Category", "Numeric")]
public sealed class FrozenVectorNormTests
{
    private const int Inputs = 5 * 3 * 2;

    private static readonly Compiled s_networks = new(
        "network Normed { batch 4, input 5x3x2, dense 17, first: batchnorm, tanh, dense 5, second: batchnorm, tanh, dense 3, softmax }");

    [Fact]
    public void StepOfOneInstance_HasTheGradientsOfItsPrediction() => s_networks.Call(GetType(), nameof(CompareGradients), ["Normed"]);

    [Fact]
    public void Trainer_TakesALastBatchOfOne_WhereAllAreFrozen() => s_networks.Call(GetType(), nameof(TrainFiveImages), ["Normed"]);

    [Theory]
    [InlineData("first.*", "second")]
    [InlineData("*.bias", "first")]
    public void WhereOneIsNotFrozen_TwoAreNeeded_AndItIsNamed(string frozen, string named) =>
        s_networks.Call(GetType(), nameof(RefuseOne), ["Normed"], frozen, named);

    private static void CompareGradients<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = Warm<TNetwork>();
        float[] image = Images(1, 7);
        using var session = new TrainingSession<TNetwork>(network, Frozen("first.*", "second.*"));
        Assert.Equal((1, 2), (session.SmallestBatch, TNetwork.Info.SmallestBatch));
        Assert.Equal(LossOf(network, image), session.ComputeGradients(image, [2]), 1e-5);
        var gradients = session.Gradients.Select(gradient => (gradient.Name, Values: gradient.ToArray())).ToArray();
        Assert.Equal(6, gradients.Length);
        session.Dispose();
        foreach (var (name, found) in gradients)
        {
            var view = network.Parameters.Find(name);
            float[] values = view.ToArray();
            for (int i = 0; i < values.Length; i += 1 + (values.Length / 13))
            {
                double expected = (Moved(i, 1f / 128) - Moved(i, -1f / 128)) * 64;
                Assert.Equal(expected, found[i], 1e-4);
            }
            view.CopyFrom(values);

            double Moved(int i, float by)
            {
                float[] moved = [.. values];
                moved[i] += by;
                view.CopyFrom(moved);
                return LossOf(network, image);
            }
        }
    }

    private static void TrainFiveImages<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var data = new LabeledImages(new byte[5 * Inputs], TNetwork.Info.Input, [0, 1, 2, 0, 1], 3);
        var network = Warm<TNetwork>();
        float[] statistics = network.Parameters.Find("first.running_var").ToArray();
        Assert.Single(new Trainer<TNetwork>(network, Frozen("first.*", "second.*")).Run(data));
        Assert.Equal(statistics, network.Parameters.Find("first.running_var").ToArray());
        Assert.NotEmpty(LearningRateFinder.Run(network, Frozen("first.*", "second.*"), data).Points);
        Trainer<TNetwork> half = new(network, Frozen("second.*"));
        string message = Assert.Throws<ArgumentException>("data", () => half.Run(data)).Message;
        Assert.Contains("takes 2 or more: batch norm 'first' takes", message);
        Assert.Contains("or freeze 'first.*'", message);
        message = Assert.Throws<ArgumentException>("data", () => LearningRateFinder.Run(network, new Sgd(1), data)).Message;
        Assert.Contains("batch norm 'first'", message);
    }

    private static void RefuseOne<TNetwork>(string frozen, string named)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = new TrainingSession<TNetwork>(Warm<TNetwork>(), Frozen(frozen));
        Assert.Equal(2, session.SmallestBatch);
        string message = Assert.Throws<ArgumentException>("labels", () => session.Step(Images(1, 7), [2])).Message;
        Assert.Contains($"A step takes 2 to 4 instances; found 1. Batch norm '{named}' takes the mean", message);
        Assert.Throws<ArgumentException>("labels", () => session.Accumulate(Images(1, 7), [2]));
        session.Step(Images(2, 7), [2, 0]);
    }

    private static Sgd Frozen(params string[] patterns) => new(0.01f) { Groups = [new(patterns) { Frozen = true }] };

    // With running statistics that are not the first ones.
    private static TNetwork Warm<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 3));
        using var session = new TrainingSession<TNetwork>(network, new Sgd(0.1f));
        for (int step = 0; step < 20; step++) session.Step(Images(4, step), [0, 1, 2, 1]);
        return network;
    }

    private static double LossOf<TNetwork>(TNetwork network, float[] image)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = Model<TNetwork>.From(network.Parameters).CreateSession();
        session.Predict(image);
        double[] logits = [.. session.Logits.ToArray().Select(logit => (double)logit)];
        return Math.Log(logits.Sum(Math.Exp)) - logits[2];
    }

    private static float[] Images(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Inputs).Select(_ => (random.NextSingle() * 3) - 1)];
    }
}
