using Cnn.Dsl;

namespace Cnn.Benchmarks.Catalog;

/// <summary>
/// Gives batch norms other numbers than 0 and 1, always the same ones, so that a comparison notices any of them that is left out; and such
/// that the values that go through a deep network neither vanish nor grow beyond bounds.
/// </summary>
internal static class FirstStatistics
{
    // Where a sum reads a batch norm, a scale near 1 would double the variance of the values at each of fifty sums.
    private const float Scale = 1f, ScaleBeforeSum = 0.3f;

    // After a rectifier, the mean square of values of variance 1.
    private const float MeanSquare = 0.5f;

    /// <summary>Sets γ, β and the running statistics of all batch norms.</summary>
    public static void Set(NetworkSpec spec, NetworkParameters parameters)
    {
        var noise = new Noise(seed: 7);
        foreach (BatchNormSpec norm in spec.Layers.OfType<BatchNormSpec>())
        {
            LayerSpec before = spec.Layers[norm.Inputs[0]];
            bool isSummed = spec.Layers.Any(layer => layer is AddSpec && layer.Inputs.Any(input => spec.Layers[input] == norm));
            float scale = isSummed ? ScaleBeforeSum : Scale;
            float[] weights = parameters.Find(before.Name + ".weight").ToArray();
            int maps = norm.Input.Channels, perMap = weights.Length / maps;
            float[] gamma = new float[maps], beta = new float[maps], mean = new float[maps], variance = new float[maps];
            for (int map = 0; map < maps; map++)
            {
                double squares = 0;
                foreach (float weight in weights.AsSpan(map * perMap, perMap)) squares += (double)weight * weight;
                variance[map] = (float)(squares * MeanSquare * noise.Uniform(0.75f, 1.25f));
                mean[map] = 0.1f * MathF.Sqrt(variance[map]) * noise.Normal();
                gamma[map] = scale * noise.Uniform(0.75f, 1.25f);
                beta[map] = 0.1f * noise.Normal();
            }

            parameters.Find(norm.Name + ".weight").CopyFrom(gamma);
            parameters.Find(norm.Name + ".bias").CopyFrom(beta);
            parameters.Find(norm.Name + ".running_mean").CopyFrom(mean);
            parameters.Find(norm.Name + ".running_var").CopyFrom(variance);
        }
    }
}
