namespace Cnn.Architecture.Tests;

/// <summary>A project as its file and its sources describe it.</summary>
internal sealed record SourceProject(string Name)
{
    /// <summary>The projects that this one references.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The packages that this one references.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>The namespaces that are used in every file.</summary>
    public IReadOnlyList<string> Usings { get; init; } = [];

    /// <summary>The assemblies that see what is internal.</summary>
    public IReadOnlyList<string> Friends { get; init; } = [];

    /// <summary>All source files.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];
}
