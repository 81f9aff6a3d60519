using Cnn.Runtime;

namespace Cnn.EndToEnd.Probe;

/// <summary>A training that saves a checkpoint after each step, so that whoever kills it meets it while it saves.</summary>
internal static class Training
{
    private const int Images = 61, Pixels = 12 * 12;

    /// <summary>Trains, or goes on; then writes the weights as <c>final.safetensors</c>. Says each step before it saves.</summary>
    /// <param name="folder">Where the checkpoints are.</param>
    /// <param name="maxSteps">After how many steps it ends; null for the last one.</param>
    public static void Run(string folder, long? maxSteps)
    {
        var network = Resumed.Create(seed: 3);
        new Trainer<Resumed>(network, new Sgd(0.05f) { Momentum = 0.9f, WeightDecay = 1e-4f }, new()
        {
            Epochs = 20,
            Seed = 11,
            Threads = 1,
            Augmentation = new RandomAffine(),
            Schedule = LearningRateSchedule.CosineAnnealing().WithWarmUp(2),
            Checkpoints = new(folder) { EverySteps = 1, KeepLast = 2, Resume = true },
            RestoreBest = true,
            WeightAverage = new ExponentialMovingAverage(decay: 0.95),
            MaxSteps = maxSteps,
            Progress = progress => Console.WriteLine(((progress.Epoch - 1) * progress.Steps) + progress.Step),
        }).Run(Data(Images, 1), Data(24, 2));
        network.Save(Path.Combine(folder, "final.safetensors"));
    }

    // Noise, with a bright corner for each class.
    private static LabeledImages Data(int count, ulong seed)
    {
        RandomKey key = new(seed);
        byte[] pixels = new byte[count * Pixels];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(key.Uniform((ulong)i) * 200);
        for (int image = 0; image < count; image++)
        {
            labels[image] = image % 4;
            for (int i = 0; i < 16; i++)
            {
                int row = (i / 4) + (labels[image] / 2 * 8), column = (i % 4) + (labels[image] % 2 * 8);
                pixels[(image * Pixels) + (row * 12) + column] |= 0x80;
            }
        }
        return new LabeledImages(pixels, new TensorShape(12, 12, 1), labels, 4);
    }
}
