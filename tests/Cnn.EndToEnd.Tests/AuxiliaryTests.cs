using Cnn.EndToEnd.Networks.Auxiliaries;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Auxiliary classifiers are there for training, and for nothing else.</summary>
public sealed class AuxiliaryTests
{
    private static readonly float[] s_images = Closeness.Narrow(Fill.Values(4 * 60, 100, 1));

    [Fact]
    public void Facts_AreThoseOfTheNetworkWithout()
    {
        Assert.Equal(WithoutHeads.ParameterCount, WithHeads.ParameterCount);
        Assert.Equal(WithoutHeads.MultiplyAdds, WithHeads.MultiplyAdds);
        Assert.Equal(WithoutHeads.Info.Inference.ArenaFloats, WithHeads.Info.Inference.ArenaFloats);
        // A model has all of the network's weights: 17 rows of 16 floats, 10 rows, and two biases are the heads'.
        Assert.Equal(WithoutHeads.InferenceBytes + (17 + 10 + 2) * 16 * sizeof(float), WithHeads.InferenceBytes);
        Assert.Equal(WithoutHeads.ParameterCount, WithHeads.Info.ParameterCount);
        Assert.Equal(WithoutHeads.MultiplyAdds, WithHeads.Info.MultiplyAdds);
        // 17·3 + 3 after the pooling, 1·2·5·3 + 3 on the map.
        Assert.Equal(54 + 33, WithHeads.Info.AuxiliaryParameterCount);
        Assert.Equal(0, WithoutHeads.Info.AuxiliaryParameterCount);
        Assert.Equal(
            ["pool1", "dropout1", "head1", "softmax1", "aux1", "head2", "softmax2", "aux2"],
            WithHeads.Info.Layers.Where(layer => layer.IsAuxiliary).Select(layer => layer.Name));
    }

    [Fact]
    public void Prediction_IsThatOfTheNetworkWithout()
    {
        var network = WithHeads.Create(3);
        var without = WithoutHeads.Create();
        foreach (var view in without.Parameters) view.CopyFrom(network.Parameters.Find(view.Name).ToArray());
        Assert.Equal(Predict(without.Freeze()), Predict(network.Freeze()));
    }

    [Fact]
    public void Save_WritesTheHeads_AndLoadReadsThem()
    {
        var network = WithHeads.Create(3);
        using var file = new TemporaryFile();
        network.Save(file.Path);
        Assert.Equal(network.Parameters.Select(view => view.ToArray()),
            WithHeads.Load(file.Path).Parameters.Select(view => view.ToArray()));
        Assert.Equal(Predict(network.Freeze()), Predict(WithHeads.LoadModel(file.Path)));
    }

    [Fact]
    public void AFileWithoutHeads_Predicts_AndDoesNotTrain()
    {
        var without = WithoutHeads.Create(3);
        using var file = new TemporaryFile();
        without.Save(file.Path);
        Assert.Equal(Predict(without.Freeze()), Predict(WithHeads.LoadModel(file.Path)));

        var refused = Assert.Throws<WeightFileException>(() => WithHeads.Load(file.Path));
        foreach (string tensor in new[] { "head1.weight", "head1.bias", "head2.weight", "head2.bias" })
            Assert.Contains($"'{tensor}': expected F32", refused.Message);
        Assert.Contains("The auxiliary classifiers are missing, without which the network cannot be trained on: predict with LoadModel",
            refused.Message);
    }

    [Fact]
    public void AFileOfAnotherNetwork_IsRefusedByBoth()
    {
        using var file = new TemporaryFile();
        WithHeads.Create().Save(file.Path);
        Assert.Contains("'head1.weight': expected none",
            Assert.Throws<WeightFileException>(() => WithoutHeads.LoadModel(file.Path)).Message);
        Networks.Gradients.TwoHeads.Create().Save(file.Path);
        foreach (Action load in new Action[] { () => WithHeads.Load(file.Path), () => WithHeads.LoadModel(file.Path) })
            Assert.Contains("Load it with the network that saved it", Assert.Throws<WeightFileException>(load).Message);
    }

    [Fact]
    [Trait("Category", "Numeric")]
    public void AHeadWithDropout_HasTheGradientsOfItsMask()
    {
        const string Name = "Auxiliaries.WithHeads";
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf(Name));
        var network = NetworkHarness.Of(Name).Create();
        Numbers.SetParameters(reference, network.Parameters);
        double[] images = Numbers.Images(reference.Spec, 1);
        var target = Numbers.TargetOf(reference.Spec, 1);
        using var training = network.Train(new Sgd(0));
        float loss = training.Step(Closeness.Narrow(images), target);

        // Of one instance, a weight has a gradient exactly where its input was let through.
        int head = Enumerable.Range(0, reference.Parameters.Count).Single(k => reference.Parameters[k].Name == "head1.weight");
        double[] mask = [.. training.Gradients[head].Take(17).Select(gradient => gradient == 0 ? 0.0 : 2.0)];
        Assert.InRange(mask.Count(value => value == 0), 2, 15);
        int dropout = Enumerable.Range(0, reference.Spec.Layers.Count).Single(i => reference.Spec.Layers[i] is Dsl.DropoutSpec);
        var pass = reference.Forward(images, 1, new Dictionary<int, double[]> { [dropout] = mask });
        Assert.Equal(target.Loss(reference, pass), loss, 1e-5);
        GradientTests.AssertForward(reference.Logits(pass), training.Logits, "logits");
        GradientTests.AssertGradients(reference, pass, target, training.Gradients);
    }

    private static float[] Predict<TNetwork>(Model<TNetwork> model)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] scores = new float[12];
        using var session = model.CreateSession();
        session.Predict(s_images, scores);
        return scores;
    }
}
