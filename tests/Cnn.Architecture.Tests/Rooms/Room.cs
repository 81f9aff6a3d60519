namespace Cnn.Architecture.Tests;

/// <summary>A folder of <c>src</c> with what belongs together.</summary>
/// <param name="Name">
/// The folder, from <c>src</c> on: <c>Cnn.Dsl/Parsing</c>. A project's own name is the room of the files beside its project file.
/// </param>
/// <param name="Holds">What is in the room, in a few words.</param>
/// <param name="Uses">The rooms whose types and members this one may use.</param>
internal sealed record Room(string Name, string Holds, IReadOnlyList<string> Uses)
{
    /// <summary>The project that the room is in.</summary>
    public string Project => Name.Split('/')[0];

    /// <summary>What the room is called inside its project.</summary>
    public string ShortName => Name == Project ? Project : Name[(Project.Length + 1)..];
}

/// <summary>A project and what it may reference.</summary>
/// <param name="Name">The project.</param>
/// <param name="MayHavePackages">Whether it may reference packages.</param>
/// <param name="Knows">The projects that it references.</param>
internal sealed record ProjectRule(string Name, bool MayHavePackages, IReadOnlyList<string> Knows);

/// <summary>A file of one room that a second project compiles as well.</summary>
/// <param name="Path">The file, from <c>src</c> on.</param>
/// <param name="Room">The room of the second project that shows the file.</param>
internal sealed record SharedFile(string Path, string Room);
