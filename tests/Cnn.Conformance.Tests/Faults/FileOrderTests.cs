using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Reference;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Weight files number the elements of flattened maps as PyTorch does, whatever stands between the flattening and the layer whose
/// parameters are numbered by them: networks
/// give what loops over channels, rows and columns give, also when they are saved and loaded, and gradients have the parameters' order.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class FileOrderTests
{
    private const string Text =
        """
        network Example { batch 2, input 2x2x2, flatten, "1": batchnorm, "2": dense 1 nobias }
        network Activations { batch 2, input 2x3x2, flatten, n: batchnorm, tanh, dropout 0, relu, d: dense 3 }
        network Sums { batch 5, input 2x3x2, f: flatten, a: dense 12 from input, g: tanh from f, s: add f a g relu, n: batchnorm,
          d: dense 3 }
        network Joins { batch 2, input 2x3x2, f: flatten, maxpool 1x3 from input, m: flatten, v: dense 5 tanh, concat m v f, n: batchnorm,
          d: dense 3 }
        network Means { batch 3, input 2x3x2, f: flatten, c: conv 12 1x1 from input, global_avgpool, add pool1 f tanh, d: dense 3 }
        network Nearest { batch 2, input 2x3x2, flatten, n: batchnorm, r: rbf 3 }
        network Vectors { batch 2, input 2x3x2, flatten, k: depthwise 1x1, s: avgpool 1x1 trainable, p: pad 0 channels 2 1,
          c: conv 5 1x1 tanh, d: dense 3 }
        network Padded { batch 2, input 2x3x17, flatten, n: batchnorm, p: pad 0 channels 3, d: dense 20 }
        network Outputs { batch 2, input 2x3x2, flatten, n: batchnorm }
        network Heads { batch 1, input 2x3x2, aux 0.5 { flatten, h: depthwise 1x1 nobias }, d: dense 12 }
        network Labels { batch 1, input 2x3x2, flatten, h: depthwise 1x1, softmax }
        """;

    private static readonly Compiled s_networks = new(Text);

    public static TheoryData<string> Networks =>
        ["Activations", "Sums", "Joins", "Means", "Nearest", "Vectors", "Padded", "Outputs", "Heads"];

    [Fact]
    public void BatchNormAndDenseLayer_OfAFlattenedMap_GivePyTorchsNumber() =>
        s_networks.Call(typeof(FileOrderTests), nameof(PredictExample), ["Example"]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void WhateverStandsBehindAFlattening_ComputesWhatPyTorchDoes(string network) =>
        s_networks.Call(typeof(FileOrderTests), nameof(Predict), [network], network);

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientsAndSteps_AreInTheParametersOrder(string network) =>
        s_networks.Call(typeof(FileOrderTests), nameof(Train), [network], network);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_AreTheInterpreters(string name)
    {
        var spec = NetworkChecker.Check(CnnParser.Parse(Text, "Order.cnn").Networks.Single(network => network.Name.Value == name)).Spec!;
        var network = NetworkHarness.Of(s_networks[name]).Create();
        var reference = new ReferenceNetwork(spec);
        Numbers.SetParameters(reference, network.Parameters);
        double[] images = Numbers.Images(spec, spec.Batch);
        var target = Numbers.TargetOf(spec, spec.Batch);
        var pass = reference.Forward(images, spec.Batch, isTraining: true);
        using var training = network.Train(new Sgd(0));
        training.Step(Closeness.Narrow(images), target);
        double[][] expected = Backpropagation.Gradients(reference, pass, target);
        int[] trained = [.. Enumerable.Range(0, expected.Length).Where(k => reference.Parameters[k].Spec.IsTrainable)];
        for (int k = 0; k < trained.Length; k++)
            Assert.Equal(0, Closeness.RelativeDistance(expected[trained[k]], Closeness.Widen(training.Gradients[k]), 1e-3), 1e-4);
    }

    [Fact]
    public void GradientOfAnAuxiliaryClassifier_IsInTheFilesOrder() =>
        s_networks.Call(typeof(FileOrderTests), nameof(TrainHeads), ["Heads"]);

    [Fact]
    public void Label_OfAFlattenedMap_NumbersItPixelByPixel() => s_networks.Call(typeof(FileOrderTests), nameof(TrainLabels), ["Labels"]);

    private static double[] Expected(string network, float[] image, TensorShape shape, PyTorchOrder torch)
    {
        double[] x = PyTorchOrder.Flatten(image, shape);
        double[] rows = PyTorchOrder.RowMaxima(x, shape.Width);
        return network switch
        {
            "Activations" => torch.Dense("d", Relu(Tanh(torch.BatchNorm("n", x)))),
            "Sums" => torch.Dense("d", torch.BatchNorm("n", Relu(Add(Add(x, torch.Dense("a", x)), Tanh(x))))),
            "Joins" => torch.Dense("d", torch.BatchNorm("n", [.. rows, .. Tanh(torch.Dense("v", rows)), .. x])),
            // The mean of a 1x1 convolution is the convolution of the means.
            "Means" =>
                torch.Dense("d", Tanh(Add(torch.Dense("c", [.. x.Chunk(shape.Height * shape.Width).Select(channel => channel.Average())]),
                    x))),
            "Nearest" => torch.Distances("r", torch.BatchNorm("n", x)),
            "Vectors" => torch.Dense("d", Tanh(torch.Dense("c", [0, 0, .. torch.Scale("s", torch.Scale("k", x)), 0]))),
            "Padded" => torch.Dense("d", [0, 0, 0, .. torch.BatchNorm("n", x), 0, 0, 0]),
            "Outputs" => PyTorchOrder.ToChannelsLast(torch.BatchNorm("n", x), shape),
            "Heads" => PyTorchOrder.ToChannelsLast(torch.Dense("d", x), shape),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network, "No such network."),
        };
    }

    private static void PredictExample<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = NetworkParameters.Create(TNetwork.Info);
        parameters.Find("1.running_mean").CopyFrom([1, 2, 3, 4, 5, 6, 7, 8]);
        parameters.Find("1.running_var").CopyFrom([1, 1, 1, 1, 1, 1, 1, 1]);
        parameters.Find("2.weight").CopyFrom([1, 10, 100, 1000, 0, 0, 0, 0]);
        float[] scores = Scores<TNetwork>(parameters, [2, 20, 4, 40, 6, 60, 8, 80]);
        Assert.Equal(4321 / Math.Sqrt(1 + 1e-5), scores.Single(), 1e-3);
    }

    private static void Predict<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = Filled<TNetwork>();
        float[] image = Sines(TNetwork.Info.Input.ElementCount, 5);
        double[] expected = Expected(name, image, TNetwork.Info.Input, new(tensor => parameters.Find(tensor).ToArray()));
        AssertClose(expected, Scores<TNetwork>(parameters, image));

        string path = Path.Combine(Path.GetTempPath(), $"cnn-order-{Guid.NewGuid():N}.safetensors");
        try
        {
            parameters.Save(path);
            var loaded = NetworkParameters.Load(TNetwork.Info, path);
            Assert.Equal(parameters.Select(view => view.ToArray()), loaded.Select(view => view.ToArray()));
            Assert.Equal(Scores<TNetwork>(parameters, image), Scores<TNetwork>(loaded, image));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // A step's change of each tensor is its gradient times the rate, and what it changed to predicts what the loops say.
    private static void Train<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork>
    {
        const float Rate = 0.125f;
        var network = TNetwork.FromParameters(Filled<TNetwork>());
        int batch = TNetwork.Info.Training.BatchSize;
        var trained = network.Parameters.Where((_, i) => TNetwork.Info.Parameters[i].IsTrainable).ToArray();
        float[][] before = [.. trained.Select(view => view.ToArray())];
        float[] images = Sines(batch * TNetwork.Info.Input.ElementCount, 5);
        using (var training = new TrainingSession<TNetwork>(network, new Sgd(Rate)))
        {
            if (TNetwork.Info.OutputFunction == OutputFunction.RadialBasis) training.Step(images, [1, 0]);
            else training.Step(images, Sines(batch * TNetwork.Info.Output.ElementCount, 7));
            for (int k = 0; k < trained.Length; k++)
            {
                float[] gradient = training.Gradients[k].ToArray(), after = trained[k].ToArray();
                for (int i = 0; i < gradient.Length; i++)
                    Assert.Equal(before[k][i] - (Rate * gradient[i]), after[i], 1e-5f);
            }
        }
        float[] image = images[..TNetwork.Info.Input.ElementCount];
        double[] expected = Expected(name, image, TNetwork.Info.Input, new(tensor => network.Parameters.Find(tensor).ToArray()));
        AssertClose(expected, Scores<TNetwork>(network.Parameters, image));
    }

    // The mean squared error of y = w x by w is a multiple of (w x - t) x, whose targets are numbered as the output is.
    private static void TrainHeads<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(Filled<TNetwork>());
        float[] image = Sines(12, 5), targets = Sines(12, 7);
        float[] weight = network.Parameters.Find("h.weight").ToArray();
        double[] x = PyTorchOrder.Flatten(image, TNetwork.Info.Input), t = PyTorchOrder.Flatten(targets, TNetwork.Info.Input);
        double[] expected = [.. x.Select((value, i) => ((weight[i] * value) - t[i]) * value)];
        using var training = new TrainingSession<TNetwork>(network, new Sgd(0));
        training.ComputeGradients(image, targets);
        AssertProportional(expected, training.Gradients.Find("h.weight").ToArray());
    }

    private static void TrainLabels<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(Filled<TNetwork>());
        float[] image = Sines(12, 5);
        double[] scores = new PyTorchOrder(tensor => network.Parameters.Find(tensor).ToArray())
            .Scale("h", PyTorchOrder.Flatten(image, TNetwork.Info.Input));
        double sum = scores.Sum(Math.Exp);
        using var training = new TrainingSession<TNetwork>(network, new Sgd(0));
        for (int label = 0; label < 12; label++)
        {
            training.ComputeGradients(image, [label]);
            // Label (row * 3 + column) * 2 + channel is element (channel * 2 + row) * 3 + column of a file.
            int row = label / 6, column = label / 2 % 3, channel = label % 2, element = (((channel * 2) + row) * 3) + column;
            double[] expected = [.. scores.Select((score, i) => (Math.Exp(score) / sum) - (i == element ? 1 : 0))];
            AssertClose(expected, training.Gradients.Find("h.bias").ToArray());
        }
    }

    private static double[] Tanh(double[] x) => [.. x.Select(Math.Tanh)];

    private static double[] Relu(double[] x) => [.. x.Select(value => Math.Max(0, value))];

    private static double[] Add(double[] x, double[] y) => [.. x.Zip(y, (first, second) => first + second)];

    private static NetworkParameters Filled<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = NetworkParameters.Create(TNetwork.Info);
        for (int k = 0; k < parameters.Count; k++)
        {
            bool isVariance = parameters[k].Name.EndsWith("running_var", StringComparison.Ordinal);
            parameters[k].CopyFrom([.. Sines(parameters[k].ElementCount, k + 1).Select(value => isVariance ? 1.5f + value : value)]);
        }
        return parameters;
    }

    private static float[] Scores<TNetwork>(NetworkParameters parameters, float[] image)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = Model<TNetwork>.From(parameters).CreateSession();
        float[] scores = new float[TNetwork.Info.Output.ElementCount];
        session.Predict(image, scores);
        return scores;
    }

    private static void AssertClose(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 2e-5 * (1 + Math.Abs(expected[i])));
    }

    private static void AssertProportional(double[] expected, float[] found)
    {
        int largest = Array.IndexOf(expected, expected.MaxBy(Math.Abs));
        AssertClose([.. expected.Select(value => value / expected[largest])], [.. found.Select(value => value / found[largest])]);
    }

    // No two elements are alike.
    private static float[] Sines(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin((seed * 1.7f) + (i * 0.9f)))];
}
