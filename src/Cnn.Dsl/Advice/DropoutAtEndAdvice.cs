namespace Cnn.Dsl;

/// <summary>Dropout is for layers that learn to do without what is dropped; after the last one it only disturbs the loss.</summary>
internal static class DropoutAtEndAdvice
{
    /// <summary>The dropout that nothing but a softmax follows.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        if (!spec.Trains) yield break;
        int last = spec.Layers.Count - 1;
        if (spec.Layers[last] is SoftmaxSpec softmax) last = softmax.Inputs[0];
        if (spec.Layers[last] is DropoutSpec dropout) yield return new(IssueCatalog.DropoutAtEnd, last, [], dropout.Name);
    }
}
