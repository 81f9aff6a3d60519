using Cnn.Runtime;

namespace Cnn;

/// <summary>A planned pass as a job for the team: each phase cut by instances or by units, as the plan says.</summary>
internal abstract class PassJob : TeamJob
{
    private readonly PhaseInfo[] _phases;
    private readonly int _largestUnits;

    protected PassJob(PassInfo pass)
    {
        _phases = [.. pass.Phases];
        foreach (PhaseInfo phase in _phases)
            _largestUnits = Math.Max(_largestUnits, phase.Units);
    }

    /// <summary>Instances of this call.</summary>
    public int Count { get; set; }

    /// <summary>Into how many pieces the most divisible phase can be cut.</summary>
    public int Parts => Math.Max(Count, _largestUnits);

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
                RunRange(phase, begin, end);
        }
        else if (workers == 1)
        {
            RunRange(phase, 0, info.Units);
        }
        else
        {
            for (int unit = Interlocked.Increment(ref nextUnit) - 1; unit < info.Units; unit = Interlocked.Increment(ref nextUnit) - 1)
                RunRange(phase, unit, unit + 1);
        }
    }

    /// <summary>Runs instances or units of one phase.</summary>
    protected abstract void RunRange(int phase, int begin, int end);
}
