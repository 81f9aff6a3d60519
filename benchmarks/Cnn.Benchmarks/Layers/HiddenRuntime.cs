using System.Reflection;
using Cnn.Runtime;

namespace Cnn.Benchmarks.Layers;

/// <summary>
/// What sessions know and the runtime does not show: the packed weights, and how many threads run and how they share the work.
/// </summary>
internal static class HiddenRuntime
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type s_threadCount = typeof(NetworkInfo).Assembly.GetType("Cnn.ThreadCount", throwOnError: true)!;

    /// <summary>A model's packed parameters, batch norms folded in.</summary>
    public static Arena Parameters<TNetwork>(Model<TNetwork> model)
        where TNetwork : class, INetwork<TNetwork> => Parameters((NetworkParameters)Read(model, "Parameters"));

    /// <summary>The weights that a model has transformed.</summary>
    public static Arena Prepared<TNetwork>(Model<TNetwork> model)
        where TNetwork : class, INetwork<TNetwork> => (Arena)Read(model, "Prepared");

    /// <summary>A network's packed parameters.</summary>
    public static Arena Parameters(NetworkParameters parameters) => (Arena)Read(parameters, "Arena");

    /// <summary>How many of the threads that are allowed a session runs for so much work.</summary>
    public static int Threads(int allowed, long multiplyAdds) => (int)Call("For", allowed, multiplyAdds);

    /// <summary>Whether a session's threads share each instance rather than take instances of their own.</summary>
    public static bool SharesInstances(int threads, int instances) => (bool)Call("HadBetterShare", threads, instances);

    private static object Read(object owner, string property) => owner.GetType().GetProperty(property, Hidden)!.GetValue(owner)!;

    private static object Call(string method, params object[] arguments) =>
        s_threadCount.GetMethod(method, Hidden)!.Invoke(null, arguments)!;
}
