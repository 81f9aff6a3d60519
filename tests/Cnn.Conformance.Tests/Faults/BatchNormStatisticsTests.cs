using Cnn.Runtime;

namespace Cnn.Conformance.Tests;

/// <summary>Running statistics that are taken anew, against the definition in double precision, and the average that needs them.</summary>
[Trait("Category", "Numeric")]
public sealed class BatchNormStatisticsTests : IDisposable
{
    private const int Images = 21, Inputs = 5, Hidden = 3;

    private static readonly Compiled s_networks = new(
        """
        network Normed {
          batch 4, input 1x1x5, dense 3 nobias, first: batchnorm momentum 0.3, tanh, dense 2 nobias, second: batchnorm, softmax
        }
        network Maps {
          batch 8, input 5x3x2, conv 17 3x3 same, batchnorm, relu, dropout 0.3, conv 3 2x2, batchnorm, relu, dense 4, batchnorm, relu
          dense 3, softmax
        }
        """);

    private readonly string _folder = Directory.CreateTempSubdirectory("norms").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Statistics_AreTheMeansOverTheBatches(int threads) =>
        s_networks.Call(GetType(), nameof(CompareWithTheDefinition), ["Normed"], threads);

    [Fact]
    public void Statistics_AreTheSameBits_ForAnyThreads_AndNothingElseChanges() =>
        s_networks.Call(GetType(), nameof(CompareThreads), ["Maps"]);

    [Fact]
    public void FrozenNorms_KeepTheirs_AndTheAverageTakesItsOwn() => s_networks.Call(GetType(), nameof(FreezeAndAverage), ["Maps"]);

    [Fact]
    public void AveragingRun_InterruptedAtAnyStep_EndsInTheSameBits() =>
        s_networks.Call(GetType(), nameof(Interrupt), ["Maps"], _folder);

    [Fact]
    public void StatisticsThatAreNoNumbers_AreRefused_AndNothingChanges() =>
        s_networks.Call(GetType(), nameof(MeasureNumbersThatAreNone), ["Maps"]);

    [Fact]
    public void NumberThatIsNone_OfATrainersData_IsOfAnImage() =>
        s_networks.Call(GetType(), nameof(DetectAnImage), ["Maps"]);

