using System.Numerics;

namespace Cnn.Dsl;

/// <summary>
/// A k×k kernel sees what (k − 1) / 2 layers of 3×3 see, which often cost less (Simonyan and Zisserman, 2015). Two layers are for 5×5; 9×9 takes four.
/// </summary>
internal static class LargeKernelAdvice
{
    /// <summary>The convolutions in whose place a stack has fewer parameters and fewer multiply-adds.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Count; i++)
            if (spec.Layers[i] is ConvolutionSpec convolution && IsLarge(convolution.Window) && Stack.Of(convolution) is var stack && stack.CostsLessThan(convolution))
                yield return AdviceOf(spec, i, convolution, stack);
    }

    private static bool IsLarge(SpatialWindow window) =>
        window is { StrideRows: 1, StrideColumns: 1, Rows: >= 5 and var rows, Columns: var columns } && rows == columns && rows % 2 == 1;

    private static Advice AdviceOf(NetworkSpec spec, int position, ConvolutionSpec convolution, Stack stack) => new(
        IssueCatalog.LargeKernel,
        position,
        ["kernel", "kernelHeight"],
        convolution.Name,
        convolution.Window.Rows,
        Invariant.Count(convolution.ParameterCount),
        Invariant.Count(convolution.MultiplyAdds),
        stack.Layers,
        Invariant.Count(stack.Parameters),
        Invariant.Count(stack.MultiplyAdds))
    {
        Properties = Properties(spec, position, convolution, stack).ToEquatableArray(),
    };

    private static IEnumerable<IssueProperty> Properties(NetworkSpec spec, int position, ConvolutionSpec convolution, Stack stack)
    {
        yield return new(IssueProperties.StackedLayers, Invariant.Format($"{stack.Layers}"));
        yield return new(IssueProperties.StackedMaps, Invariant.Format($"{stack.Maps}"));
        if (stack.IsPaddedAlike) yield return new(IssueProperties.StackedPad, "1");
        var readers = spec.Layers.Where(layer => layer.Inputs.Contains(position)).ToArray();
        if (convolution.Activation == Activation.None && readers is { Length: 1 } && readers[0] is ActivationSpec { Activation: var activation })
            yield return new(IssueProperties.StackedActivation, activation.ToString());
    }

    /// <summary>The 3×3 layers that see as much, the ones before the last with as many maps as the wider of the convolution's input and output.</summary>
    private sealed record Stack(int Layers, int Maps, bool IsPaddedAlike, BigInteger Parameters, BigInteger MultiplyAdds)
    {
        public static Stack Of(ConvolutionSpec convolution)
        {
            var (window, input, maps) = (convolution.Window, convolution.Input, convolution.Output.Channels);
            int layers = (window.Rows - 1) / 2, between = Math.Max(input.Channels, maps);
            // One pixel for each layer, where that is the padding on all sides; otherwise the first layer takes it all.
            bool isPaddedAlike = window.PadTop == layers && window.PadBottom == layers && window.PadLeft == layers && window.PadRight == layers;
            BigInteger parameters = 0, multiplyAdds = 0;
            for (int i = 0; i < layers; i++)
            {
                int left = isPaddedAlike ? 0 : 2 * (layers - 1 - i);
                int channels = i == 0 ? input.Channels : between, outputs = i == layers - 1 ? maps : between;
                var weights = new BigInteger(9) * channels * outputs;
                parameters += weights + (convolution.HasBias ? outputs : 0);
                multiplyAdds += weights * (convolution.Output.Height + left) * (convolution.Output.Width + left);
            }
            return new(layers, between, isPaddedAlike, parameters, multiplyAdds);
        }

        public bool CostsLessThan(ConvolutionSpec convolution) => Parameters < convolution.ParameterCount && MultiplyAdds < convolution.MultiplyAdds;
    }
}
