namespace Cnn.Runtime.Tests;

/// <summary>What <see cref="TinySoftmax"/> is, declared for predictions only: it has no training plan, and no code for one.</summary>
internal sealed class PredictingSoftmax : INetwork<PredictingSoftmax>
{
    private PredictingSoftmax(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(PredictingSoftmax),
        Input = TinySoftmax.Info.Input,
        Output = TinySoftmax.Info.Output,
        OutputFunction = TinySoftmax.Info.OutputFunction,
        Loss = TinySoftmax.Info.Loss,
        Layers = TinySoftmax.Info.Layers,
        Parameters = TinySoftmax.Info.Parameters,
        TrainableFloats = TinySoftmax.Info.TrainableFloats,
        ParameterFloats = TinySoftmax.Info.ParameterFloats,
        Inference = TinySoftmax.Info.Inference,
    };

    public NetworkParameters Parameters { get; }

    public static PredictingSoftmax FromParameters(NetworkParameters parameters) => new(parameters);

    public static PredictingSoftmax Create() => new(NetworkParameters.Create(Info));

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInference(phase, ref pass, begin, end);

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInferenceStage(stage, ref pass, begin, end);
}
