namespace Cnn.Dsl;

/// <summary>Tells the layers that lead to a network's output from those that lead to auxiliary classifiers only.</summary>
public static class MainNetwork
{
    /// <summary>The network that predicts, without its auxiliary classifiers; the network itself where it has none.</summary>
    public static NetworkSpec Of(NetworkSpec spec)
    {
        if (!spec.Layers.Any(layer => layer.EndsHead)) return spec;
        bool[] leads = LeadsToOutput(spec.Layers);
        var positions = new int[spec.Layers.Count];
        var layers = new List<LayerSpec>();
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = layers.Count;
            var layer = spec.Layers[i];
            if (leads[i]) layers.Add(layer with { Inputs = layer.Inputs.Select(input => positions[input]).ToEquatableArray() });
        }
        return spec with { Layers = layers.ToEquatableArray() };
    }

    /// <summary>For each layer, whether the last one reads it, directly or through others; the last one does.</summary>
    public static bool[] LeadsToOutput(IReadOnlyList<LayerSpec?> layers)
    {
        var leads = new bool[layers.Count];
        leads[layers.Count - 1] = true;
        for (int i = layers.Count - 1; i > 0; i--)
        {
            if (!leads[i] || layers[i] is not { } layer) continue;
            foreach (int input in layer.Inputs) leads[input] = true;
        }
        return leads;
    }
}
