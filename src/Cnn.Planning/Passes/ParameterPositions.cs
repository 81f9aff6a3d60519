namespace Cnn.Planning;

/// <summary>The positions of a network's parameters.</summary>
internal sealed class ParameterPositions
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    public ParameterPositions(IReadOnlyList<ParameterPlan> parameters)
    {
        for (int i = 0; i < parameters.Count; i++) _positions.Add(parameters[i].Name, i);
    }

    /// <summary>The position of a parameter that the layer has.</summary>
    public int Of(LayerSpec layer, string suffix) => _positions[layer.Name + "." + suffix];

    /// <summary>The position of a layer's parameter; null where it has none.</summary>
    public int? Find(LayerSpec layer, string suffix) =>
        _positions.TryGetValue(layer.Name + "." + suffix, out int position) ? position : null;
}
