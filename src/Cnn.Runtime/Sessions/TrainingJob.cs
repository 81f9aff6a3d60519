using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>One step: the training plan's phases and, where the parameters are to change, the update as one more phase.</summary>
internal sealed unsafe class TrainingJob<TNetwork>(
    PassInfo plan, Arena arena, Arena parameters, Arena gradients, Arena state, Optimizer optimizer, AbsentWeights? absent)
    : PassJob(plan)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The update is cut at cache lines, so that no two threads write to one.</summary>
    private const int Line = 16;

    private readonly int _lines = gradients.Length / Line;

    /// <summary>Who uses the gradients now.</summary>
    public required StepGate GradientGate { get; init; }

    /// <summary>The images of this step; pinned by the caller until the job is over, as are labels and targets.</summary>
    public Pixels Images { get; set; }

    /// <summary>Null where the loss is not over labels.</summary>
    public int* Labels { get; set; }

    /// <summary>Null where the loss is over labels.</summary>
    public float* Targets { get; set; }

    /// <summary>Identifies this step's random numbers.</summary>
    public ulong RandomKey { get; set; }

    /// <summary>Whether the parameters change.</summary>
    public bool Updates { get; set; }

    /// <summary>Steps before this one.</summary>
    public long Step { get; set; }

    /// <inheritdoc/>
    public override int PhaseCount => Updates ? base.PhaseCount + 1 : base.PhaseCount;

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads) =>
        phase < base.PhaseCount ? base.PartsOf(phase, threads) : Math.Clamp(_lines, 1, threads);

    /// <inheritdoc/>
    public override void RunPart(int phase, int part, int parts, int worker)
    {
        if (phase < base.PhaseCount)
        {
            base.RunPart(phase, part, parts, worker);
            return;
        }
        // All gradients are there, and the update, which may be the caller's, reads them as well.
        GradientGate.EndStep();
        int begin = Cut(_lines, part, parts) * Line;
        int end = Cut(_lines, part + 1, parts) * Line;
        if (begin == end)
            return;
        OptimizerRange range = new()
        {
            Parameters = parameters.Span[begin..end],
            Gradients = gradients.Span[begin..end],
            State = state.Span,
            StateBegin = begin,
            StateStride = gradients.Length,
            Step = Step,
        };
        optimizer.Update(in range);
        if (absent is null)
            return;
        absent.Clear(parameters.Span[begin..end], begin / Line);
        for (int first = 0; first < state.Length; first += gradients.Length)
            absent.Clear(state.Span.Slice(first + begin, end - begin), begin / Line);
    }

    /// <inheritdoc/>
    protected override void RunRange(int phase, int worker, int begin, int end)
    {
        TrainingPass pass = Pass(worker, 0, 1);
        TNetwork.RunTraining(phase, ref pass, begin, end);
    }

    /// <inheritdoc/>
    protected override void RunShare(int phase, int part, int parts, int worker)
    {
        TrainingPass pass = Pass(worker, part, parts);
        TNetwork.RunTraining(phase, ref pass, 0, Count);
    }

    private TrainingPass Pass(int worker, int part, int parts) => new()
    {
        Owner = typeof(TNetwork),
        Facts = TNetwork.Info.Parameters,
        Arena = ref arena.Origin,
        Scratch = ref Unsafe.Add(ref arena.Origin, Plan.ArenaFloats + ((nint)worker * Plan.ScratchFloats)),
        Part = part,
        Parts = parts,
        Parameters = ref parameters.Origin,
        Gradients = ref gradients.Origin,
        RunningStatistics = ref Updates ? ref parameters.Origin : ref Unsafe.NullRef<float>(),
        Images = ref Images.Floats,
        ByteImages = ref Images.Bytes,
        Labels = ref Unsafe.AsRef<int>(Labels),
        Targets = ref Unsafe.AsRef<float>(Targets),
        Count = Count,
        RandomKey = RandomKey,
    };
}
