using System.Runtime.CompilerServices;

namespace Cnn.EndToEnd.Tests;

/// <summary>A generated network whose code gets the gradient by one tensor wrong; to be run by one thread.</summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
internal sealed class MeddledNetwork<TNetwork>(NetworkParameters parameters) : INetwork<MeddledNetwork<TNetwork>>
    where TNetwork : class, INetwork<TNetwork>
{
    /// <inheritdoc/>
    public static NetworkInfo Info => TNetwork.Info;

    /// <summary>Which tensor, what its gradient is multiplied by, and whether all of it or the first half.</summary>
    public static (ParameterInfo Tensor, float Factor, bool IsAll) Meddling { get; set; }

    /// <inheritdoc/>
    public NetworkParameters Parameters => parameters;

    /// <inheritdoc/>
    public static MeddledNetwork<TNetwork> FromParameters(NetworkParameters parameters) => new(parameters);

    /// <inheritdoc/>
    public static void RunInference(int phase, ref InferencePass pass, int begin, int end) => throw new NotSupportedException();

    /// <inheritdoc/>
    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) => throw new NotSupportedException();

    /// <inheritdoc/>
    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        pass.Owner = typeof(TNetwork);
        TNetwork.RunTraining(phase, ref pass, begin, end);
        PhaseInfo last = Info.Training.Phases[^1];
        if (phase < Info.Training.Phases.Count - 1 || (last.Cut == PhaseCut.Units && end < last.Units)) return;
        var (tensor, factor, isAll) = Meddling;
        for (int i = 0; i < (isAll ? tensor.ElementCount : (tensor.ElementCount + 1) / 2); i++)
            Unsafe.Add(ref pass.Gradients, tensor.Offset + tensor.PackedIndex(i)) *= factor;
    }
}
