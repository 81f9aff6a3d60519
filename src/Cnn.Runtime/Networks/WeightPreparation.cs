using Cnn.Runtime;

namespace Cnn;

/// <summary>Makes of a model's packed weights what its kernels read transformed.</summary>
internal static class WeightPreparation
{
    private const int Lanes = ChannelBlocks.Lanes;

    /// <summary>Transforms all of them.</summary>
    /// <param name="parameters">The packed weights, batch norms folded in.</param>
    /// <param name="prepared">Where to.</param>
    public static void Prepare(NetworkParameters parameters, Arena prepared)
    {
        foreach (PreparedWeights weights in parameters.Info.Prepared)
        {
            ParameterInfo info = parameters.Info.Parameters[weights.Parameter];
            int blocks = (info.Maps + Lanes - 1) / Lanes;
            if ((weights.Kernel, weights.Tile) is not ((3, 4) or (3, 6) or (5, 6)))
            {
                throw new ArgumentException(
                    $"No form of Winograd's algorithm has kernels of {weights.Kernel} and tiles of {weights.Tile}.", nameof(parameters));
            }
            // The transform itself checks nothing; both stretches are the whole tensor's, or there is an exception.
            int floats = checked(blocks * info.Channels * Lanes);
            ref float from = ref parameters.Arena.Span.Slice(info.Offset, checked(floats * weights.Kernel * weights.Kernel))[0];
            ref float to = ref prepared.Span.Slice(weights.Offset, checked(floats * weights.Tile * weights.Tile))[0];
            for (int block = 0; block < blocks; block++)
                Winograd.TransformWeights(in from, ref to, weights.Kernel, weights.Tile, info.Channels, block);
        }
    }
}
