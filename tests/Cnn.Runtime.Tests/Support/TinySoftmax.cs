using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>
/// Softmax regression from 3×3×1 images to 4 classes, written by hand against the contract of generated code: every kind of phase,
/// a batch of 8, an inference batch of 3. Its table claims a large cost, so that sessions use all the threads they may.
/// </summary>
internal sealed class TinySoftmax : INetwork<TinySoftmax>
{
    public const int Inputs = 9;
    public const int Classes = 4;
    public const int Batch = 8;
    private const int Lanes = 16;
    private const int BiasOffset = Inputs * Lanes;
    private const int Logits = 0;
    private const int LogitGradients = Batch * Lanes;
    private const int Loss = 2 * Batch * Lanes;
    private const int Output = Loss + Lanes;

    private TinySoftmax(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = nameof(TinySoftmax),
        Input = new TensorShape(3, 3, 1),
        Output = new TensorShape(1, 1, Classes),
        OutputFunction = OutputFunction.Softmax,
        Loss = new SoftmaxCrossEntropy(),
        Layers = [new LayerInfo("dense1", "dense 4", new TensorShape(1, 1, Classes), 40, 1_000_000_000)],
        Parameters =
        [
            ParameterInfo.Matrix("dense1.weight", 0, Classes, 1, 3, 3, 0.5f, initialIsNormal: false),
            ParameterInfo.Vector("dense1.bias", BiasOffset, Classes, 0),
        ],
        TrainableFloats = BiasOffset + Lanes,
        ParameterFloats = BiasOffset + Lanes,
        Inference = new PassInfo(
            3, Output + Lanes, [new PhaseInfo("forward", PhaseCut.Instances, 0)], Output, Logits, Lanes, -1),
        Training = new PassInfo(
            Batch,
            Output + (Batch * Classes),
            [new PhaseInfo("forward and backward", PhaseCut.Instances, 0), new PhaseInfo("gradients", PhaseCut.Units, Inputs + 1)],
            Output, Logits, Lanes, Loss),
    };

    public NetworkParameters Parameters { get; }

    public static TinySoftmax FromParameters(NetworkParameters parameters) => new(parameters);

    public static TinySoftmax Create(int seed = 1) => new(NetworkParameters.Create(Info, seed));

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end)
    {
        if (pass.Part == 0)
            RunInference(stage, ref pass, begin, end);
    }

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            Forward(ref pass.Arena, in pass.Parameters, in pass.Images, i);
            VectorMath.Softmax(ref At(ref pass.Arena, Logits + (i * Lanes)), ref At(ref pass.Arena, Output + (i * Classes)), Classes);
        }
    }

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            if (phase == 0)
            {
                Forward(ref pass.Arena, in pass.Parameters, in pass.Images, i);
                At(ref pass.Arena, Loss + i) = pass.ComputeLoss(
                    i, ref At(ref pass.Arena, Logits + (i * Lanes)), ref At(ref pass.Arena, LogitGradients + (i * Lanes)), 1, Classes, 1);
            }
            else
            {
                AddUp(ref pass, i);
            }
        }
    }

    private static void Forward(ref float arena, ref readonly float parameters, ref readonly float images, int instance)
    {
        for (int k = 0; k < Classes; k++)
        {
            float sum = At(in parameters, BiasOffset + k);
            for (int j = 0; j < Inputs; j++)
                sum += At(in images, (instance * Inputs) + j) * At(in parameters, (j * Lanes) + k);
            At(ref arena, Logits + (instance * Lanes) + k) = sum;
        }
    }

    private static void AddUp(ref TrainingPass pass, int input)
    {
        for (int k = 0; k < Classes; k++)
        {
            float sum = 0;
            for (int i = 0; i < pass.Count; i++)
            {
                float value = input == Inputs ? 1f : At(in pass.Images, (i * Inputs) + input);
                sum += value * At(ref pass.Arena, LogitGradients + (i * Lanes) + k);
            }
            At(ref pass.Gradients, (input * Lanes) + k) = sum;
        }
    }

    private static ref float At(ref readonly float first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}