    private static void MeasureNumbersThatAreNone<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 4));
        float[][] before = [.. network.Parameters.Select(view => view.ToArray())];
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "data", () => BatchNormStatistics.Update(network, new Spoilt(Data(Images + 1, TNetwork.Info.Input, 3, new Random(5)), 13)));
        Assert.StartsWith("The statistics over the data would leave NaN in batchnorm1.running_mean of Maps, which was not changed",
            exception.Message);
        Assert.Equal(before, network.Parameters.Select(view => view.ToArray()));
    }

    private static void DetectAnImage<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        foreach (int image in (int[])[0, 13])
        {
            var data = new Spoilt(Data(Images + 1, TNetwork.Info.Input, 3, new Random(5)), image);
            foreach (int accumulated in (int[])[1, 2])
            {
                var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 4));
                NotFiniteException exception = Assert.Throws<NotFiniteException>(() => new Trainer<TNetwork>(network, options: new()
                {
                    DetectNonFinite = true, AccumulationSteps = accumulated,
                }).Run(data));
                Assert.Equal(image, exception.Image);
                Assert.Contains($"holds NaN at instance {exception.Index[0]}, the data's image {image}, row 0, column 0, channel 1, ",
                    exception.Message);
            }
        }
        var alone = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 4));
        using TrainingSession<TNetwork> session = new(alone, options: new() { DetectNonFinite = true });
        float[] images = new float[60];
        images[31] = float.NaN;
        NotFiniteException own = Assert.Throws<NotFiniteException>(() => session.Step(images, new int[2]));
        Assert.Null(own.Image);
        Assert.Contains("holds NaN at instance 1, row 0, column 0, channel 1, ", own.Message);
    }

    /// <summary>Data whose one image has a pixel that is not a number.</summary>
    private sealed class Spoilt(ILabeledData data, int spoilt) : ILabeledData
    {
        public int Count => data.Count;

        public TensorShape Shape => data.Shape;

        public int ClassCount => data.ClassCount;

        public void CopyBatch(
            ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null, RandomKey key = default)
        {
            data.CopyBatch(indices, images, labels, augmentation, key);
            if (indices.IndexOf(spoilt) is >= 0 and var at)
                images[(at * Shape.ElementCount) + 1] = float.NaN;
        }
    }

    private static void CompareWithTheDefinition<TNetwork>(int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(5);
        // Of an even number, so that no batch of vectors is of one image: 20 of 4, and 2 of 2.
        var data = Data(Images + 1, TNetwork.Info.Input, 2, random);
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 4));
        BatchNormStatistics.Update(network, data, seed: 9, threads);

        int[] order = [.. Enumerable.Range(0, data.Count)];
        Shuffling.Shuffle(order, seed: 9, epoch: 0);
        float[] first = network.Parameters.Find("dense1.weight").ToArray(), second = network.Parameters.Find("dense2.weight").ToArray();
        double[][] means = [new double[Hidden], new double[2]], variances = [new double[Hidden], new double[2]];
        int[][] batches = [.. order.Chunk(4)];
        foreach (int[] batch in batches)
        {
            float[] images = new float[batch.Length * Inputs];
            data.CopyBatch(batch, images, new int[batch.Length]);
            double[][] x = [.. images.Chunk(Inputs).Select(image => image.Select(value => (double)value).ToArray())];
            x = Normalize(Dense(x, first, Hidden), means[0], variances[0], batches.Length);
            x = [.. x.Select(row => row.Select(Math.Tanh).ToArray())];
            Normalize(Dense(x, second, 2), means[1], variances[1], batches.Length);
        }
        foreach (var (norm, i) in new[] { ("first", 0), ("second", 1) })
        {
            AssertClose(means[i], network.Parameters.Find(norm + ".running_mean").ToArray());
            AssertClose(variances[i], network.Parameters.Find(norm + ".running_var").ToArray());
        }
    }

    private static void CompareThreads<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var data = Data(Images, TNetwork.Info.Input, 3, new Random(6));
        TNetwork one = Trained<TNetwork>(data), other = Trained<TNetwork>(data);
        float[][] before = Values(one.Parameters);
        BatchNormStatistics.Update(one, data, threads: 1);
        BatchNormStatistics.Update(other, data, threads: 3);
        Assert.Equal(Values(one.Parameters), Values(other.Parameters));
        foreach (var (parameter, i) in one.Parameters.Select((parameter, i) => (parameter, i)))
            Assert.Equal(parameter.Info.IsTrainable, before[i].AsSpan().SequenceEqual(parameter.ToArray()));
        BatchNormStatistics.Update(other, data, seed: 2);
        Assert.NotEqual(Values(one.Parameters), Values(other.Parameters));
    }

    private static void FreezeAndAverage<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var data = Data(Images, TNetwork.Info.Input, 3, new Random(6));
        var network = Trained<TNetwork>(data);
        string[] norms = [.. network.Parameters.Select(view => view.Name.Split('.')).Where(name => name[1] == "running_mean")
            .Select(name => name[0])];
        Assert.Equal(3, norms.Length);
        float[] kept = network.Parameters.Find(norms[0] + ".running_mean").ToArray();
        double told = double.NaN;
        new Trainer<TNetwork>(network, new AdamW(0.01f) { Groups = [new(norms[0] + ".*") { Frozen = true }] }, new()
        {
            Epochs = 3, WeightAverage = new StochasticWeightAverage(firstEpoch: 2), EpochCompleted = result => told = result.TestLoss,
        }).Run(data, data);
        Assert.Equal(kept, network.Parameters.Find(norms[0] + ".running_mean").ToArray());
        using (var session = Model<TNetwork>.From(network.Parameters).CreateSession())
            Assert.Equal(told, Evaluation.Of(session, data).MeanLoss);

        // The others are those of the averaged weights, and stay where they are taken once more.
        float[] own = network.Parameters.Find(norms[1] + ".running_var").ToArray();
        var optimizer = new Sgd(0) { Groups = [new(norms[0] + ".*") { Frozen = true }] };
        new Trainer<TNetwork>(network, optimizer, new() { Epochs = 2, WeightAverage = new StochasticWeightAverage(1) }).Run(data);
        float[] again = network.Parameters.Find(norms[1] + ".running_var").ToArray();
        Assert.Equal(own, again);
    }

    private static void Interrupt<TNetwork>(string folder)
        where TNetwork : class, INetwork<TNetwork>
    {
        const int Epochs = 4, Steps = 3;
        var data = Data(Images, TNetwork.Info.Input, 3, new Random(6));
        float[][] whole = Values(Run(3, "whole", int.MaxValue).Parameters);
        for (int stop = 1; stop < Epochs * Steps; stop++)
        {
            Assert.Throws<OperationCanceledException>(() => Run(3, $"stop{stop}", stop));
            Assert.Equal(whole, Values(Run(5, $"stop{stop}", int.MaxValue).Parameters));
        }
        var loaded = NetworkParameters.Load(TNetwork.Info, Path.Combine(folder, "whole", "step-0000000012.checkpoint"));
        Assert.Equal(whole, Values(loaded));

        TNetwork Run(int seed, string name, int stop)
        {
            var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed));
            using CancellationTokenSource source = new();
            int steps = 0;
            new Trainer<TNetwork>(network, new AdamW(0.01f), new()
            {
                Epochs = Epochs,
                WeightAverage = new StochasticWeightAverage(firstEpoch: 2),
                Checkpoints = new(Path.Combine(folder, name)) { EverySteps = 2, Resume = true },
                Progress = _ =>
                {
                    if (++steps == stop) source.Cancel();
                },
            }).Run(data, data, source.Token);
            return network;
        }
    }

    private static TNetwork Trained<TNetwork>(ILabeledData data)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed: 4));
        new Trainer<TNetwork>(network, new AdamW(0.01f), new() { Epochs = 2 }).Run(data);
        return network;
    }

    private static LabeledImages Data(int count, TensorShape shape, int classes, Random random)
    {
        byte[] pixels = new byte[count * shape.ElementCount];
        random.NextBytes(pixels);
        return new(pixels, shape, [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))], classes);
    }

    // Rows of weights, [outputs, inputs].
    private static double[][] Dense(double[][] x, float[] weights, int outputs) => [.. x.Select(row => Enumerable.Range(0, outputs)
        .Select(k => row.Select((value, i) => value * weights[(k * row.Length) + i]).Sum()).ToArray())];

    // With the scale 1 and the shift 0 that a batch norm begins with; adds its share to the means over the batches.
    private static double[][] Normalize(double[][] x, double[] means, double[] variances, int batches)
    {
        double[][] normalized = [.. x.Select(row => new double[row.Length])];
        for (int k = 0; k < means.Length; k++)
        {
            double mean = x.Average(row => row[k]), squares = x.Sum(row => (row[k] - mean) * (row[k] - mean));
            means[k] += mean / batches;
            variances[k] += squares / (x.Length - 1) / batches;
            for (int i = 0; i < x.Length; i++) normalized[i][k] = (x[i][k] - mean) / Math.Sqrt((squares / x.Length) + 1e-5);
        }
        return normalized;
    }

    private static void AssertClose(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
    }

    private static float[][] Values(NetworkParameters parameters) => [.. parameters.Select(view => view.ToArray())];
}
