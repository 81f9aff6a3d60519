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
    public override int PhaseCount => _phases.Length;

    /// <inheritdoc/>
    public override void RunPhase(int phase, int worker, int workers, ref int nextUnit)
    {
        PhaseInfo info = _phases[phase];
        if (info.Cut == PhaseCut.Instances)
        {
            int begin = Cut(Count, worker, workers);
            int end = Cut(Count, worker + 1, workers);
            if (begin < end)
                RunRange(phase, worker, begin, end);
        }
        else if (info.Cut == PhaseCut.Shared)
        {
            RunPart(phase, worker, workers);
        }
        else if (workers == 1)
        {
            RunRange(phase, worker, 0, info.Units);
        }
        else
        {
            for (int unit = Interlocked.Increment(ref nextUnit) - 1; unit < info.Units; unit = Interlocked.Increment(ref nextUnit) - 1)
                RunRange(phase, worker, unit, unit + 1);
        }
    }

    /// <summary>Runs instances or units of one phase.</summary>
    protected abstract void RunRange(int phase, int worker, int begin, int end);

    /// <summary>Runs a thread's part of one phase, for all instances.</summary>
    protected abstract void RunPart(int phase, int worker, int workers);
}
