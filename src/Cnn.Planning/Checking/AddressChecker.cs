namespace Cnn.Planning;

/// <summary>Whether what a network needs can be addressed.</summary>
internal static class AddressChecker
{
    // The largest array of .NET has 2³¹ - 57 elements, and an arena 16 more than its floats, so that these begin at a cache line.
    private const long MostFloats = 2_147_483_575;

    /// <summary>What a spec has that is too large; to be asked before planning, which computes addresses that must not overflow.</summary>
    public static (string What, long Floats)? TooLarge(NetworkSpec spec, Work work)
    {
        foreach (var layer in spec.Layers)
        {
            work.Tick();
            foreach (var (what, floats) in LayerPlanners.Of(layer).LargeTensors(layer, spec.Trains))
                if (floats > MostFloats) return (Invariant.Format($"The {what} of '{layer.Name}' in blocks of 16 channels"), floats);
            foreach (var parameter in layer.Parameters)
            {
                long weights = Math.Max(ParameterPlan.PackedFloats(parameter), spec.Trains ? ParameterPlan.TurnedFloats(parameter) : 0);
                if (weights > MostFloats) return ($"The weights of '{layer.Name}' in blocks of 16 maps", weights);
            }
        }
        return null;
    }

    /// <summary>What a plan has that is too large.</summary>
    public static (string What, long Floats)? TooLarge(NetworkPlan plan)
    {
        if (plan.ParameterFloats > MostFloats) return ("The weights", plan.ParameterFloats);
        if (plan.Inference.PreparedFloats > MostFloats) return ("What a model transforms of the weights", plan.Inference.PreparedFloats);
        if (SessionFloats(plan.Inference) is > MostFloats and var prediction)
            return ("A prediction of " + Instances(plan.Inference.Batch), prediction);
        if (plan.TrainingIfAny is not { } training) return null;
        if (SessionFloats(training) is > MostFloats and var step)
            return ("A training step of " + Instances(training.Batch), step);
        long state = plan.TrainableFloats * plan.Spec.Optimizer.StateFloats;
        return state > MostFloats ? ($"What '{plan.Spec.Optimizer.Description}' remembers of the weights", state) : null;
    }

    /// <summary>Whether a session of a pass can be addressed, with so many instances or with the plan's own.</summary>
    public static bool CanBeAddressed(ExecutionPlan pass, int? batch = null) => SessionFloats(pass, batch) <= MostFloats;

    // With the scratch of one thread, which lies behind the arena.
    private static long SessionFloats(ExecutionPlan pass, int? batch = null) =>
        (batch is { } instances ? pass.ArenaFloatsFor(instances) : pass.ArenaFloats) + pass.ScratchFloats;

    private static string Instances(int count) => Invariant.Format($"{count} instance{(count == 1 ? "" : "s")}");
}
