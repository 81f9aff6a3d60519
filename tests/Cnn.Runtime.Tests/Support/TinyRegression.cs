using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>y = w · x over two inputs, with float targets and squared errors; no bias.</summary>
internal sealed class TinyRegression : INetwork<TinyRegression>
{
    private const int Batch = 4;
    private const int Lanes = 16;
    private const int Gradient = Lanes;
    private const int Loss = 2 * Lanes;

    private TinyRegression(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(TinyRegression),
        Input = new TensorShape(1, 1, 2),
        Output = new TensorShape(1, 1, 1),
        OutputFunction = OutputFunction.None,
        Loss = new MeanSquaredError(),
        Layers = [new LayerInfo("dense1", "dense 1 nobias", new TensorShape(1, 1, 1), 2, 2)],
        Parameters = [ParameterInfo.Matrix("dense1.weight", 0, 1, 2, 1, 1, 0.5f, initialIsNormal: true)],
        TrainableFloats = 2 * Lanes,
        ParameterFloats = 2 * Lanes,
        Inference = new PassInfo(1, Lanes, [new PhaseInfo("forward", PhaseCut.Instances, 0)], 0, 0, 1, -1),
        Training = new PassInfo(
            Batch,
            3 * Lanes,
            [new PhaseInfo("forward and backward", PhaseCut.Instances, 0), new PhaseInfo("gradients", PhaseCut.Units, 2)],
            0, 0, 1, Loss),
    };

    public NetworkParameters Parameters { get; }

    public static TinyRegression FromParameters(NetworkParameters parameters) => new(parameters);

    public static TinyRegression Create(int seed = 1) => new(NetworkParameters.Create(Info, seed));

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end)
    {
        if (pass.Part == 0)
            RunInference(stage, ref pass, begin, end);
    }

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
            At(ref pass.Arena, i) = Output(in pass.Parameters, in pass.Images, i);
    }

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            if (phase == 0)
            {
                At(ref pass.Arena, i) = Output(in pass.Parameters, in pass.Images, i);
                At(ref pass.Arena, Loss + i) = pass.ComputeLoss(
                    i, ref At(ref pass.Arena, i), ref At(ref pass.Arena, Gradient + i), 1, 1, 1);
                continue;
            }
            float sum = 0;
            for (int instance = 0; instance < pass.Count; instance++)
                sum += At(in pass.Images, (instance * 2) + i) * At(ref pass.Arena, Gradient + instance);
            At(ref pass.Gradients, i * Lanes) = sum;
        }
    }

    private static float Output(ref readonly float parameters, ref readonly float images, int instance) =>
        (At(in images, instance * 2) * At(in parameters, 0)) + (At(in images, (instance * 2) + 1) * At(in parameters, Lanes));

    private static ref float At(ref readonly float first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}
