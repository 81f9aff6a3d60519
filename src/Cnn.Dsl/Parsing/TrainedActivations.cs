namespace Cnn.Dsl;

/// <summary>
/// Writes activations with trained numbers out as layers: <c>conv 16 3x3 prelu</c> is a convolution, and behind it a <c>prelu</c> whose
/// name is the convolution's and the word, <c>conv1_prelu</c>. Who reads the convolution by its name reads what comes out of its
/// activation.
/// </summary>
public static class TrainedActivations
{
    /// <summary>The layers with all such activations written out.</summary>
    /// <param name="layers">Layers, all blocks written out.</param>
    /// <param name="cancellation">Asked between layers.</param>
    public static EquatableArray<LayerDeclaration> WriteOut(
        EquatableArray<LayerDeclaration> layers, CancellationToken cancellation = default) => WriteOut(layers, new Work(cancellation));

    internal static EquatableArray<LayerDeclaration> WriteOut(EquatableArray<LayerDeclaration> layers, Work work)
    {
        if (layers.All(layer => Of(layer) is null)) return layers;
        var names = LayerNames.Of(layers);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var written = new List<LayerDeclaration>();
        for (int i = 0; i < layers.Count; i++)
        {
            work.Tick();
            var (layer, name) = (Renamed(layers[i], outputs, work), names[i]);
            // Which of two layers of one name is read nobody knows; the resolver says so.
            bool isFirst = seen.Add(name);
            if (!isFirst) outputs.Remove(name);
            if (Of(layer) is not { } argument)
            {
                written.Add(layer);
                continue;
            }
            string keyword = ((WordValue)argument.Value).Value;
            string output = $"{name}_{keyword}";
            if (isFirst) outputs.Add(name, output);
            written.Add(layer with { Arguments = layer.Arguments.Where(other => other != argument).ToEquatableArray() });
            written.Add(new(
                keyword, argument.Range, new(output, argument.Range), EquatableArray<Located<string>>.Empty,
                EquatableArray<ArgumentDeclaration>.Empty)
            {
                Origin = layer.Origin,
                IsActivation = true,
            });
        }
        return written.ToEquatableArray();
    }

    /// <summary>Whether a value of an argument is such an activation.</summary>
    internal static bool IsOne(string argument, ArgumentValue? value) =>
        argument == "activation" && value is WordValue { Value: var word } && LayerCatalog.IsTrainedActivation(word);

    // An activation that the layer cannot have stays where it is, for the layer's own rules.
    private static ArgumentDeclaration? Of(LayerDeclaration layer) => LayerCatalog.ByKeyword[layer.Keyword].TakesActivationIn(layer)
        ? layer.Arguments.FirstOrDefault(argument => IsOne(argument.Name, argument.Value)) : null;

    private static LayerDeclaration Renamed(LayerDeclaration layer, Dictionary<string, string> outputs, Work work)
    {
        bool isSame = true;
        foreach (var source in layer.From)
        {
            work.Tick();
            isSame &= !outputs.ContainsKey(source.Value);
        }
        if (isSame) return layer;
        var from = layer.From.Select(source => outputs.TryGetValue(source.Value, out string? output) ? source with { Value = output }
            : source);
        return layer with { From = from.ToEquatableArray() };
    }
}
