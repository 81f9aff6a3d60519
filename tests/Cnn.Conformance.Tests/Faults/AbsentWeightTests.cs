namespace Cnn.Conformance.Tests;

/// <summary>
/// Optimizers of users change the weights that there are, and no others: what a session trained is what a file of its weights gives.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class AbsentWeightTests
{
    private const string Text =
        """
        network Grouped { batch 2, input 6x6x4, conv 6 3x3 groups 2, conv 40 1x1 groups 2 relu, conv 40 3x3 groups 20, dense 3 }
        network Connected { batch 2, input 6x6x3, conv 4 3x3 connect "0 1, 1 2, 2 0, 0 1 2" tanh, conv 18 1x1,
          conv 5 3x3 connect "0, 1 17, 2, 3 4 5, 16", dense 2 }
        network Padded { batch 2, input 6x6x3, conv 5 3x3 pad 1, batchnorm, depthwise 3x3 sigmoid, conv 17 1x1, batchnorm, relu, flatten,
          dense 21 tanh, dense 3 }
        network Winograd { batch 2, algorithm winograd, input 8x8x5, conv 19 3x3 pad 1 relu, conv 7 3x3 pad 1 }
        """;

    private static readonly Compiled s_networks = new(Text);

    public static TheoryData<string> Networks => ["Grouped", "Connected", "Padded", "Winograd"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void OptimizerThatAddsToEverything_ChangesWeightsThatThereAre_AndNoOthers(string network) =>
        s_networks.Call(typeof(AbsentWeightTests), nameof(Train), [network], new AddingOptimizer());

    [Theory]
    [MemberData(nameof(Networks))]
    public void Sgd_LeavesWeightsThatThereAreNotZero(string network) =>
        s_networks.Call(typeof(AbsentWeightTests), nameof(Train), [network],
            new Sgd(0.01f) { Momentum = 0.9f, WeightDecay = 0.1f, Nesterov = true });

    private static void Train<TNetwork>(Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, 3));
        float[][] before = [.. network.Parameters.Select(view => view.ToArray())];
        float[] images = Numbers(2 * TNetwork.Info.Input.ElementCount), targets = Numbers(2 * TNetwork.Info.Output.ElementCount);
        using (var training = new TrainingSession<TNetwork>(network, optimizer))
            for (int step = 0; step < 3; step++) training.Step(images, targets);

        var copy = NetworkParameters.Create(TNetwork.Info, 4);
        for (int i = 0; i < copy.Count; i++)
        {
            float[] values = network.Parameters[i].ToArray();
            if (TNetwork.Info.Parameters[i].IsTrainable) Assert.NotEqual(before[i], values);
            copy[i].CopyFrom(values);
        }
        // To the bit, what no file holds counted.
        Assert.Equal(copy.Arena.Span.ToArray(), network.Parameters.Arena.Span.ToArray());
        Assert.Equal(Predict<TNetwork>(copy, images), Predict<TNetwork>(network.Parameters, images));
    }

    private static float[] Predict<TNetwork>(NetworkParameters parameters, float[] images)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = Model<TNetwork>.From(parameters).CreateSession();
        float[] scores = new float[2 * TNetwork.Info.Output.ElementCount];
        session.Predict(images, scores);
        return scores;
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))];

    // It follows no gradient; its state, were it kept where there is no weight, would grow.
    private sealed class AddingOptimizer() : Optimizer(0.05f)
    {
        public override int StateFloatsPerParameter => 2;

        public override void Update(in OptimizerRange range)
        {
            Span<float> last = range.GetState(1);
            for (int i = 0; i < range.Parameters.Length; i++)
            {
                // Every stretch begins at a whole line, in which what is absent must have been left zero.
                if (last[i] == 0 && range.Step > 0) Assert.Equal(0f, range.Parameters[i]);
                range.Parameters[i] += LearningRate;
                last[i] += 1;
            }
        }
    }
}
