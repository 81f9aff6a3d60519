using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Sums of channels-last tensors.</summary>
internal sealed class AddLoops : LayerLoops<AddSpec>
{
    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, AddSpec add)
    {
        var sum = new double[run.X.Length];
        foreach (double[] input in run.Inputs)
            for (int i = 0; i < sum.Length; i++) sum[i] += input[i];
        return sum;
    }

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, AddSpec add, double[] dY) => [.. add.Inputs.Select(_ => dY)];
}

/// <summary>Concatenations of channels-last tensors.</summary>
internal sealed class ConcatLoops : LayerLoops<ConcatSpec>
{
    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, ConcatSpec concat) => Concatenate([.. run.Inputs.Zip(run.InputChannels)]);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, ConcatSpec concat, double[] dY) => Split(dY, [.. run.InputChannels]);

    private static double[] Concatenate((double[] Values, int Channels)[] inputs)
    {
        int pixels = inputs[0].Values.Length / inputs[0].Channels;
        var all = new List<double>(inputs.Sum(input => input.Values.Length));
        for (int pixel = 0; pixel < pixels; pixel++)
            foreach (var (values, channels) in inputs) all.AddRange(values.AsSpan(pixel * channels, channels));
        return [.. all];
    }

    private static double[][] Split(double[] all, int[] channels)
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
