namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>A used file that the project does not have.</summary>
    public static readonly IssueDescriptor UnknownFile = Error("CNN4024", "A used file that is not among the project's networks",
        "The project has no .cnn file '{0}'{1}",
        "Write its path relative to this file, with its letters in the same case; a file outside of the project becomes one of its own by "
            + "<AdditionalFiles Include=\"…\" /> in the project file.");

    /// <summary>A file that uses itself.</summary>
    public static readonly IssueDescriptor UseCycle = Error("CNN4025", "A file that uses itself",
        "'{0}' uses this file in turn, itself or through others", "Move the blocks that both need into a file that uses neither.");

    /// <summary>A file that is used twice.</summary>
    public static readonly IssueDescriptor UsedTwice = Error("CNN4026", "A file that is used twice",
        "'{0}' is used already", "Remove one of the two lines.");

    /// <summary>Used files that are too long.</summary>
    public static readonly IssueDescriptor UsedFilesTooLong = Error("CNN4027", "Used files of more than 4 MiB",
        "The files that are used here, directly and through others, {0}", "Use fewer files, or shorter ones.");

    /// <summary>A block of two used files.</summary>
    public static readonly IssueDescriptor BlockOfTwoFiles = Error("CNN4028", "Two used files have one block",
        "Block '{0}' with {1} comes from {2} already", "Rename the block in one of the files, or use only one of them.");

    private static IEnumerable<IssueDescriptor> Files() => [UnknownFile, UseCycle, UsedTwice, UsedFilesTooLong, BlockOfTwoFiles];
}
