using Cnn.Benchmarks.Catalog;
using Cnn.Runtime;

namespace Cnn.Benchmarks.Layers;

/// <summary>All that a pass reads and writes.</summary>
/// <param name="Plan">What a session knows of the pass.</param>
/// <param name="Facts">The facts of the parameters.</param>
/// <param name="Loss">What training minimises.</param>
/// <param name="Values">The arena, and behind it what each thread has for itself.</param>
/// <param name="Parameters">The packed parameters.</param>
/// <param name="Prepared">The weights that a model has transformed; empty in training.</param>
/// <param name="Gradients">The packed gradients; empty at inference.</param>
/// <param name="Images">[batch, height, width, channels].</param>
/// <param name="Labels">A class for each image.</param>
internal sealed record PassMemory(PassInfo Plan, IReadOnlyList<ParameterInfo> Facts, Loss Loss, Arena Values, Arena Parameters,
    Arena Prepared, Arena Gradients, float[] Images, int[] Labels)
{
    /// <summary>Memory for predictions of the samples.</summary>
    public static PassMemory ForInference<TNetwork>(string weights, int batch, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        Model<TNetwork> model = Model<TNetwork>.Load(weights);
        return For(TNetwork.Info, TNetwork.Info.Inference, HiddenRuntime.Parameters(model), HiddenRuntime.Prepared(model), new Arena(0),
            batch, threads);
    }

    /// <summary>Memory for training with the samples.</summary>
    public static PassMemory ForTraining<TNetwork>(string weights, int batch, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        Arena parameters = HiddenRuntime.Parameters(NetworkParameters.Load(TNetwork.Info, weights));
        return For(TNetwork.Info, TNetwork.Info.Training, parameters, new Arena(0), new Arena(TNetwork.Info.TrainableFloats), batch,
            threads);
    }

    private static PassMemory For(NetworkInfo info, PassInfo plan, Arena parameters, Arena prepared, Arena gradients, int batch,
        int threads) => new(
        plan,
        info.Parameters,
        info.Loss,
        new Arena(checked((int)plan.SessionFloats(threads))),
        parameters,
        prepared,
        gradients,
        Samples.Images(info.Input, batch),
        Samples.Labels(info.Output.ElementCount, batch));
}
