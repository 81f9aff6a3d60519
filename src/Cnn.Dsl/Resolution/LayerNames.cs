namespace Cnn.Dsl;

/// <summary>What layers are called: what was written, and otherwise their kind and its ordinal: <c>conv1</c>, <c>pool1</c>, <c>conv2</c>.</summary>
public static class LayerNames
{
    /// <summary>The names of all layers, in their order; two may be equal where two layers were given one name.</summary>
    public static EquatableArray<string> Of(EquatableArray<LayerDeclaration> layers)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        return layers.Select(layer => NameOf(layer, ordinals)).ToEquatableArray();
    }

    // A named layer counts as well, so that naming one does not rename those after it.
    private static string NameOf(LayerDeclaration layer, Dictionary<string, int> ordinals)
    {
        if (layer.Keyword == "input" && layer.Name is null) return "input";
        string prefix = LayerCatalog.ByKeyword[layer.Keyword].NamePrefix;
        int ordinal = ordinals[prefix] = ordinals.TryGetValue(prefix, out int last) ? last + 1 : 1;
        return layer.Name?.Value ?? Invariant.Format($"{prefix}{ordinal}");
    }
}
