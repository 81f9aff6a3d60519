namespace Cnn.Dsl;

/// <summary>Everything that is proved of a network before it runs: what the resolver checks, and that its plan fits into memory.</summary>
public static class NetworkChecker
{
    /// <summary>Checks one network; a spec that is returned can be planned and emitted.</summary>
    public static ResolutionResult Check(NetworkDeclaration declaration, CancellationToken cancellation = default)
    {
        var result = Resolver.Resolve(declaration, cancellation);
        if (result.Spec is not { } spec || TooLarge(spec, cancellation) is not { } tooLarge) return result;
        var issue = Issue.At(declaration.Name.Range, IssueCatalog.TooMuchMemory, tooLarge.What, Invariant.Count(tooLarge.Floats));
        return new(null, result.Issues.Append(issue).ToEquatableArray());
    }

    // Tensor by tensor first: planning itself computes addresses, which must not overflow.
    private static (string What, long Floats)? TooLarge(NetworkSpec spec, CancellationToken cancellation)
    {
        foreach (var layer in spec.Layers)
        {
            foreach (var (what, floats) in Tensors(layer))
                if (floats > int.MaxValue) return (Invariant.Format($"The {what} of '{layer.Name}' in blocks of 16 channels"), floats);
            foreach (var parameter in layer.Parameters)
            {
                long weights = Math.Max(ParameterPlan.PackedFloats(parameter), Blocks(parameter.Channels) * parameter.Maps * parameter.Rows * parameter.Columns);
                if (weights > int.MaxValue) return ($"The weights of '{layer.Name}' in blocks of 16 maps", weights);
            }
        }
        var plan = Planner.Plan(spec, cancellation);
        if (plan.ParameterFloats > int.MaxValue) return ("The weights", plan.ParameterFloats);
        if (plan.Inference.ArenaFloats > int.MaxValue) return ("A prediction of " + Instances(spec.InferenceBatch), plan.Inference.ArenaFloats);
        if (plan.Training.ArenaFloats > int.MaxValue) return ("A training step of " + Instances(spec.Batch), plan.Training.ArenaFloats);
        return null;
    }

    // A convolution's input has its padding around it, and so may its gradient have on the way back: what the kernel reaches before it, and as far as input is behind it.
    private static IEnumerable<(string What, long Floats)> Tensors(LayerSpec layer)
    {
        var (input, output) = (layer.Input, layer.Output);
        yield return ("output", Blocks(output.Channels) * output.Height * output.Width);
        if (layer is LocalResponseNormSpec { IsWithinChannels: false } norm) yield return ("squares", ResponseNormPlanner.RowFloats(norm));
        if (layer is not ConvolutionSpec { Window: var window }) yield break;
        yield return ("padded input", Blocks(input.Channels) * ((long)input.Height + window.PadTop + window.PadBottom) * ((long)input.Width + window.PadLeft + window.PadRight));
        yield return ("padded gradient", Blocks(output.Channels)
            * Reached(output.Height, input.Height, window.Rows, window.StrideRows, window.PadTop)
            * Reached(output.Width, input.Width, window.Columns, window.StrideColumns, window.PadLeft));

        static long Reached(int output, int input, int kernel, int stride, int pad) => (kernel - 1) / stride + Math.Max(output, ((long)input - 1 + pad) / stride + 1);
    }

    private static string Instances(int count) => Invariant.Format($"{count} instance{(count == 1 ? "" : "s")}");

    private static long Blocks(int channels) => ((long)channels + 15) / 16 * 16;
}
