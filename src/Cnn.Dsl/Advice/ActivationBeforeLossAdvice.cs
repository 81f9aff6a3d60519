namespace Cnn.Dsl;

/// <summary>
/// A softmax or a sigmoid reads scores of any size. An activation just before it cuts off some, or presses them together, and classes
/// cannot be ruled out, or never be sure.
/// </summary>
internal static class ActivationBeforeLossAdvice
{
    /// <summary>The activations whose values a softmax, or a sigmoid that ends the network, reads.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            bool isLast = i == spec.Layers.Count - 1;
            if (layer is not SoftmaxSpec && !(isLast && layer is ActivationSpec { Activation: Activation.Sigmoid })) continue;
            int source = layer.Inputs[0];
            // Neither changes a score while it predicts.
            while (spec.Layers[source] is FlattenSpec or DropoutSpec) source = spec.Layers[source].Inputs[0];
            var before = spec.Layers[source];
            var activation = before is PReluSpec ? Activation.PRelu : before.OutputActivation;
            if (activation != Activation.None)
            {
                string name = activation.ToString().ToLowerInvariant();
                yield return new(IssueCatalog.ActivationBeforeLoss, source, ["activation"], name, before.Name, layer.Description);
            }
        }
    }
}
