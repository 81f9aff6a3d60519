using Cnn.Benchmarks.Catalog;
using Cnn.Runtime;

namespace Cnn.Benchmarks.Layers;

/// <summary>All that a pass reads and writes.</summary>
/// <param name="Values">The arena.</param>
/// <param name="Parameters">The packed parameters.</param>
/// <param name="Gradients">The packed gradients; empty at inference.</param>
/// <param name="Images">[batch, height, width, channels].</param>
/// <param name="Labels">A class for each image.</param>
internal sealed record PassMemory(Arena Values, Arena Parameters, Arena Gradients, float[] Images, int[] Labels)
{
    /// <summary>Memory for predictions of the samples.</summary>
    public static PassMemory ForInference<TNetwork>(string weights, int batch)
        where TNetwork : class, INetwork<TNetwork> =>
        For(TNetwork.Info, TNetwork.Info.Inference, HiddenArenas.Of(Model<TNetwork>.Load(weights)), 0, batch);

    /// <summary>Memory for training with the samples.</summary>
    public static PassMemory ForTraining<TNetwork>(string weights, int batch)
        where TNetwork : class, INetwork<TNetwork> =>
        For(TNetwork.Info, TNetwork.Info.Training, HiddenArenas.Of(NetworkParameters.Load(TNetwork.Info, weights)), TNetwork.Info.TrainableFloats, batch);

    private static PassMemory For(NetworkInfo info, PassInfo plan, Arena parameters, int gradients, int batch) => new(
        new Arena(plan.ArenaFloats), parameters, new Arena(gradients), Samples.Images(info.Input, batch), Samples.Labels(info.Output.ElementCount, batch));
}
