namespace Cnn.Runtime.Tests;

/// <summary>What <see cref="TinySoftmax"/> is, with a batch norm of vectors in its facts.</summary>
internal sealed class NormedSoftmax : INetwork<NormedSoftmax>
{
    private NormedSoftmax(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(NormedSoftmax),
        Input = TinySoftmax.Info.Input,
        Output = TinySoftmax.Info.Output,
        OutputFunction = TinySoftmax.Info.OutputFunction,
        Loss = TinySoftmax.Info.Loss,
        Layers = TinySoftmax.Info.Layers,
        Parameters = TinySoftmax.Info.Parameters,
        TrainableFloats = TinySoftmax.Info.TrainableFloats,
        ParameterFloats = TinySoftmax.Info.ParameterFloats,
        Inference = TinySoftmax.Info.Inference,
        Training = TinySoftmax.Info.Training,
        VectorNorms = ["bn1", "bn2"],
    };

    public NetworkParameters Parameters { get; }

    public static NormedSoftmax FromParameters(NetworkParameters parameters) => new(parameters);

    public static NormedSoftmax Create() => new(NetworkParameters.Create(Info));

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInference(phase, ref pass, begin, end);

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInferenceStage(stage, ref pass, begin, end);

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end) =>
        TinySoftmax.RunTraining(phase, ref pass, begin, end);
}
