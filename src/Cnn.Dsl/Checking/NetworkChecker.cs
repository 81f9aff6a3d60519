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
            var window = layer is ConvolutionSpec convolution ? convolution.Window : null;
            long floats = Blocks(layer.Output.Channels) * layer.Output.Height * layer.Output.Width;
            if (window is not null)
            {
                // With the padding around the input, and around the gradient on the way back.
                long input = Blocks(layer.Input.Channels) * (layer.Input.Height + (long)window.PadTop + window.PadBottom) * (layer.Input.Width + (long)window.PadLeft + window.PadRight);
                long gradient = Blocks(layer.Output.Channels) * (layer.Output.Height + 2L * window.Rows + layer.Input.Height) * (layer.Output.Width + 2L * window.Columns + layer.Input.Width);
                floats = Math.Max(floats, Math.Max(input, gradient));
            }
            if (floats > int.MaxValue) return ($"The output of '{layer.Name}' in blocks of 16 channels", floats);
            foreach (var parameter in layer.Parameters)
            {
                long weights = Math.Max(ParameterPlan.PackedFloats(parameter), Blocks(parameter.Channels) * parameter.Maps * parameter.Rows * parameter.Columns);
                if (weights > int.MaxValue) return ($"The weights of '{layer.Name}' in blocks of 16 maps", weights);
            }
        }
        var plan = Planner.Plan(spec, cancellation);
        if (plan.ParameterFloats > int.MaxValue) return ("The weights", plan.ParameterFloats);
        if (plan.Inference.ArenaFloats > int.MaxValue) return (Invariant.Format($"A prediction of {spec.InferenceBatch} instances"), plan.Inference.ArenaFloats);
        if (plan.Training.ArenaFloats > int.MaxValue) return (Invariant.Format($"A training step of {spec.Batch} instances"), plan.Training.ArenaFloats);
        return null;

        static long Blocks(int channels) => ((long)channels + 15) / 16 * 16;
    }
}
