namespace Cnn.EndToEnd.Tests;

/// <summary>The projects of networks, which stand beside the tests as assemblies.</summary>
internal static class NetworkAssemblies
{
    private const string Prefix = "Cnn.EndToEnd.Networks.";

    /// <summary>The assemblies' names. There are none beside tests that compile their networks themselves.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, Prefix + "*.dll").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];
}
