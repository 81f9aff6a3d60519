using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>
/// Two classes' scores that are a batch norm of 1×1×2 images. Its running statistics stay as they are: they lag behind for good.
/// </summary>
internal sealed class TinyFold : INetwork<TinyFold>
{
    public const int Classes = 2;
    private const int Batch = 8, Lanes = 16;
    private const int Gamma = 0, Beta = Lanes, Mean = 2 * Lanes, Variance = 3 * Lanes;
    private const int LogitGradients = Batch * Lanes, Normed = 2 * Batch * Lanes, Loss = 3 * Batch * Lanes;
    private const int Output = Loss + Lanes;
    private const float Epsilon = 1e-5f;

    private TinyFold(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(TinyFold),
        Input = new TensorShape(1, 1, Classes),
        Output = new TensorShape(1, 1, Classes),
        OutputFunction = OutputFunction.Softmax,
        Loss = new SoftmaxCrossEntropy(),
        Layers = [new LayerInfo("norm1", "batchnorm", new TensorShape(1, 1, Classes), 4, 2)],
        Parameters =
        [
            ParameterInfo.Vector("norm1.weight", Gamma, Classes, 1),
            ParameterInfo.Vector("norm1.bias", Beta, Classes, 0),
            ParameterInfo.Vector("norm1.running_mean", Mean, Classes, 0, isTrainable: false),
            ParameterInfo.Vector("norm1.running_var", Variance, Classes, 1, isTrainable: false),
        ],
        TrainableFloats = Mean,
        ParameterFloats = Variance + Lanes,
        Folds = [new BatchNormFold(-1, -1, 0, 1, 2, 3, Epsilon)],
        Inference = new PassInfo(3, Output + Lanes, [new PhaseInfo("forward", PhaseCut.Instances, 0)], Output, 0, Lanes, -1),
        Training = new PassInfo(
            Batch,
            Output + (Batch * Classes),
            [
                new PhaseInfo("normalise", PhaseCut.Units, Classes),
                new PhaseInfo("loss", PhaseCut.Instances, 0),
                new PhaseInfo("gradients", PhaseCut.Units, Classes),
            ],
            Output, 0, Lanes, Loss),
    };

    public NetworkParameters Parameters { get; }

    public static TinyFold FromParameters(NetworkParameters parameters) => new(parameters);

    public static TinyFold Create() => new(NetworkParameters.Create(Info));

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end)
    {
        if (pass.Part == 0)
            RunInference(stage, ref pass, begin, end);
    }

    // Folded, γ and β are all there is.
    public static void RunInference(int phase, ref InferencePass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            for (int k = 0; k < Classes; k++)
            {
                float scaled = At(in pass.Images, (i * Classes) + k) * At(in pass.Parameters, Gamma + k);
                At(ref pass.Arena, (i * Lanes) + k) = scaled + At(in pass.Parameters, Beta + k);
            }
            VectorMath.Softmax(ref At(ref pass.Arena, i * Lanes), ref At(ref pass.Arena, Output + (i * Classes)), Classes);
        }
    }

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            if (phase == 0)
                Normalise(ref pass, i);
            else if (phase == 1)
                TakeLoss(ref pass, i);
            else
                AddUp(ref pass, i);
        }
    }

    private static void TakeLoss(ref TrainingPass pass, int i) => At(ref pass.Arena, Loss + i) = Losses.SoftmaxCrossEntropy(
        ref At(ref pass.Arena, i * Lanes),
        ref At(ref pass.Arena, LogitGradients + (i * Lanes)),
        Classes,
        At(in pass.Labels, i),
        1f / pass.Count);

    private static void Normalise(ref TrainingPass pass, int k)
    {
        double mean = 0, variance = 0;
        for (int i = 0; i < pass.Count; i++)
            mean += At(in pass.Images, (i * Classes) + k) / (double)pass.Count;
        for (int i = 0; i < pass.Count; i++)
            variance += Math.Pow(At(in pass.Images, (i * Classes) + k) - mean, 2) / pass.Count;
        for (int i = 0; i < pass.Count; i++)
        {
            float normed = (float)((At(in pass.Images, (i * Classes) + k) - mean) / Math.Sqrt(variance + Epsilon));
            At(ref pass.Arena, Normed + (i * Lanes) + k) = normed;
            At(ref pass.Arena, (i * Lanes) + k) = (normed * At(in pass.Parameters, Gamma + k)) + At(in pass.Parameters, Beta + k);
        }
    }

    private static void AddUp(ref TrainingPass pass, int k)
    {
        (float gamma, float beta) = (0, 0);
        for (int i = 0; i < pass.Count; i++)
        {
            float gradient = At(ref pass.Arena, LogitGradients + (i * Lanes) + k);
            beta += gradient;
            gamma += gradient * At(ref pass.Arena, Normed + (i * Lanes) + k);
        }
        At(ref pass.Gradients, Gamma + k) = gamma;
        At(ref pass.Gradients, Beta + k) = beta;
    }

    private static ref T At<T>(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}
