namespace Cnn.EndToEnd.Probe;

/// <summary>The calls that a user makes often.</summary>
internal static class Calls
{
    /// <summary>Each with a name of one word.</summary>
    public static IEnumerable<(string Name, Action Call)> All()
    {
        var lenet = LeNet5.Create();
        var inference = lenet.CreateSession();
        float[] images = Values(LeNet5.BatchSize * LeNet5.Info.Input.ElementCount), scores = new float[LeNet5.BatchSize * 10];
        float[] image = Values(LeNet5.Info.Input.ElementCount);
        int[] labels = Enumerable.Range(0, LeNet5.BatchSize).Select(i => i % 10).ToArray();
        yield return ("predict-one", () => inference.Predict(image));
        yield return ("predict-many", () => inference.Predict(images, scores));
        var training = lenet.CreateTraining(new Sgd(1e-4f) { Momentum = 0.9f, WeightDecay = 1e-4f });
        yield return ("step", () => training.Step(images, labels));

        var others = Others.Create();
        var otherInference = others.CreateSession();
        float[] otherImages = Values(Others.BatchSize * Others.Info.Input.ElementCount), otherScores = new float[Others.BatchSize * 7];
        yield return ("predict-others", () => otherInference.Predict(otherImages, otherScores));
        var otherTraining = others.CreateTraining(new Sgd(1e-4f) { Momentum = 0.9f, Nesterov = true });
        yield return ("step-others", () => otherTraining.Step(otherImages, otherScores));

        var pixels = Pixels.Create();
        var pixelInference = pixels.CreateSession();
        byte[] bytes = new byte[Pixels.BatchSize * Pixels.Info.Input.ElementCount];
        float[] pixelScores = new float[Pixels.BatchSize * 3];
        yield return ("predict-bytes", () => pixelInference.Predict(bytes, pixelScores));
        var pixelTraining = pixels.CreateTraining(new Sgd(1e-4f));
        int[] pixelLabels = new int[Pixels.BatchSize];
        yield return ("step-bytes", () => pixelTraining.Step(bytes, pixelLabels));
    }

    /// <summary>Numbers from −1 to 1, always the same.</summary>
    public static float[] Values(int count) => Enumerable.Range(0, count).Select(i => MathF.Sin(0.7f * i)).ToArray();
}
