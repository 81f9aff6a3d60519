using Cnn;
using Cnn.Runtime;

namespace ShapesExample;

/// <summary>Learns several answers for an image: which shapes are there.</summary>
internal static class SeveralLabels
{
    private static readonly string[] s_names = ["ring", "square", "cross"];

    /// <summary>Trains, and says of each shape how often it is found, and found where it is not.</summary>
    /// <returns>The test after the last epoch.</returns>
    public static TargetEvaluation Run(Present network, int seed, CancellationToken cancellation)
    {
        IReadOnlyList<EpochResult> results = new Trainer<Present>(network, new AdamW(0.002f), new()
        {
            Epochs = 6,
            Seed = (ulong)seed,
            Schedule = LearningRateSchedule.CosineAnnealing(),
            EpochCompleted = result => Console.WriteLine(
                $"epoch {result.Epoch}: loss {result.MeanLoss:F4}, answers right {result.TargetTest!.LabelAccuracy:P1}, "
                + $"all of an image {result.TargetTest.SubsetAccuracy:P1}"),
        }).Run(Draw(5000, seed), Draw(1000, seed + 1), cancellation);
        TargetEvaluation test = results[^1].TargetTest!;
        for (int shape = 0; shape < Drawing.Shapes; shape++)
            Console.WriteLine($"{s_names[shape],6}: precision {test.GetPrecision(shape):P1}, recall {test.GetRecall(shape):P1}");
        return test;
    }

    private static TargetImages Draw(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * Drawing.Side * Drawing.Side];
        float[] targets = new float[Drawing.Shapes * count];
        for (int i = 0; i < count; i++)
        {
            int chosen = random.Next(1 << Drawing.Shapes);
            Drawing.Some(pixels.AsSpan(i * Drawing.Side * Drawing.Side, Drawing.Side * Drawing.Side), chosen, random);
            for (int shape = 0; shape < Drawing.Shapes; shape++)
                targets[(i * Drawing.Shapes) + shape] = chosen >> shape & 1;
        }
        return new TargetImages(pixels, Present.Info.Input, targets, Present.Info.Output);
    }
}
