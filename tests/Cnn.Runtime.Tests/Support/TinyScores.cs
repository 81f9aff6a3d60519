namespace Cnn.Runtime.Tests;

/// <summary>What <see cref="TinyScores{TEnd}"/> ends in.</summary>
internal interface IEnd
{
    static abstract OutputFunction Function { get; }

    static abstract TensorShape Output { get; }

    static abstract Loss Loss { get; }
}

/// <summary>Scores, by a hinge loss.</summary>
internal sealed class HingeEnd : IEnd
{
    public static OutputFunction Function => OutputFunction.None;

    public static TensorShape Output => new(1, 1, TinySoftmax.Classes);

    public static Loss Loss { get; } = new HingeLoss();
}

/// <summary>Distances, of which the smallest is the class.</summary>
internal sealed class DistanceEnd : IEnd
{
    public static OutputFunction Function => OutputFunction.RadialBasis;

    public static TensorShape Output => new(1, 1, TinySoftmax.Classes);

    public static Loss Loss { get; } = new RadialBasisLoss();
}

/// <summary>Two classes at each of two pixels.</summary>
internal sealed class MapEnd : IEnd
{
    public static OutputFunction Function => OutputFunction.Softmax;

    public static TensorShape Output => new(1, 2, TinySoftmax.Classes / 2);

    public static Loss Loss { get; } = new SoftmaxCrossEntropy();
}

/// <summary>What <see cref="TinySoftmax"/> has before its softmax, as another kind of output; for predictions only.</summary>
internal sealed class TinyScores<TEnd> : INetwork<TinyScores<TEnd>>
    where TEnd : IEnd
{
    private TinyScores(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(TinyScores<>),
        Input = TinySoftmax.Info.Input,
        Output = TEnd.Output,
        OutputFunction = TEnd.Function,
        Loss = TEnd.Loss,
        Layers = TinySoftmax.Info.Layers,
        Parameters = TinySoftmax.Info.Parameters,
        TrainableFloats = TinySoftmax.Info.TrainableFloats,
        ParameterFloats = TinySoftmax.Info.ParameterFloats,
        Inference = TinySoftmax.Info.Inference,
    };

    public NetworkParameters Parameters { get; }

    public static TinyScores<TEnd> FromParameters(NetworkParameters parameters) => new(parameters);

    public static TinyScores<TEnd> Create(int seed) => new(NetworkParameters.Create(Info, seed));

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInference(phase, ref pass, begin, end);

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) =>
        TinySoftmax.RunInferenceStage(stage, ref pass, begin, end);
}
