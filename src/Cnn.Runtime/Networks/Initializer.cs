using Cnn.Runtime;

namespace Cnn;

/// <summary>The first values of a tensor, in the weight file's order, whatever the packing.</summary>
internal static class Initializer
{
    /// <summary>Uniform in ±scale, normal with deviation scale, constant, or codes of classes, as the tensor says.</summary>
    public static float[] Draw(ParameterInfo parameter, int seed)
    {
        RandomKey key = new RandomKey((uint)seed).Derive(parameter.Name);
        if (parameter.InitialIsCode)
            return Codes.Of(parameter.Maps, parameter.Channels, key);
        float[] values = new float[parameter.ElementCount];
        if (parameter.InitialScale == 0)
        {
            Array.Fill(values, parameter.InitialValue);
            return values;
        }
        for (int i = 0; i < values.Length; i++)
        {
            double draw = parameter.InitialIsNormal ? key.Normal((uint)i) : (2 * key.Uniform((uint)i)) - 1;
            values[i] = (float)(draw * parameter.InitialScale);
        }
        return values;
    }
}
