using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Frozen parameters: what is left out changes no bit of what is computed, and batch norms that keep their statistics.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class FrozenTests
{
    public static TheoryData<string> Networks =>
        [.. NetworkHarness.Names("Gradients."), .. NetworkHarness.Names("Winograd."), "LeNet5", "CaffeLeNet"];

    public static TheoryData<string> NormedNetworks =>
        [.. NetworkHarness.Names("Gradients.").Where(name => NetworkHarness.SpecOf(name).Layers.Any(layer => layer is BatchNormSpec))];

    // Any half of the parameters, and all of the first half or of the second; a batch norm keeps a trained shift, and so its statistics
    // move.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_AreThoseOfANetworkThatTrainsAll(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        string[] trained = [
            .. NetworkHarness.Of(name).Info.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name)];
        var random = new Random(17);
        foreach (var isChosen in (Func<int, bool>[])[
            _ => random.Next(2) == 0, _ => random.Next(2) == 0, i => i < trained.Length / 2, i => i >= trained.Length / 2])
        {
            string[] frozen = [
                .. trained.Where((parameter, i) =>
                    isChosen(i) && !(IsNorm(spec, parameter) && parameter.EndsWith(".bias", StringComparison.Ordinal)))];
            if (frozen.Length is 0 || frozen.Length == trained.Length) continue;
            var expected = Step(name, frozen: [], threads: 1);
            foreach (int threads in (int[])[1, 3])
            {
                var found = Step(name, frozen, threads);
                Assert.Equal(expected.Loss, found.Loss);
                Assert.Equal(expected.Gradients.Where(gradient => !frozen.Contains(gradient.Name)), found.Gradients);
                foreach (var (parameter, before, after) in found.Parameters)
                {
                    if (frozen.Contains(parameter)) Assert.Equal(before, after);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(NormedNetworks))]
    public void FrozenNorms_KeepTheirStatistics_AndGiveThePredictionsLogits(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        string[] norms = [.. spec.Layers.OfType<BatchNormSpec>().Select(norm => norm.Name + ".*")];
        var network = Warm(name);
        double[] images = Numbers.Images(spec, spec.Batch, 31);
        float[][] before = [.. network.Parameters.Select(view => view.ToArray())];
        float[] predicted = network.Logits(Closeness.Narrow(images));
        using var training = network.Train(new Sgd(0.01f) { Groups = [new(norms) { Frozen = true }] });
        training.Step(Closeness.Narrow(images), Numbers.TargetOf(spec, spec.Batch));
        float scale = Math.Max(1, predicted.Max(MathF.Abs));
        Assert.All(predicted.Zip(training.Logits), pair => Assert.Equal(pair.First, pair.Second, 2e-5f * scale));
        for (int i = 0; i < before.Length; i++)
        {
            if (IsNorm(spec, network.Parameters[i].Name)) Assert.Equal(before[i], network.Parameters[i].ToArray());
        }
    }

    // The interpreter's losses with the running statistics, in double precision, moved by one parameter at a time. An auxiliary classifier
    // is in its training pass alone.
    [Theory]
    [MemberData(nameof(NormedNetworks))]
    public void GradientsThroughFrozenNorms_AreTheInterpretersDifferences(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        if (NetworkHarness.Of(name).Info.Layers.Any(layer => layer.IsAuxiliary)) return;
        string[] norms = [.. spec.Layers.OfType<BatchNormSpec>().Select(norm => norm.Name + ".*")];
        var network = NetworkHarness.Of(name).Create();
        var reference = new ReferenceNetwork(spec);
        Numbers.SetParameters(reference, network.Parameters, withRunningStatistics: true);
        double[] images = Numbers.Images(spec, spec.Batch, 31);
        var target = Numbers.TargetOf(spec, spec.Batch);
        var pass = reference.Forward(images, spec.Batch);
        using var training = network.Train(new Sgd(0) { Groups = [new(norms) { Frozen = true }] });
        Assert.Equal(target.Loss(reference, pass), training.Step(Closeness.Narrow(images), target), 1e-5);
        int[] trained = [.. Enumerable.Range(0, reference.Parameters.Count)
            .Where(k => reference.Parameters[k].Spec.IsTrainable && !IsNorm(spec, reference.Parameters[k].Name))];
        float[][] found = training.Gradients;
        double total = Math.Sqrt(found.Sum(gradient => gradient.Sum(value => (double)value * value)));
        for (int i = 0; i < trained.Length; i++)
        {
            int step = Math.Max(1, found[i].Length / 40);
            int[] elements = [.. Enumerable.Range(0, found[i].Length).Where(k => k % step == 0)];
            double[] expected = CentralDifferences.Gradient(reference, pass, target, trained[i], elements);
            int[] smooth = [.. Enumerable.Range(0, elements.Length).Where(k => !double.IsNaN(expected[k]))];
            Assert.InRange(smooth.Length, elements.Length * 0.9, elements.Length);
            GradientTests.AssertClose(
                [.. smooth.Select(k => expected[k])], [.. smooth.Select(k => found[i][elements[k]])], 2e-4,
                $"gradient of {reference.Parameters[trained[i]].Name}", 1e-4 * total + 1e-9);
        }
    }

    // The loss along a direction in all trained parameters, at small steps there and back, against the gradients' product with it.
    [Theory]
    [MemberData(nameof(NormedNetworks))]
    public void GradientsThroughFrozenNorms_AreThoseOfTheLoss(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        string[] norms = [.. spec.Layers.OfType<BatchNormSpec>().Select(norm => norm.Name + ".*")];
        if (spec.Layers.Any(layer => layer.ParameterCount > 0 && layer is not BatchNormSpec) is false) return;
        var network = Warm(name);
        float[] images = Closeness.Narrow(Numbers.Images(spec, spec.Batch, 31));
        var target = Numbers.TargetOf(spec, spec.Batch);
        var sgd = new Sgd(0) { Groups = [new(norms) { Frozen = true }] };
        float[][] gradients;
        using (var training = network.Train(sgd))
        {
            training.Step(images, target);
            gradients = training.Gradients;
        }
        var trained = network.Parameters.Where(view => network.Parameters.Info.Parameters.First(p => p.Name == view.Name).IsTrainable
            && !IsNorm(spec, view.Name)).ToArray();
        double norm = Math.Sqrt(gradients.Sum(gradient => gradient.Sum(value => (double)value * value)));
        float[][] values = [.. trained.Select(view => view.ToArray())];
        double best = double.MaxValue;
        foreach (double step in (double[])[0.02, 0.005, 0.00125])
        {
            double slope = (LossAt(step) - LossAt(-step)) / (2 * step);
            best = Math.Min(best, Math.Abs(slope - norm));
        }
        Assert.True(best <= 0.01 * norm + 1e-4, $"{name}: the slope along the gradient is off by {best} of {norm}.");

        double LossAt(double step)
        {
            for (int i = 0; i < trained.Length; i++)
                trained[i].CopyFrom([.. values[i].Select((value, k) => (float)(value + step * gradients[i][k] / norm))]);
            using var training = network.Train(sgd);
            return training.Step(images, target);
        }
    }

    [Fact]
    public void TrunkOfLeNet5_CostsNoGradient()
    {
        var info = NetworkHarness.Of("LeNet5").Info;
        var map = PassMap.Of(info, "A test");
        var freezing = Freezing.Of(info, new Sgd(0.1f) { Groups = [new("conv*", "dense1.*") { Frozen = true }] })!;
        int loss = map.Steps.ToList().FindIndex(step => step.IsLoss);
        string[] left = [.. map.Steps.Select((step, i) => (step, i)).Where(pair => pair.i > loss && freezing.Steps[pair.i])
            .SelectMany(pair => pair.step.Operands.Where(operand => operand.IsWritten))
            .Select(operand => operand.Place == MapPlace.Gradient ? info.Parameters[operand.Index].Name : operand.ToString())];
        Assert.Equal(["dense2.weight", "dense2.bias"], left);
        Assert.DoesNotContain(freezing.Phases, phase => phase.Phase == 0);
        Assert.Equal(info.Training.Phases.Count, map.Steps.Max(step => step.Phase) + 1);
    }

    [Fact]
    public void GradientOfAFrozenParameter_IsNotThere_AndSaysWhy()
    {
        var network = Cnn.EndToEnd.Networks.LeNet5.Create();
        using var session = network.CreateTraining(new Sgd(0.1f) { Groups = [new("conv*") { Frozen = true }] });
        Assert.Equal(["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"], session.Gradients.Select(gradient => gradient.Name));
        var exception = Assert.Throws<ArgumentException>(() => session.Gradients.Find("conv1.weight"));
        Assert.Contains("conv1.weight is frozen in this session", exception.Message, StringComparison.Ordinal);
    }

    // Running statistics that are not those of a new network.
    private static INetworkRun Warm(string name)
    {
        var spec = NetworkHarness.SpecOf(name);
        var network = NetworkHarness.Of(name).Create(3);
        using var training = network.Train(new Sgd(0.01f));
        for (int step = 0; step < 3; step++)
            training.Step(Closeness.Narrow(Numbers.Images(spec, spec.Batch, 60 + step)), Numbers.TargetOf(spec, spec.Batch));
        return network;
    }

    private static bool IsNorm(NetworkSpec spec, string parameter) =>
        spec.Layers.Any(layer => layer is BatchNormSpec && parameter.StartsWith(layer.Name + ".", StringComparison.Ordinal));

    private static (float Loss, (string Name, float[] Values)[] Gradients, (string Name, float[] Before, float[] After)[] Parameters) Step(
        string name, string[] frozen, int threads)
    {
        var spec = NetworkHarness.SpecOf(name);
        var network = NetworkHarness.Of(name).Create(3);
        float[][] before = [.. network.Parameters.Select(view => view.ToArray())];
        ParameterGroup[] groups = frozen.Length == 0 ? [] : [new(frozen) { Frozen = true }];
        var sgd = new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 0.01f, Groups = groups };
        using var training = network.Train(sgd, threads);
        float[] images = Closeness.Narrow(Numbers.Images(spec, spec.Batch, 31));
        float loss = training.Step(images, Numbers.TargetOf(spec, spec.Batch));
        string[] names = [
            .. network.Parameters.Info.Parameters.Where(parameter => parameter.IsTrainable && !frozen.Contains(parameter.Name))
                .Select(parameter => parameter.Name)];
        var gradients = names.Zip(training.Gradients).ToArray();
        training.Step(images, Numbers.TargetOf(spec, spec.Batch));
        return (loss, gradients, [.. network.Parameters.Select((view, i) => (view.Name, before[i], view.ToArray()))]);
    }
}
