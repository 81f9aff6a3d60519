namespace Cnn.Reference;

/// <summary>Sums and concatenations of channels-last tensors.</summary>
internal static class JoinLoops
{
    public static double[] Sum(double[][] inputs)
    {
        var sum = new double[inputs[0].Length];
        foreach (double[] input in inputs)
            for (int i = 0; i < sum.Length; i++) sum[i] += input[i];
        return sum;
    }

    public static double[] Concatenate((double[] Values, int Channels)[] inputs)
    {
        int pixels = inputs[0].Values.Length / inputs[0].Channels;
        var all = new List<double>(inputs.Sum(input => input.Values.Length));
        for (int pixel = 0; pixel < pixels; pixel++)
            foreach (var (values, channels) in inputs) all.AddRange(values.AsSpan(pixel * channels, channels));
        return [.. all];
    }

    public static double[][] Split(double[] all, int[] channels)
    {
        int total = channels.Sum(), pixels = all.Length / total, first = 0;
        var parts = new double[channels.Length][];
        for (int k = 0; k < channels.Length; k++)
        {
            parts[k] = new double[pixels * channels[k]];
            for (int pixel = 0; pixel < pixels; pixel++)
                Array.Copy(all, pixel * total + first, parts[k], pixel * channels[k], channels[k]);
            first += channels[k];
        }
        return parts;
    }
}
