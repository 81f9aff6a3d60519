namespace Cnn.Dsl;

/// <summary>
/// What layers are called: what was written, and otherwise their kind and its ordinal: <c>conv1</c>, <c>pool1</c>, <c>conv2</c>.
/// </summary>
public static class LayerNames
{
    /// <summary>The names of all layers, in their order; two may be equal where two layers were given one name.</summary>
    public static EquatableArray<string> Of(EquatableArray<LayerDeclaration> layers)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        return layers.Select(layer => NameOf(layer, ordinals)).ToEquatableArray();
    }

    /// <summary>The name of the next layer. A named one counts as well, so that naming one does not rename those after it.</summary>
    internal static string NameOf(LayerDeclaration layer, Dictionary<string, int> ordinals)
    {
        if (layer.Keyword == "input" && layer.Name is not null) return layer.Name.Value;
        // Nobody wrote it as a layer, so nobody counts it.
        if (layer.IsActivation) return layer.Name!.Value;
        string automatic = Automatic(layer.Keyword, ordinals);
        return layer.Name?.Value ?? automatic;
    }

    /// <summary>The automatic name of the next layer of a kind.</summary>
    internal static string Automatic(string keyword, Dictionary<string, int> ordinals)
    {
        if (keyword == "input") return keyword;
        string prefix = LayerCatalog.ByKeyword[keyword].NamePrefix;
        int ordinal = ordinals[prefix] = ordinals.TryGetValue(prefix, out int last) ? last + 1 : 1;
        return Invariant.Format($"{prefix}{ordinal}");
    }
}
