using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>
/// Two classes' scores that are the bias alone, from 1×1×2 images, and running statistics that nothing reads: these overflow as soon as
/// a pixel is above a half, and no loss tells of it.
/// </summary>
internal sealed class TinyNorm : INetwork<TinyNorm>
{
    public const int Classes = 2;
    private const int Batch = 8;
    private const int Lanes = 16;
    private const int RunningMean = Lanes;
    private const int LogitGradients = Batch * Lanes;
    private const int Loss = 2 * Batch * Lanes;
    private const int Output = Loss + Lanes;

    private TinyNorm(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(TinyNorm),
        Input = new TensorShape(1, 1, Classes),
        Output = new TensorShape(1, 1, Classes),
        OutputFunction = OutputFunction.Softmax,
        Loss = new SoftmaxCrossEntropy(),
        Layers = [new LayerInfo("norm1", "batchnorm", new TensorShape(1, 1, Classes), 2, 2)],
        Parameters =
        [
            ParameterInfo.Vector("norm1.bias", 0, Classes, 0),
            ParameterInfo.Vector("norm1.running_mean", RunningMean, Classes, 0, isTrainable: false),
        ],
        TrainableFloats = Lanes,
        ParameterFloats = 2 * Lanes,
        Inference = new PassInfo(1, Output + Lanes, [new PhaseInfo("forward", PhaseCut.Instances, 0)], Output, 0, Lanes, -1),
        Training = new PassInfo(
            Batch,
            Output + (Batch * Classes),
            [new PhaseInfo("forward and backward", PhaseCut.Instances, 0), new PhaseInfo("gradients", PhaseCut.Units, Classes)],
            Output, 0, Lanes, Loss),
    };

    public NetworkParameters Parameters { get; }

    public static TinyNorm FromParameters(NetworkParameters parameters) => new(parameters);

    public static TinyNorm Create(int seed = 1) => new(NetworkParameters.Create(Info, seed));

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end)
    {
        if (pass.Part == 0)
            RunInference(stage, ref pass, begin, end);
    }

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            for (int k = 0; k < Classes; k++)
                At(ref pass.Arena, (i * Lanes) + k) = At(in pass.Parameters, k);
            VectorMath.Softmax(ref At(ref pass.Arena, i * Lanes), ref At(ref pass.Arena, Output + (i * Classes)), Classes);
        }
    }

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            if (phase == 1)
            {
                AddUp(ref pass, i);
                continue;
            }
            for (int k = 0; k < Classes; k++)
                At(ref pass.Arena, (i * Lanes) + k) = At(in pass.Parameters, k);
            At(ref pass.Arena, Loss + i) = Losses.SoftmaxCrossEntropy(
                ref At(ref pass.Arena, i * Lanes),
                ref At(ref pass.Arena, LogitGradients + (i * Lanes)),
                Classes,
                At(in pass.Labels, i),
                1f / pass.Count);
        }
    }

    private static void AddUp(ref TrainingPass pass, int k)
    {
        float gradient = 0;
        for (int i = 0; i < pass.Count; i++)
        {
            gradient += At(ref pass.Arena, LogitGradients + (i * Lanes) + k);
            bool overflows = At(in pass.Images, (i * Classes) + k) > 0.5f;
            if (!Unsafe.IsNullRef(ref pass.RunningStatistics))
                At(ref pass.RunningStatistics, RunningMean + k) += overflows ? float.PositiveInfinity : 0.125f;
        }
        At(ref pass.Gradients, k) = gradient;
    }

    private static ref T At<T>(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}
