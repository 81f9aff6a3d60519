namespace Cnn.Architecture.Tests;

/// <summary>A source file of a project.</summary>
/// <param name="Path">Where the file lies, from <c>src</c> on, with slashes: <c>Cnn.Dsl/Parsing/Lexer.cs</c>.</param>
/// <param name="Place">Where the project shows the file. Differs from the path of a file that the project shares with another one.</param>
/// <param name="Text">The file's text.</param>
internal sealed record SourceFile(string Path, string Place, string Text)
{
    /// <summary>A file of the project's own.</summary>
    public SourceFile(string path, string text) : this(path, path, text)
    {
    }

    /// <summary>The folder that the project shows the file in: <c>Cnn.Dsl/Parsing</c>.</summary>
    public string Folder => Place[..Place.LastIndexOf('/')];
}
