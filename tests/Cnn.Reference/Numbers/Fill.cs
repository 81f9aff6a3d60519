namespace Cnn.Reference;

/// <summary>Numbers that are a function of their index, so that no weight or input file is needed.</summary>
public static class Fill
{
    /// <summary>
    /// <c>fill(n, seed, scale)[i] = scale · sin(0.7 i + 1.3 seed + 0.1 (i² mod 7))</c>, the rule of the PyTorch trajectories' script.
    /// </summary>
    public static double[] Values(int count, int seed, double scale)
    {
        var values = new double[count];
        for (long i = 0; i < count; i++)
            values[i] = scale * Math.Sin(0.7 * i + 1.3 * seed + 0.1 * (i * i % 7));
        return values;
    }

    /// <summary>
    /// The trajectories' first parameters, in the weight file's layout: parameter k (from 1, weights and biases alike) is <c>fill(size, k, scale)</c>
    /// with scale √(2 / fan-in) for a weight and 0.05 for a bias; codes are the signs of <c>fill(size, k, 1)</c>.
    /// </summary>
    public static void Parameters(ReferenceNetwork network)
    {
        for (int k = 0; k < network.Parameters.Count; k++)
        {
            var parameter = network.Parameters[k];
            if (parameter.Spec.Role == Dsl.ParameterRole.Codes)
            {
                Array.ConvertAll(Values(parameter.Values.Length, k + 1, 1), value => value < 0 ? -1.0 : 1).CopyTo(parameter.Values, 0);
                continue;
            }
            double scale = parameter.Spec.Role == Dsl.ParameterRole.Bias ? 0.05 : Math.Sqrt(2.0 / ((double)parameter.Values.Length / parameter.Spec.Maps));
            Values(parameter.Values.Length, k + 1, scale).CopyTo(parameter.Values, 0);
        }
    }

    /// <summary>Moves <c>[instances, channels, height, width]</c> to <c>[instances, height, width, channels]</c>.</summary>
    public static double[] ToChannelsLast(double[] channelsFirst, int instances, Dsl.TensorShape shape)
    {
        var moved = new double[channelsFirst.Length];
        int from = 0;
        for (int n = 0; n < instances; n++)
            for (int c = 0; c < shape.Channels; c++)
                for (int h = 0; h < shape.Height; h++)
                    for (int w = 0; w < shape.Width; w++)
                        moved[((n * shape.Height + h) * shape.Width + w) * shape.Channels + c] = channelsFirst[from++];
        return moved;
    }
}
