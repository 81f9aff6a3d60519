using System.Reflection;
using Cnn.Runtime;

namespace Cnn.Benchmarks.Layers;

/// <summary>The packed parameters that the runtime does not show.</summary>
internal static class HiddenArenas
{
    /// <summary>A model's, batch norms folded in.</summary>
    public static Arena Of<TNetwork>(Model<TNetwork> model)
        where TNetwork : class, INetwork<TNetwork> => Of((NetworkParameters)Read(model, "Parameters"));

    /// <summary>A network's.</summary>
    public static Arena Of(NetworkParameters parameters) => (Arena)Read(parameters, "Arena");

    private static object Read(object owner, string property) =>
        owner.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
}
