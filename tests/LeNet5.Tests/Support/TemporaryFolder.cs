namespace LeNetExample.Tests;

/// <summary>A folder that a test has for itself and that goes with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("lenet5-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>The names of everything in it, at any depth.</summary>
    public IEnumerable<string> Content =>
        Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
