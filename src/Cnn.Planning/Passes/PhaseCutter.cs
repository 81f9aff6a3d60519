namespace Cnn.Planning;

/// <summary>
/// Cuts a pass's steps into phases: what runs by instances, what runs by units over all of them, and steps whose work all threads share,
/// with a barrier wherever two of these meet.
/// </summary>
internal static class PhaseCutter
{
    /// <summary>Cuts a training step's steps.</summary>
    /// <param name="forward">Up to the loss, itself included.</param>
    /// <param name="backward">What comes after it.</param>
    public static IEnumerable<PhasePlan> Cut(IEnumerable<StepPlan> forward, IEnumerable<StepPlan> backward)
    {
        var there = Runs(forward).ToList();
        var back = Runs(backward).ToList();
        // The loss and what follows it need no barrier between them.
        var middle = new List<StepPlan>(there[there.Count - 1]);
        there.RemoveAt(there.Count - 1);
        if (back.Count > 0 && !IsByUnits(back[0]) && !IsShared(back[0]))
        {
            middle.AddRange(back[0]);
            back.RemoveAt(0);
        }
        var phases = Name(there, "forward", "batch statistics").ToList();
        phases.Add(new("forward and backward", middle.ToEquatableArray()));
        phases.AddRange(Name(back, "backward", "weight gradients"));
        return phases;
    }

    /// <summary>Cuts an inference's steps.</summary>
    public static IEnumerable<PhasePlan> Cut(IEnumerable<StepPlan> forward)
    {
        var runs = Runs(forward).ToList();
        return runs.Count == 1 ? [new("forward", runs[0].ToEquatableArray())] : Name(runs, "forward", "units");
    }

    private static IEnumerable<PhasePlan> Name(IReadOnlyList<List<StepPlan>> runs, string instances, string units)
    {
        bool severalUnits = runs.Count(IsByUnits) > 1;
        int[] ordinals = [0, 0, 0];
        foreach (var run in runs)
        {
            bool byUnits = IsByUnits(run), isShared = IsShared(run);
            int ordinal = ++ordinals[byUnits ? 1 : isShared ? 2 : 0];
            string kind = byUnits ? units : isShared ? instances + " shared" : instances;
            string name = byUnits && !severalUnits ? units : Invariant.Format($"{kind} {ordinal}");
            yield return new(name, run.ToEquatableArray());
        }
    }

    private static bool IsByUnits(List<StepPlan> run) => run[0].Scope == StepScope.Unit;

    private static bool IsShared(List<StepPlan> run) => run[0].IsShared;

    private static IEnumerable<List<StepPlan>> Runs(IEnumerable<StepPlan> steps)
    {
        List<StepPlan>? run = null;
        foreach (var step in steps)
        {
            if (run is not null && (IsByUnits(run) != (step.Scope == StepScope.Unit) || IsShared(run) || step.IsShared))
            {
                yield return run;
                run = null;
            }
            (run ??= []).Add(step);
        }
        if (run is not null) yield return run;
    }
}
