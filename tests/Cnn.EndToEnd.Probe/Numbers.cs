using System.Runtime.Intrinsics;

namespace Cnn.EndToEnd.Probe;

/// <summary>What networks compute, to the bit: whoever compiles them otherwise must come to the same.</summary>
internal static class Numbers
{
    private const int Steps = 3;

    /// <summary>A line for the vectors' width.</summary>
    public static string Width => $"width {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}";

    /// <summary>That line, and one for each network's predictions and what three steps make of its parameters.</summary>
    public static IEnumerable<string> All()
    {
        yield return Width;
        var lenet = LeNet5.Create();
        yield return $"lenet predicts {Predict(lenet.Freeze(), LeNet5.BatchSize)}";
        using (var training = lenet.CreateTraining(new Sgd(0.01f) { Momentum = 0.9f }))
        {
            int[] labels = [.. Enumerable.Range(0, LeNet5.BatchSize).Select(i => i % 10)];
            for (int step = 0; step < Steps; step++) training.Step(Calls.Values(LeNet5.BatchSize * LeNet5.Info.Input.ElementCount), labels);
        }
        yield return $"lenet learns {Bits(lenet.Parameters.SelectMany(parameter => parameter.ToArray()))}";

        var others = Others.Create();
        yield return $"others predict {Predict(others.Freeze(), Others.BatchSize)}";
        using (var training = others.CreateTraining(new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true }))
        {
            for (int step = 0; step < Steps; step++)
                training.Step(Calls.Values(Others.BatchSize * Others.Info.Input.ElementCount),
                    Calls.Values(Others.BatchSize * Others.Info.Output.ElementCount));
        }
        yield return $"others learn {Bits(others.Parameters.SelectMany(parameter => parameter.ToArray()))}";
    }

    private static string Predict<TNetwork>(Model<TNetwork> model, int batch)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = model.CreateSession();
        float[] scores = new float[batch * model.Info.Output.ElementCount];
        session.Predict(Calls.Values(batch * model.Info.Input.ElementCount), scores);
        return Bits(scores);
    }

    // FNV-1a, 64 bits, of the floats' bits; the first value stands there as a number as well.
    private static string Bits(IEnumerable<float> values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values) hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211;
        return $"{hash:x16}, first {values.First()}";
    }
}
