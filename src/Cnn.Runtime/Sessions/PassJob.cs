using Cnn.Runtime;

namespace Cnn;

/// <summary>A planned pass as a job for the team: each phase cut by instances, by units or by parts, as the plan says.</summary>
internal abstract class PassJob(PassInfo plan) : TeamJob
{
    private readonly PhaseInfo[] _phases = [.. plan.Phases];

    /// <summary>The plan, the one that the arena was made for.</summary>
    protected PassInfo Plan { get; } = plan;

    /// <summary>Instances of this call.</summary>
    public int Count { get; set; }

    /// <inheritdoc/>
    public override int Size => Count;

    /// <inheritdoc/>
    public override int PhaseCount => _phases.Length;

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads)
    {
        PhaseInfo info = _phases[phase];
        return info.Cut switch
        {
            PhaseCut.Instances => Math.Clamp(Count, 1, threads),
            PhaseCut.Units => Math.Max(1, info.Units),
            _ => threads,
        };
    }

    /// <inheritdoc/>
    public override void RunPart(int phase, int part, int parts, int worker)
    {
        PhaseInfo info = _phases[phase];
        if (info.Cut == PhaseCut.Shared)
        {
            RunShare(phase, part, parts, worker);
            return;
        }
        int count = info.Cut == PhaseCut.Instances ? Count : info.Units;
        RunRange(phase, worker, Cut(count, part, parts), Cut(count, part + 1, parts));
    }

    /// <summary>Runs instances or units of one phase.</summary>
    protected abstract void RunRange(int phase, int worker, int begin, int end);

    /// <summary>Runs a part of one phase, for all instances.</summary>
    protected abstract void RunShare(int phase, int part, int parts, int worker);
}
