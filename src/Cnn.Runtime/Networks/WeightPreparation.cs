using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Makes of a model's packed weights what its kernels read transformed.</summary>
internal static class WeightPreparation
{
    private const int Lanes = 16;

    /// <summary>Transforms all of them.</summary>
    /// <param name="parameters">The packed weights, batch norms folded in.</param>
    /// <param name="prepared">Where to.</param>
    public static void Prepare(NetworkParameters parameters, Arena prepared)
    {
        foreach (PreparedWeights weights in parameters.Info.Prepared)
        {
            ParameterInfo info = parameters.Info.Parameters[weights.Parameter];
            ref float from = ref Unsafe.Add(ref parameters.Arena.Origin, info.Offset);
            ref float to = ref Unsafe.Add(ref prepared.Origin, weights.Offset);
            for (int block = 0; block < (info.Maps + Lanes - 1) / Lanes; block++)
                Winograd.TransformWeights(in from, ref to, weights.Kernel, weights.Tile, info.Channels, block);
        }
    }
}
