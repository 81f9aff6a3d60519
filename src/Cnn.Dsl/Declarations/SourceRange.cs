namespace Cnn.Dsl;

/// <summary>A stretch of source: where a value was written. Lines and columns count from zero.</summary>
/// <param name="Path">The file; empty for text that stands inside another file and is mapped by whoever knows where.</param>
/// <param name="Start">Characters before it.</param>
/// <param name="Length">Characters in it.</param>
/// <param name="StartLine">The line of its first character.</param>
/// <param name="StartColumn">The column of its first character.</param>
/// <param name="EndLine">The line just past its last character.</param>
/// <param name="EndColumn">The column just past its last character.</param>
public readonly record struct SourceRange(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>No place in particular.</summary>
    public static SourceRange None { get; } = new("", 0, 0, 0, 0, 0, 0);

    /// <summary>The range from the beginning of this one to the end of <paramref name="last"/>.</summary>
    public SourceRange To(SourceRange last) =>
        this with { Length = last.Start + last.Length - Start, EndLine = last.EndLine, EndColumn = last.EndColumn };
}
