namespace Cnn.Dsl;

/// <summary>
/// Images, convolutions and a linear dense layer at the end are mostly a classifier, which learns faster by the cross-entropy.
/// </summary>
internal static class NoSoftmaxAdvice
{
    /// <summary>The last layer, if it looks like a classifier's scores.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        // What is not trained has no loss.
        if (!spec.Trains) yield break;
        int last = spec.Layers.Count - 1;
        // One output is a number or a yes and no; without a convolution, nothing says that the input is an image.
        if (spec.Layers[last] is DenseSpec { Activation: Activation.None, Output.Channels: >= 2 and var outputs } dense
            && spec.Layers.Any(layer => layer is ConvolutionSpec))
            yield return new(IssueCatalog.NoSoftmax, last, [], dense.Name, Invariant.Count(outputs));
    }
}
