namespace Cnn.Conformance.Tests;

/// <summary>
/// Networks that declare bytes, or a mean of them, are trained and evaluated in that unit, or there is a message; a nearly constant input
/// is nobody's wish.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class PixelUnitTests
{
    private const string Text =
        """
        network Bytes { batch 8, input 3x3x1 mean 125 deviation 60 bytes, dense 4, softmax }
        network Floats { batch 8, input 3x3x1 mean 125 deviation 60, dense 4, softmax }
        network Shares { batch 4, input 2x2x1, dense 3 sigmoid }
        """;

    private static readonly Compiled s_networks = new(Text);

    [Fact]
    public void TrainerAndEvaluation_GiveANetworkOfBytesTheBytes() =>
        s_networks.Call(typeof(PixelUnitTests), nameof(TrainOnBytes), ["Bytes"]);

    [Fact]
    public void MeanOfBytes_OverImagesFromZeroToOne_IsRefused() =>
        s_networks.Call(typeof(PixelUnitTests), nameof(RefuseWithoutAScale), ["Floats"]);

    [Theory]
    [InlineData(7f)]
    [InlineData(float.NaN)]
    public void TargetThatIsNoShare_AfterASigmoid_IsRefused(float target) =>
        s_networks.Call(typeof(PixelUnitTests), nameof(RefuseTarget), ["Shares"], target);

    private static void TrainOnBytes<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var (data, pixels, labels) = Corners();
        var trained = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        var results = new Trainer<TNetwork>(trained, new Sgd(0.1f), new() { Epochs = 5 }).Run(data, data);
        Assert.InRange(results[^1].MeanLoss, 0, 0.6);
        Assert.Equal(0, results[^1].TestError);

        // The same steps, by a session that is given bytes.
        using var session = Model<TNetwork>.From(trained.Parameters).CreateSession();
        float[] scores = new float[labels.Length * 4];
        session.Predict(pixels, scores);
        for (int i = 0; i < labels.Length; i++)
            Assert.Equal(labels[i], Array.IndexOf(scores, scores[(4 * i)..(4 * i + 4)].Max(), 4 * i) - 4 * i);
    }

    private static void RefuseWithoutAScale<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var (data, pixels, labels) = Corners();
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        string message = Assert.Throws<ArgumentException>("data", () => new Trainer<TNetwork>(network, new Sgd(0.1f)).Run(data)).Message;
        Assert.Contains(
            "The input of Floats subtracts a mean of 125; the data's pixels are byte × 0.003921569 + 0, which is 0 to 1. Set the data's "
            + "Scale to 1", message);
        using var session = Model<TNetwork>.From(network.Parameters).CreateSession();
        Assert.Throws<ArgumentException>("data", () => Evaluation.Of(session, data));
        var scaled = new LabeledImages(pixels, new(3, 3, 1), labels, 4) { Scale = 1 };
        Assert.InRange(new Trainer<TNetwork>(network, new Sgd(0.1f), new() { Epochs = 5 }).Run(scaled)[^1].MeanLoss, 0, 0.6);
    }

    private static void RefuseTarget<TNetwork>(float target)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        using var session = new TrainingSession<TNetwork>(network, new Sgd(0.1f));
        string message = Assert.Throws<ArgumentException>("targets", () => session.Step(new float[8], [0, 1, 0.5f, 1, target, 0])).Message;
        Assert.Contains(
            FormattableString.Invariant(
                $"Targets must be 0 to 1, as the loss is a binary cross-entropy over shares; targets[4], of instance 1, output 1, is ")
                + FormattableString.Invariant($"{target}."), message);
        Assert.Equal(0, session.StepCount);
    }

    // The brightest pixel is the class.
    private static (LabeledImages Data, byte[] Pixels, int[] Labels) Corners()
    {
        int[] labels = [.. Enumerable.Range(0, 80).Select(i => i % 4)];
        byte[] pixels = [.. Enumerable.Range(0, 80 * 9).Select(i => (byte)(i % 9 == labels[i / 9] ? 255 : i * 37 % 101))];
        return (new(pixels, new(3, 3, 1), labels, 4), pixels, labels);
    }
}
