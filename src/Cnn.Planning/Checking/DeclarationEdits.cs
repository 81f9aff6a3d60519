namespace Cnn.Planning;

/// <summary>
/// Changes to a declaration, to ask what would be if it said something else. What comes of them is resolved like any declaration.
/// </summary>
internal static class DeclarationEdits
{
    /// <summary>The declaration with every automatic name written out, so that a layer less renames none.</summary>
    public static NetworkDeclaration Named(NetworkDeclaration declaration)
    {
        var names = LayerNames.Of(declaration.Layers);
        return declaration with { Layers = declaration.Layers.Select((layer, i) => layer with { Name = new(names[i], layer.Range) })
            .ToEquatableArray() };
    }

    /// <summary>
    /// With another stride in one layer; null where the layer's syntax knows none, or it is one of TensorFlow's four numbers.
    /// </summary>
    public static NetworkDeclaration? WithStride(NetworkDeclaration declaration, int layer, int rows, int columns)
    {
        var changed = declaration.Layers[layer];
        var syntax = LayerCatalog.ByKeyword[changed.Keyword].Syntax;
        if (syntax.Options.All(option => option.Argument != "stride")
            || changed.Arguments.Any(argument => argument.Name is "ksize" or "strides")) return null;
        var stride = new ArgumentDeclaration("stride", new IntegersValue(new(rows, columns)), changed.Range);
        var others = changed.Arguments.Where(argument => argument.Name is not ("stride" or "strideHeight" or "strideWidth"));
        return declaration with { Layers = Replace(
            declaration.Layers, layer, changed with { Arguments = others.Append(stride).ToEquatableArray() }) };
    }

    /// <summary>
    /// Without one layer: who reads it reads what it read. Its layers are named, and it is none of the first and no join.
    /// </summary>
    public static NetworkDeclaration Without(NetworkDeclaration declaration, int layer)
    {
        var removed = declaration.Layers[layer];
        var source = removed.From.Count > 0 ? removed.From[0] : declaration.Layers[layer - 1].Name!;
        var layers = new List<LayerDeclaration>();
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            if (i == layer) continue;
            var kept = declaration.Layers[i];
            var from = i == layer + 1 && kept.From.Count == 0 ? new(source)
                : kept.From.Select(name => name.Value == removed.Name!.Value ? source : name).ToEquatableArray();
            layers.Add(kept with { From = from });
        }
        return declaration with { Layers = layers.ToEquatableArray() };
    }

    private static EquatableArray<LayerDeclaration> Replace(
        EquatableArray<LayerDeclaration> layers, int position, LayerDeclaration layer) =>
        layers.Select((other, i) => i == position ? layer : other).ToEquatableArray();
}
