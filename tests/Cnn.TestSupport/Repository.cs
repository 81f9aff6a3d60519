using System.Runtime.CompilerServices;

namespace Cnn.TestSupport;

/// <summary>Where the repository stands, for tests of its files.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
