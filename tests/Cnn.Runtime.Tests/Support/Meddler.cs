namespace Cnn.Runtime.Tests;

/// <summary>A network that does what another does, and something else before each phase of training.</summary>
internal sealed class Meddler<TNetwork> : INetwork<Meddler<TNetwork>>
    where TNetwork : class, INetwork<TNetwork>
{
    private Meddler(NetworkParameters parameters) => Parameters = parameters;

    /// <summary>What is done before each phase of training.</summary>
    public static Action Meanwhile { get; set; } = () => { };

    public static NetworkInfo Info => TNetwork.Info;

    public NetworkParameters Parameters { get; }

    public static Meddler<TNetwork> FromParameters(NetworkParameters parameters) => new(parameters);

    public static Meddler<TNetwork> Create() => new(NetworkParameters.Create(Info));

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end) =>
        TNetwork.RunInference(phase, ref pass, begin, end);

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) =>
        TNetwork.RunInferenceStage(stage, ref pass, begin, end);

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        Meanwhile();
        TNetwork.RunTraining(phase, ref pass, begin, end);
    }
}
