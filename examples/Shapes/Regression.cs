using Cnn;
using Cnn.Runtime;

namespace ShapesExample;

/// <summary>Learns a number instead of a class: the angle of a bar.</summary>
internal static class Regression
{
    /// <summary>Trains, and says how far off the angles are.</summary>
    /// <returns>The test after the last epoch.</returns>
    public static TargetEvaluation Run(int seed, CancellationToken cancellation)
    {
        Angle network = Angle.Create(seed);
        IReadOnlyList<EpochResult> results = new Trainer<Angle>(network, new AdamW(0.002f), new()
        {
            Epochs = 6,
            Seed = (ulong)seed,
            Schedule = LearningRateSchedule.CosineAnnealing(),
            EpochCompleted = result => Console.WriteLine(
                $"epoch {result.Epoch}: loss {result.MeanLoss:F4}, R² {result.TargetTest!.R2:F4}, "
                + $"mean absolute error {result.TargetTest.MeanAbsoluteError:F4}"),
        }).Run(Draw(5000, seed), Draw(1000, seed + 1), cancellation);
        return results[^1].TargetTest!;
    }

    private static TargetImages Draw(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * Drawing.Side * Drawing.Side];
        float[] targets = new float[2 * count];
        for (int i = 0; i < count; i++)
        {
            double angle = random.NextDouble() * Math.PI;
            Drawing.Bar(pixels.AsSpan(i * Drawing.Side * Drawing.Side, Drawing.Side * Drawing.Side), angle, random);
            (targets[2 * i], targets[(2 * i) + 1]) = ((float)Math.Cos(2 * angle), (float)Math.Sin(2 * angle));
        }
        return new TargetImages(pixels, Angle.Info.Input, targets, Angle.Info.Output);
    }
}
