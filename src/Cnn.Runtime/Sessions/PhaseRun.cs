namespace Cnn;

/// <summary>A phase of a pass as a session runs it: cut by instances, by parts, or by those of its units that are needed.</summary>
/// <param name="Phase">Its number in the plan.</param>
/// <param name="Cut">How it is cut.</param>
/// <param name="Units">How many units are needed.</param>
/// <param name="Stretches">Where these lie among all units of the phase; of one stretch from 0 where all are needed.</param>
internal sealed record PhaseRun(int Phase, PhaseCut Cut, int Units, (int Begin, int End)[] Stretches)
{
    /// <summary>For each step of the plan, whether this run has it; null for those that the session runs anyway.</summary>
    public bool[]? Steps { get; init; }

    /// <summary>What is done where the loss is one of sums over the batch.</summary>
    public LossStage Stage { get; init; }

    /// <summary>All phases of a plan.</summary>
    public static PhaseRun[] Of(PassInfo plan) =>
        [.. plan.Phases.Select((phase, i) => new PhaseRun(i, phase.Cut, phase.Units, [(0, phase.Units)]))];

    /// <summary>Those of a plan in which a step is needed, and of their units those that are.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="map">Its steps.</param>
    /// <param name="needed">For each step, whether it is needed.</param>
    public static PhaseRun[] Of(PassInfo plan, PassMap map, bool[] needed)
    {
        List<PhaseRun> runs = [];
        int step = 0;
        for (int phase = 0; phase < plan.Phases.Count; phase++)
        {
            List<(int Begin, int End)> stretches = [];
            bool isNeeded = false;
            for (int unit = 0; step < map.Steps.Count && map.Steps[step].Phase == phase; unit += map.Steps[step++].Units)
            {
                if (!needed[step])
                    continue;
                isNeeded = true;
                int end = unit + map.Steps[step].Units;
                if (stretches.Count > 0 && stretches[^1].End == unit)
                    stretches[^1] = (stretches[^1].Begin, end);
                else
                    stretches.Add((unit, end));
            }
            if (isNeeded)
                runs.Add(new(phase, plan.Phases[phase].Cut, stretches.Sum(stretch => stretch.End - stretch.Begin), [.. stretches]));
        }
        return [.. runs];
    }
}
