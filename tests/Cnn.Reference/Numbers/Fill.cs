using Cnn.Dsl;

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
    /// The trajectories' first parameters, in the weight file's layout: parameter k (from 1, all that are trained alike) is <c>fill(size,
    /// k, scale)</c>
    /// with scale √(2 / fan-in) for a weight and 0.05 for a bias, and 1 + <c>fill(size, k, 0.1)</c> for a batch norm's scale;
    /// a subsampling's coefficient is 1 / the window's pixels + <c>fill(size, k, 0.05)</c>, and codes are the signs of <c>fill(size, k,
    /// 1)</c>. Running statistics are 0 and 1.
    /// </summary>
    public static void Parameters(ReferenceNetwork network)
    {
        int k = 0;
        foreach (var parameter in network.Parameters)
        {
            var (role, count) = (parameter.Spec.Role, parameter.Values.Length);
            double[] values = role switch
            {
                ParameterRole.Scale when network.Spec.Layers[parameter.Layer] is SubsamplingSpec =>
                    Array.ConvertAll(Values(count, ++k, 0.05), value => parameter.Spec.InitialValue + value),
                ParameterRole.Scale => Array.ConvertAll(Values(count, ++k, 0.1), value => 1 + value),
                ParameterRole.Bias => Values(count, ++k, 0.05),
                ParameterRole.RunningMean or ParameterRole.RunningVariance =>
                    [.. Enumerable.Repeat((double)parameter.Spec.InitialValue, count)],
                ParameterRole.Codes => Array.ConvertAll(Values(count, ++k, 1), value => value < 0 ? -1.0 : 1),
                _ => Values(count, ++k, Math.Sqrt(2.0 / ((double)count / parameter.Spec.Maps))),
            };
            values.CopyTo(parameter.Values, 0);
        }
    }

    /// <summary>Running statistics of batch norms as if there had been training: means within 0.3, variances between 0.5 and 1.5.</summary>
    public static void RunningStatistics(ReferenceNetwork network)
    {
        for (int k = 0; k < network.Parameters.Count; k++)
        {
            var parameter = network.Parameters[k];
            if (parameter.Spec.Role == ParameterRole.RunningMean) Values(parameter.Values.Length, k, 0.3).CopyTo(parameter.Values, 0);
            if (parameter.Spec.Role == ParameterRole.RunningVariance)
                Array.ConvertAll(Values(parameter.Values.Length, k, 0.5), value => 1 + value).CopyTo(parameter.Values, 0);
        }
    }

    /// <summary>Moves <c>[instances, channels, height, width]</c> to <c>[instances, height, width, channels]</c>.</summary>
    public static double[] ToChannelsLast(double[] channelsFirst, int instances, TensorShape shape)
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
