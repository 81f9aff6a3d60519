using Cnn.EndToEnd.Networks;
using Cnn.EndToEnd.Networks.Gradients;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>Pixels as bytes: the same as the same numbers as floats, for networks that declare them; for others an error.</summary>
[Trait("Category", "Numeric")]
public sealed class InputTests
{
    [Fact]
    public void Bytes_AreTheSameNumbersAsFloats_IntoAPaddedConvolution() => AssertBytesAreFloats<BytesIntoPaddedConvolution>();

    [Fact]
    public void Bytes_AreTheSameNumbersAsFloats_IntoAConvolution() => AssertBytesAreFloats<BytesIntoConvolution>();

    [Fact]
    public void Bytes_AreTheSameNumbersAsFloats_IntoAPooling() => AssertBytesAreFloats<BytesIntoPool>();

    [Fact]
    public void Bytes_AreTheSameNumbersAsFloats_WhereNothingIsNormalised() => AssertBytesAreFloats<BytesAsTheyAre>();

    [Fact]
    public void Bytes_GiveTheInterpretersOutputs()
    {
        var network = BytesIntoPaddedConvolution.Create();
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf("Gradients." + nameof(BytesIntoPaddedConvolution)));
        Numbers.SetParameters(reference, network.Parameters);
        using var session = network.CreateSession();
        byte[] images = Bytes(5 * 105);
        float[] scores = new float[5 * 4];
        session.Predict(images, scores);
        GradientTests.AssertForward(reference.Forward(Array.ConvertAll(images, pixel => (double)pixel), 5).Output, scores,
            "outputs of bytes");
    }

    [Fact]
    public void Bytes_AreRefused_WhereTheInputDoesNotDeclareThem()
    {
        using var session = LeNet5.Create().CreateSession();
        using var training = LeNet5.Create().CreateTraining(new Sgd(0.1f));
        byte[] images = new byte[1024];
        Assert.Contains(
            "The input of LeNet5 does not declare bytes: declare it with 'bytes' (Bytes = true), or call the overload with "
                + "ReadOnlySpan<float>.",
            Assert.Throws<InvalidOperationException>(() => session.Predict(images)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => session.Predict(images, new float[10]));
        Assert.Throws<InvalidOperationException>(() => training.Step(images, new int[1]));
        Assert.Throws<InvalidOperationException>(() => training.ComputeGradients(images, new int[1]));
        // Neither session is left as if a call were running.
        Assert.Equal(10, session.Predict(new float[1024]).Length);
        Assert.True(float.IsFinite(training.Step(new float[1024], new int[1])));
    }

    [Fact]
    public void BytesOfAWrongSize_AreRefused_WithTheirUnit()
    {
        using var session = BytesIntoConvolution.Create().CreateSession();
        using var training = BytesIntoConvolution.Create().CreateTraining(new Sgd(0.1f));
        Assert.Contains("[1, 6, 7, 1], 42 bytes; found 41", Assert.Throws<ArgumentException>(() => session.Predict(new byte[41])).Message,
            StringComparison.Ordinal);
        Assert.Contains("42 bytes each; found 43 bytes",
            Assert.Throws<ArgumentException>(() => session.Predict(new byte[43], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("42 bytes each; found 85 bytes",
            Assert.Throws<ArgumentException>(() => training.Step(new byte[85], new float[6])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => training.Step(new byte[84], new int[2]));
        Assert.True(float.IsFinite(training.Step(new byte[84], new float[6])));
    }

    private static void AssertBytesAreFloats<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        int input = TNetwork.Info.Input.ElementCount, output = TNetwork.Info.Output.ElementCount, batch = TNetwork.Info.Training.BatchSize;
        Assert.True(TNetwork.Info.TakesBytes);
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, 3));
        using var session = Model<TNetwork>.From(network.Parameters).CreateSession();
        byte[] images = Bytes(5 * input);
        float[] floats = Array.ConvertAll(images, pixel => (float)pixel);
        float[] expected = new float[5 * output], found = new float[5 * output];
        session.Predict(floats, expected);
        session.Predict(images, found);
        Assert.Equal(expected, found);
        Assert.Equal(expected[..output], session.Predict(images.AsSpan(0, input)).ToArray());
        Assert.Equal(expected[..output], session.Predict(floats.AsSpan(0, input)).ToArray());

        using var training = new TrainingSession<TNetwork>(network, new Sgd(0));
        int[] labels = new int[batch];
        float[] targets = new float[batch * output];
        bool isOverLabels = TNetwork.Info.OutputFunction == OutputFunction.Softmax;
        ReadOnlySpan<byte> step = images.AsSpan(0, batch * input);
        ReadOnlySpan<float> floatStep = floats.AsSpan(0, batch * input);
        float loss = isOverLabels ? training.Step(floatStep, labels) : training.Step(floatStep, targets);
        float[][] gradients = [.. training.Gradients.Select(view => view.ToArray())];
        Assert.Contains(gradients, gradient => gradient.Any(value => value != 0));
        Assert.Equal(loss, isOverLabels ? training.Step(step, labels) : training.Step(step, targets));
        Assert.Equal(gradients, training.Gradients.Select(view => view.ToArray()));
        Assert.Equal(loss, isOverLabels ? training.ComputeGradients(step, labels) : training.ComputeGradients(step, targets));
        Assert.Equal(gradients, training.Gradients.Select(view => view.ToArray()));
        Assert.Equal(2, training.StepCount);
    }

    // All of 0 to 255 are among them.
    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(97 * i + i / 256))];
}
