using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime.Benchmarks;

/// <summary>How much a synthetic network computes.</summary>
internal interface IWork
{
    /// <summary>Instances of a call.</summary>
    static abstract int Batch { get; }

    /// <summary>Stages of a prediction that threads share; 0 where each has instances of its own.</summary>
    static abstract int Stages { get; }

    /// <summary>Dependent multiply-adds of one part of two: what an instance of a phase, or a thread's half of a stage, takes.</summary>
    static abstract int Chain { get; }
}

/// <summary>
/// Chains of multiply-adds, cut into phases, units and stages as generated networks are, written by hand against the contract of generated
/// code: what is measured is how threads meet, not what they compute.
/// </summary>
internal sealed class SyntheticNetwork<TWork> : INetwork<SyntheticNetwork<TWork>>
    where TWork : IWork
{
    private const int Lanes = 16;
    private const int Units = 16;
    private static readonly int s_losses = 2 * TWork.Batch * Lanes;

    private SyntheticNetwork(NetworkParameters parameters) => Parameters = parameters;

    public static NetworkInfo Info { get; } = new()
    {
        Name = typeof(TWork).Name,
        Input = new TensorShape(1, 1, 1),
        Output = new TensorShape(1, 1, Lanes),
        OutputFunction = OutputFunction.None,
        Loss = new MeanSquaredError(),
        Layers = [new LayerInfo("dense1", "dense 16", new TensorShape(1, 1, Lanes), Units * Lanes, 1_000_000_000)],
        Parameters = [ParameterInfo.Vector("dense1.bias", 0, Units * Lanes, 0)],
        TrainableFloats = Units * Lanes,
        ParameterFloats = Units * Lanes,
        Inference = new PassInfo(
            TWork.Batch, s_losses, [new PhaseInfo("forward", PhaseCut.Instances, 0)], 0, 0, Lanes, -1, Stages: TWork.Stages),
        Training = new PassInfo(
            TWork.Batch, s_losses + (TWork.Batch * Lanes),
            [new PhaseInfo("forward and backward", PhaseCut.Instances, 0), new PhaseInfo("gradients", PhaseCut.Units, Units)],
            0, 0, Lanes, s_losses),
    };

    public NetworkParameters Parameters { get; }

    public static SyntheticNetwork<TWork> FromParameters(NetworkParameters parameters) => new(parameters);

    public static void RunInference(int phase, ref InferencePass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
            Compute(ref Unsafe.Add(ref pass.Arena, i * Lanes), Math.Max(1, 2 * TWork.Stages) * TWork.Chain);
    }

    public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end)
    {
        // Two halves, each of a line of its own; one thread alone does both.
        for (int half = 2 * pass.Part / pass.Parts; half < 2 * (pass.Part + 1) / pass.Parts; half++)
            Compute(ref Unsafe.Add(ref pass.Arena, half * Lanes), TWork.Chain);
    }

    public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end)
    {
        for (int i = begin; i < end; i++)
        {
            if (phase == 0)
                Compute(ref Unsafe.Add(ref pass.Arena, i * Lanes), TWork.Chain);
            else
                Compute(ref Unsafe.Add(ref pass.Gradients, i * Lanes), TWork.Chain * pass.Count / Units);
        }
    }

    private static void Compute(ref float place, int chain)
    {
        Vector128<float> value = Vector128.LoadUnsafe(ref place);
        Vector128<float> factor = Vector128.Create(0.5f);
        for (int i = 0; i < chain; i++)
            value = Vector128.FusedMultiplyAdd(value, factor, factor);
        value.StoreUnsafe(ref place);
    }
}
