using System.Numerics;

namespace Cnn.Dsl;

/// <summary>
/// A k×k kernel sees what (k − 1) / 2 layers of 3×3 see, which often cost less (Simonyan and Zisserman, 2015). Two layers are for 5×5; 9×9
/// takes four.
/// </summary>
internal static class LargeKernelAdvice
{
    /// <summary>The convolutions in whose place a stack has fewer parameters and fewer multiply-adds.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        int[] onlyReaders = OnlyReaders(spec);
        for (int i = 0; i < spec.Layers.Count; i++)
            if (spec.Layers[i] is ConvolutionSpec convolution && IsLarge(convolution) && Stack.Of(convolution) is var stack
                && stack.CostsLessThan(convolution))
                yield return AdviceOf(spec, onlyReaders, i, convolution, stack);
    }

    // A square kernel without a middle, or one that leaves out pixels or channels, sees something else than a stack does.
    private static bool IsLarge(ConvolutionSpec convolution)
    {
        var (window, kernel) = (convolution.Window, convolution.Parameters[0]);
        if (window is not { StrideRows: 1, StrideColumns: 1, Rows: >= 5 and var rows } || rows != window.Columns
            || rows % 2 == 0) return false;
        bool isDense = convolution.Output.Height == (long)convolution.Input.Height + window.PadTop + window.PadBottom - rows + 1;
        return isDense && kernel.ElementCount == (long)convolution.Input.Channels * convolution.Output.Channels * rows * rows;
    }

    private static Advice AdviceOf(NetworkSpec spec, int[] onlyReaders, int position, ConvolutionSpec convolution, Stack stack) => new(
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
        Properties = Properties(spec, onlyReaders, position, convolution, stack).ToEquatableArray(),
    };

    private static IEnumerable<IssueProperty> Properties(
        NetworkSpec spec, int[] onlyReaders, int position, ConvolutionSpec convolution, Stack stack)
    {
        yield return new(IssueProperty.StackedLayers, Invariant.Format($"{stack.Layers}"));
        yield return new(IssueProperty.StackedMaps, Invariant.Format($"{stack.Maps}"));
        if (stack.IsPaddedAlike) yield return new(IssueProperty.StackedPad, "1");
        if (convolution.Activation == Activation.None
            && AfterwardsOf(spec, onlyReaders, position) is ActivationSpec { Activation: var activation })
            yield return new(IssueProperty.StackedActivation, activation.ToString());
    }

    // A batch norm between a convolution and its activation is passed over.
    private static LayerSpec? AfterwardsOf(NetworkSpec spec, int[] onlyReaders, int position)
    {
        int reader = onlyReaders[position];
        while (reader >= 0 && spec.Layers[reader] is BatchNormSpec) reader = onlyReaders[reader];
        return reader < 0 ? null : spec.Layers[reader];
    }

    // The layer that reads each one; -1 where there is none, or several.
    private static int[] OnlyReaders(NetworkSpec spec)
    {
        var readers = new int[spec.Layers.Count];
        var counts = new int[spec.Layers.Count];
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            foreach (int input in spec.Layers[i].Inputs)
            {
                readers[input] = i;
                counts[input]++;
            }
        }
        return [.. readers.Select((reader, i) => counts[i] == 1 ? reader : -1)];
    }

    /// <summary>
    /// The 3×3 layers that see as much, the ones before the last with as many maps as the wider of the convolution's input and output.
    /// </summary>
    private sealed record Stack(int Layers, int Maps, bool IsPaddedAlike, BigInteger Parameters, BigInteger MultiplyAdds)
    {
        public static Stack Of(ConvolutionSpec convolution)
        {
            var (window, input, maps) = (convolution.Window, convolution.Input, convolution.Output.Channels);
            int layers = (window.Rows - 1) / 2, between = Math.Max(input.Channels, maps);
            // One pixel for each layer, where that is the padding on all sides; otherwise the first layer takes it all.
            bool isPaddedAlike = window.PadTop == layers && window.PadBottom == layers && window.PadLeft == layers
                && window.PadRight == layers;
            // A kernel may have thousands of rows. All layers but the first and the last are alike. Where the padding is not spread, each
            // has two rows and columns more than the next: (height + 2) (width + 2) + (height + 4) (width + 4) + …
            BigInteger height = convolution.Output.Height, width = convolution.Output.Width, nine = 9, middles = layers - 2;
            BigInteger first = nine * input.Channels * between, middle = nine * between * between, last = nine * between * maps;
            int left = isPaddedAlike ? 0 : 2 * (layers - 1);
            var sum = middles * (middles + 1) / 2;
            var beyond = isPaddedAlike ? 0 : 2 * (height + width) * sum + 4 * sum * (2 * middles + 1) / 3;
            var parameters = first + middle * middles + last + (convolution.HasBias ? new BigInteger(between) * (layers - 1) + maps : 0);
            var pixels = height * width;
            var multiplyAdds = first * (height + left) * (width + left) + middle * (middles * pixels + beyond) + last * pixels;
            return new(layers, between, isPaddedAlike, parameters, multiplyAdds);
        }

        public bool CostsLessThan(ConvolutionSpec convolution) =>
            Parameters < convolution.ParameterCount && MultiplyAdds < convolution.MultiplyAdds;
    }
}
