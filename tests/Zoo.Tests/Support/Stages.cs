using Cnn;

namespace Zoo.Tests;

/// <summary>A network's table as a sequence of stages, as PyTorch's scripts write networks.</summary>
internal static class Stages
{
    private static readonly string[] s_shapeless = ["relu", "tanh", "softmax", "dropout", "flatten"];

    /// <summary>
    /// The last layer of each stage. Layers whose names begin alike up to the last point or stroke are one stage, a module; the others are one each. The input and what
    /// only changes values, which other frameworks count differently, are left out.
    /// </summary>
    public static IEnumerable<LayerInfo> Of(NetworkInfo info)
    {
        LayerInfo[] layers = [.. info.Layers.Skip(1)];
        for (int i = 0; i < layers.Length; i++)
        {
            string module = ModuleOf(layers[i]);
            bool isLast = i + 1 == layers.Length || module.Length == 0 || ModuleOf(layers[i + 1]) != module;
            if (isLast && (module.Length > 0 || !s_shapeless.Contains(layers[i].Description.Split(' ')[0]))) yield return layers[i];
        }
    }

    // layer1.0.downsample.0 → layer1.0; inception_3a/1x1 → inception_3a.
    private static string ModuleOf(LayerInfo layer)
    {
        string name = layer.Name.Replace(".downsample", "", StringComparison.Ordinal);
        return name[..Math.Max(0, name.LastIndexOfAny(['.', '/']))];
    }
}
