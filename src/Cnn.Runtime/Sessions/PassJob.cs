using Cnn.Runtime;

namespace Cnn;

/// <summary>A planned pass as a job for the team: each phase cut by instances, by units or by parts, as the plan says.</summary>
/// <param name="plan">The plan.</param>
/// <param name="phases">Those of its phases, and units, that are run; null for all.</param>
internal abstract class PassJob(PassInfo plan, PhaseRun[]? phases = null) : TeamJob
{
    /// <summary>The phases, and of their units those, that are run.</summary>
    public PhaseRun[] Phases { get; set; } = phases ?? PhaseRun.Of(plan);

    /// <summary>The plan, the one that the arena was made for.</summary>
    protected PassInfo Plan { get; } = plan;

    /// <summary>Instances of this call.</summary>
    public int Count { get; set; }

    /// <inheritdoc/>
    public override int Size => Count;

    /// <inheritdoc/>
    public override int PhaseCount => Phases.Length;

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads)
    {
        PhaseRun info = Phases[phase];
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
        PhaseRun info = Phases[phase];
        if (info.Cut == PhaseCut.Shared)
        {
            RunShare(info, part, parts, worker);
            return;
        }
        if (info.Cut == PhaseCut.Instances)
        {
            RunRange(info, worker, Cut(Count, part, parts), Cut(Count, part + 1, parts));
            return;
        }
        int begin = Cut(info.Units, part, parts), end = Cut(info.Units, part + 1, parts), before = 0;
        foreach ((int first, int past) in info.Stretches)
        {
            int from = Math.Max(first, first + begin - before), to = Math.Min(past, first + end - before);
            if (from < to)
                RunRange(info, worker, from, to);
            before += past - first;
        }
    }

    /// <summary>Runs instances or units of one phase of the plan.</summary>
    protected abstract void RunRange(PhaseRun phase, int worker, int begin, int end);

    /// <summary>Runs a part of one phase of the plan, for all instances.</summary>
    protected abstract void RunShare(PhaseRun phase, int part, int parts, int worker);
}
