using Cnn.Benchmarks.Catalog;
using Cnn.Dsl;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>The samples as TorchSharp's tensors.</summary>
internal static class TorchSamples
{
    /// <summary>[batch, channels, height, width].</summary>
    public static Tensor Images(NetworkSpec spec, int batch)
    {
        (int height, int width, int channels) = spec.Input;
        return tensor(Samples.ImagesChannelsFirst(new(height, width, channels), batch), [batch, channels, height, width]);
    }

    /// <summary>A class for each image.</summary>
    public static Tensor Labels(NetworkSpec spec, int batch) =>
        tensor(Samples.Labels(spec.Output.Channels, batch), dtype: ScalarType.Int64);
}
