using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>One batch through a network's inference plan.</summary>
internal sealed class InferenceJob<TNetwork>(Arena arena, Model<TNetwork> model) : PassJob(model.Info.Inference)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The images of this call; pinned by the caller until the job is over.</summary>
    public Pixels Images { get; set; }

    /// <summary>Whether threads share each instance, stage by stage, rather than each have instances of its own.</summary>
    public bool SharesInstances { get; set; }

    /// <inheritdoc/>
    public override int PhaseCount => SharesInstances ? Plan.Stages : base.PhaseCount;

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads) => SharesInstances ? threads : base.PartsOf(phase, threads);

    /// <inheritdoc/>
    public override void RunPart(int phase, int part, int parts, int worker)
    {
        if (!SharesInstances)
        {
            base.RunPart(phase, part, parts, worker);
            return;
        }
        InferencePass pass = Pass(worker, part, parts);
        TNetwork.RunInferenceStage(phase, ref pass, 0, Count);
    }

    /// <inheritdoc/>
    protected override void RunRange(PhaseRun phase, int worker, int begin, int end)
    {
        InferencePass pass = Pass(worker, 0, 1);
        TNetwork.RunInference(phase.Phase, ref pass, begin, end);
    }

    /// <inheritdoc/>
    protected override void RunShare(PhaseRun phase, int part, int parts, int worker)
    {
        InferencePass pass = Pass(worker, part, parts);
        TNetwork.RunInference(phase.Phase, ref pass, 0, Count);
    }

    private InferencePass Pass(int worker, int part, int parts) => new()
    {
        Owner = typeof(TNetwork),
        Arena = ref arena.Origin,
        Scratch = ref Unsafe.Add(ref arena.Origin, Plan.ArenaFloats + ((nint)worker * Plan.ScratchFloats)),
        Part = part,
        Parts = parts,
        Parameters = ref model.Parameters.Arena.Origin,
        Prepared = ref model.Prepared.Origin,
        Images = ref Images.Floats,
        ByteImages = ref Images.Bytes,
    };
}
