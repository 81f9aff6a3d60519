using Cnn.Benchmarks.Catalog;

namespace Cnn.Benchmarks.Bits;

/// <summary>First values of a network of which nothing is known but its table of parameters, always the same.</summary>
internal static class FirstValues
{
    private const float Spread = 0.25f;

    /// <summary>
    /// Draws weights as the network does, and gives what it would begin with one number for all, such as biases and the statistics of batch
    /// norms, different numbers around it: an addition of zeros that were left out would not be noticed.
    /// </summary>
    public static NetworkParameters Of(NetworkInfo info)
    {
        var noise = new Noise(seed: 3);
        var parameters = NetworkParameters.Create(info);
        foreach (ParameterInfo parameter in info.Parameters.Where(parameter => parameter is { InitialScale: 0, InitialIsCode: false }))
        {
            float[] values = new float[parameter.ElementCount];
            foreach (ref float value in values.AsSpan()) value = parameter.InitialValue + noise.Uniform(-Spread, Spread);
            parameters.Find(parameter.Name).CopyFrom(values);
        }

        return parameters;
    }
}
