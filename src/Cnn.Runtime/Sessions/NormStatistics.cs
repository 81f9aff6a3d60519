using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The statistics of a network's batch norms over some batches: of each channel the mean over the batches of their means and variances,
/// each batch counted alike, as PyTorch's <c>update_bn</c> has it.
/// </summary>
internal sealed class NormStatistics
{
    private readonly (MapNorm Norm, int Pixels, double[] Means, double[] Variances)[] _norms;
    private int _batches;

    private NormStatistics((MapNorm Norm, int Pixels)[] norms, ForwardSteps forward)
    {
        _norms = [.. norms.Select(
            norm => (norm.Norm, norm.Pixels, new double[norm.Norm.Mean.PackedLength], new double[norm.Norm.Mean.PackedLength]))];
        Forward = forward;
    }

    /// <summary>What the statistics depend on.</summary>
    public ForwardSteps Forward { get; }

    /// <summary>Those of the batch norms that an optimizer does not freeze; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">The network's code was generated without what it takes.</exception>
    public static NormStatistics? Of(NetworkInfo info, Optimizer optimizer)
    {
        if (info.Parameters.All(parameter => parameter.IsTrainable))
            return null;
        var map = PassMap.Of(info, "Updating batch norms");
        IReadOnlyList<MapNorm> all = MapNorm.Of(info, map);
        MapNorm[] frozen = [.. all.Where(norm => Freezing.KeepsStatistics(optimizer, norm))];
        (MapNorm, int)[] norms = [.. all.Except(frozen).Select(norm => (norm, PixelsOf(info.Layers[map.Steps[norm.Step].Layer].Output)))];
        return norms.Length == 0 ? null : new(norms, ForwardSteps.Of(info, map, frozen));
    }

    /// <summary>Takes a batch's statistics in, which its pass has left in the arena.</summary>
    /// <param name="arena">The session's.</param>
    /// <param name="instances">Of the batch.</param>
    public void Add(ReadOnlySpan<float> arena, int instances)
    {
        _batches++;
        foreach ((MapNorm norm, int pixels, double[] means, double[] variances) in _norms)
        {
            long values = (long)instances * pixels;
            double unbiased = (double)values / Math.Max(values - 1, 1);
            for (int i = 0; i < means.Length; i++)
            {
                ReadOnlySpan<float> record = arena.Slice(
                    norm.Record.Index + (i / ChannelBlocks.Lanes * ChannelStatistics.Floats), ChannelStatistics.Floats);
                int lane = i % ChannelBlocks.Lanes;
                means[i] += (double)record[(int)ChannelStatistics.Mean + lane] + record[(int)ChannelStatistics.MeanRest + lane];
                variances[i] += record[(int)ChannelStatistics.Variance + lane] * unbiased;
            }
        }
    }

    /// <summary>Writes the means over the batches as running statistics.</summary>
    /// <param name="parameters">Those of the same network, which nobody else uses.</param>
    public void WriteTo(NetworkParameters parameters)
    {
        Span<float> values = parameters.Arena.Span;
        foreach ((MapNorm norm, _, double[] means, double[] variances) in _norms)
        {
            for (int i = 0; i < means.Length; i++)
            {
                values[norm.Mean.Offset + i] = (float)(means[i] / _batches);
                values[norm.Variance.Offset + i] = (float)(variances[i] / _batches);
            }
        }
    }

    private static int PixelsOf(TensorShape shape) => shape.Height * shape.Width;
}
