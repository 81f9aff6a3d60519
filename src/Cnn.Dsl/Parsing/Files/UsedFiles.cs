namespace Cnn.Dsl;

/// <summary>The files that a text uses, directly or through one another: all of the project that reading it depends on.</summary>
/// <param name="Path">The file in which the text stands; the paths in it are relative to its folder.</param>
/// <param name="Files">The files that were found, in the order in which they are met.</param>
/// <param name="Known">Where a file of the text itself was not found, the normal paths of all of the project's; otherwise empty.</param>
/// <param name="Characters">The characters of the files, and where they are more than is read, of those before it was left off.</param>
public sealed record UsedFiles(string Path, EquatableArray<CnnFile> Files, EquatableArray<string> Known, long Characters)
{
    /// <summary>The most characters that the files of one text may have together.</summary>
    public const int MostCharacters = 4_194_304;

    /// <summary>
    /// The most blocks that the files of one text may bring to those that use them, each counted as often as it is brought: thousands of
    /// short files may use one long one.
    /// </summary>
    public const int MostBlocks = 1_000_000;

    /// <summary>None, in no place.</summary>
    public static UsedFiles None { get; } = new("", EquatableArray<CnnFile>.Empty, EquatableArray<string>.Empty, 0);

    /// <summary>Whether they are too long to be read.</summary>
    public bool AreTooLong => Characters > MostCharacters;
}
