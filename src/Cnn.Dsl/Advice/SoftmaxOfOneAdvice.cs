namespace Cnn.Dsl;

/// <summary>The softmax of one score is 1 whatever the score: the loss is 0, and so is its gradient.</summary>
internal static class SoftmaxOfOneAdvice
{
    /// <summary>The softmaxes over one value.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Count; i++)
            if (spec.Layers[i] is SoftmaxSpec { Input.Channels: 1 } softmax)
                yield return new(IssueCatalog.SoftmaxOfOne, i, [], softmax.Name);
    }
}
