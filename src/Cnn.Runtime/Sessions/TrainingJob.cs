using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>One step: the training plan's phases and, where the parameters are to change, the phases of the update.</summary>
internal sealed unsafe class TrainingJob<TNetwork>(
    PassInfo plan, Arena arena, Arena parameters, Arena gradients, ParameterUpdate update, GradientSums sums, Freezing? freezing,
    LossGathering? gathering)
    : PassJob(plan, gathering is null ? freezing?.Phases : gathering.Cut(freezing?.Phases ?? PhaseRun.Of(plan), freezing?.Steps))
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>For each step of the plan, whether it is run; null where all are.</summary>
    public bool[]? Steps { get; set; } = freezing?.Steps;

    /// <summary>Who uses the gradients now.</summary>
    public required StepGate GradientGate { get; init; }

    /// <summary>The images of this step; pinned by the caller until the job is over, as are labels and targets.</summary>
    public Pixels Images { get; set; }

    /// <summary>What the step minimises.</summary>
    public required Loss Loss { get; init; }

    /// <summary>What the sum of the instances' losses is divided by.</summary>
    public double Divisor { get; set; }

    /// <summary>Null where the targets are floats.</summary>
    public int* Labels { get; set; }

    /// <summary>Null where the targets are labels.</summary>
    public float* Targets { get; set; }

    /// <summary>Identifies this step's random numbers.</summary>
    public ulong RandomKey { get; set; }

    /// <summary>Whether the parameters change.</summary>
    public bool Updates { get; set; }

    /// <summary>Whether the gradients are added to those of other batches; then the parameters do not change yet.</summary>
    public bool Accumulates { get; set; }

    /// <summary>Steps before this one.</summary>
    public long Step { get; set; }

    /// <inheritdoc/>
    public override int PhaseCount =>
        base.PhaseCount + (Updates ? update.PhaseCount : Accumulates ? 1 : 0);

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads) =>
        phase < base.PhaseCount ? base.PartsOf(phase, threads) : update.Parts(threads);

    /// <inheritdoc/>
    public override void RunPart(int phase, int part, int parts, int worker)
    {
        if (phase < base.PhaseCount)
        {
            base.RunPart(phase, part, parts, worker);
            return;
        }
        if (Accumulates)
        {
            sums.Add(Divisor, part, parts);
            return;
        }
        int own = phase - base.PhaseCount;
        // All gradients are there, and the update, which may be the caller's, reads them as well.
        if (own == update.PhaseCount - 1)
            GradientGate.EndStep();
        update.Run(own, Step, part, parts);
    }

    /// <inheritdoc/>
    protected override void RunRange(PhaseRun phase, int worker, int begin, int end)
    {
        if (phase.Stage == LossStage.Conclude)
        {
            gathering!.Sums.Conclude(Count);
            return;
        }
        TrainingPass pass = Pass(phase, worker, 0, 1);
        TNetwork.RunTraining(phase.Phase, ref pass, begin, end);
    }

    /// <inheritdoc/>
    protected override void RunShare(PhaseRun phase, int part, int parts, int worker)
    {
        TrainingPass pass = Pass(phase, worker, part, parts);
        TNetwork.RunTraining(phase.Phase, ref pass, 0, Count);
    }

    /// <summary>Runs instances or units of one phase on this thread, and of its steps those alone that are marked.</summary>
    public void RunAlone(PhaseInfo phase, int index, int begin, int end, bool[] only)
    {
        PhaseRun run = new(index, phase.Cut, phase.Units, []) { Steps = only };
        if (gathering is not null && gathering.HasLoss(only))
        {
            RunRange(run with { Stage = LossStage.Gather }, worker: 0, begin, end);
            gathering.Sums.Conclude(Count);
        }
        RunRange(run, worker: 0, begin, end);
    }

    private TrainingPass Pass(PhaseRun phase, int worker, int part, int parts) => new()
    {
        Owner = typeof(TNetwork),
        Facts = TNetwork.Info.Parameters,
        Arena = ref arena.Origin,
        Scratch = ref Unsafe.Add(ref arena.Origin, Plan.ArenaFloats + ((nint)worker * Plan.ScratchFloats)),
        Part = part,
        Parts = parts,
        Parameters = ref parameters.Origin,
        Gradients = ref gradients.Origin,
        RunningStatistics = ref Updates || Accumulates ? ref parameters.Origin : ref Unsafe.NullRef<float>(),
        Images = ref Images.Floats,
        ByteImages = ref Images.Bytes,
        Labels = ref Unsafe.AsRef<int>(Labels),
        Targets = ref Unsafe.AsRef<float>(Targets),
        Loss = Loss,
        Divisor = (float)Divisor,
        Count = Count,
        RandomKey = RandomKey,
        Steps = phase.Steps ?? Steps,
        Sums = gathering?.Sums,
        Gathers = phase.Stage == LossStage.Gather,
    };
}
