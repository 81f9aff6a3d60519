using System.Text.RegularExpressions;
using Cnn;

namespace Zoo.Tests;

/// <summary>A network's table as a sequence of stages, as PyTorch's scripts write networks.</summary>
internal static partial class Stages
{
    private static readonly string[] s_shapeless = ["relu", "tanh", "softmax", "dropout", "flatten"];

    /// <summary>
    /// The last layer of each stage. The layers of a residual block or an inception module are one stage; the others are one each. The
    /// input and what only changes values, which other frameworks count differently, are left out, and so are auxiliary classifiers.
    /// </summary>
    public static IEnumerable<LayerInfo> Of(NetworkInfo info)
    {
        LayerInfo[] layers = [.. info.Layers.Skip(1).Where(layer => !layer.IsAuxiliary)];
        for (int i = 0; i < layers.Length; i++)
        {
            string module = ModuleOf(layers[i]);
            bool isLast = i + 1 == layers.Length || module.Length == 0 || ModuleOf(layers[i + 1]) != module;
            if (isLast && (module.Length > 0 || !s_shapeless.Contains(layers[i].Description.Split(' ')[0]))) yield return layers[i];
        }
    }

    private static string ModuleOf(LayerInfo layer) => Module().Match(layer.Name).Value;

    [GeneratedRegex(@"^(layer\d\.\d+|inception_\d\w)(?=[./])")]
    private static partial Regex Module();
}
