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
            foreach (var (what, floats) in Tensors(layer, spec.Trains))
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
        long state = plan.TrainableFloats * plan.Spec.Optimizer.StateFloats();
        return state > MostFloats ? ($"What '{plan.Spec.Optimizer.ToString().ToLowerInvariant()}' remembers of the weights", state) : null;
    }

    // A convolution's input has its padding around it, and so may its gradient have on the way back: what the kernel reaches before it, and as far as input is behind it.
    private static IEnumerable<(string What, long Floats)> Tensors(LayerSpec layer, bool trains)
    {
        var (input, output) = (layer.Input, layer.Output);
        yield return ("output", Blocks(output.Channels) * output.Height * output.Width);
        if (layer is LocalResponseNormSpec { IsWithinChannels: false } norm) yield return ("squares", ResponseNormPlanner.RowFloats(norm));
        if (layer is not ConvolutionSpec { Window: var window }) yield break;
        yield return ("padded input", Blocks(input.Channels) * ((long)input.Height + window.PadTop + window.PadBottom) * ((long)input.Width + window.PadLeft + window.PadRight));
        if (trains) yield return ("padded gradient", Blocks(output.Channels)
            * Reached(output.Height, input.Height, window.EffectiveRows, window.StrideRows, window.PadTop)
            * Reached(output.Width, input.Width, window.EffectiveColumns, window.StrideColumns, window.PadLeft));

        static long Reached(int output, int input, int kernel, int stride, int pad) => (kernel - 1) / stride + Math.Max(output, ((long)input - 1 + pad) / stride + 1);
    }

    /// <summary>Whether a session of a pass can be addressed, with so many instances or with the plan's own.</summary>
    public static bool CanBeAddressed(ExecutionPlan pass, int? batch = null) => SessionFloats(pass, batch) <= MostFloats;

    // With the scratch of one thread, which lies behind the arena.
    private static long SessionFloats(ExecutionPlan pass, int? batch = null) =>
        (batch is { } instances ? pass.ArenaFloatsFor(instances) : pass.ArenaFloats) + pass.ScratchFloats;

    private static string Instances(int count) => Invariant.Format($"{count} instance{(count == 1 ? "" : "s")}");

    private static long Blocks(int channels) => ((long)channels + 15) / 16 * 16;
}
