using Cnn.TestSupport;

namespace Cnn.Architecture.Tests;

/// <summary>How wide sources are.</summary>
public sealed class LineTests
{
    // Two views side by side on a common screen.
    private const int Widest = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("benchmarks")]
    [InlineData("examples")]
    public void Lines_AreNoWiderThanAScreen(string folder)
    {
        var wide = Files(Path.Combine(Repository.Root, folder))
            .SelectMany(path => File.ReadLines(path).Select((line, i) => (path, Number: i + 1, line.Length)))
            .Where(line => line.Length > Widest)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, line.path)}({line.Number}): {line.Length} columns")
            .ToList();
        Assert.True(wide.Count == 0, $"Break these lines at {Widest} columns:\n" + string.Join("\n", wide));
    }

    // What is generated, or built, is nobody's line.
    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)
            .Any(part => part is "obj" or "bin" or "_snapshots"));
}
