using System.Numerics;
using Cnn;

namespace ShapesExample;

/// <summary>Gives a trained network a new head: its layers are taken over and frozen, and few drawings teach the head.</summary>
internal static class FineTuning
{
    private const int Few = 400;

    /// <summary>Trains a network that tells which shapes are there, and with its trunk one that counts them.</summary>
    /// <returns>The tests of the network with the trunk, and of one that learns everything from the few drawings.</returns>
    public static (Evaluation Tuned, Evaluation FromScratch) Run(int seed, CancellationToken cancellation)
    {
        Console.WriteLine("A network learns which shapes are there:");
        Present trained = Present.Create(seed);
        SeveralLabels.Run(trained, seed, cancellation);

        HowMany tuned = HowMany.Create(seed);
        foreach (ParameterView parameter in tuned.Parameters)
        {
            if (parameter.Name.StartsWith("head", StringComparison.Ordinal)) continue;
            parameter.CopyFrom(trained.Parameters.Find(parameter.Name).ToArray());
        }
        Console.WriteLine($"Its layers, frozen, and a new head learn from {Few} drawings how many there are:");
        Evaluation tunedTest = Train(tuned, new AdamW(0.01f) { Groups = [new("conv*", "bn*") { Frozen = true }] }, seed, cancellation);

        Console.WriteLine("A network without them learns it from the same drawings:");
        return (tunedTest, Train(HowMany.Create(seed), new AdamW(0.002f), seed, cancellation));
    }

    private static Evaluation Train(HowMany network, Optimizer optimizer, int seed, CancellationToken cancellation)
    {
        IReadOnlyList<EpochResult> results = new Trainer<HowMany>(network, optimizer, new()
        {
            Epochs = 15,
            EvaluateEvery = 5,
            Seed = (ulong)seed,
            Schedule = LearningRateSchedule.CosineAnnealing(),
        }).Run(Draw(Few, seed + 2), Draw(1000, seed + 3), cancellation);
        Console.WriteLine($"  test error {results[^1].Test!.ErrorRate:P1}, {results.Sum(result => result.Seconds):F2} s");
        return results[^1].Test!;
    }

    private static LabeledImages Draw(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * Drawing.Side * Drawing.Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            int chosen = random.Next(1 << Drawing.Shapes);
            Drawing.Some(pixels.AsSpan(i * Drawing.Side * Drawing.Side, Drawing.Side * Drawing.Side), chosen, random);
            labels[i] = BitOperations.PopCount((uint)chosen);
        }
        return new LabeledImages(pixels, HowMany.Info.Input, labels, HowMany.Info.Output.Channels);
    }
}
