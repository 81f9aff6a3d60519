namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>The arena, the weights or one map in blocks of 16 channels has too many floats to be addressed.</summary>
    public static readonly IssueDescriptor TooMuchMemory = Error("CNN3001", "The network takes more memory than can be addressed",
        "{0} would take {1} floats, and at most 2,147,483,647 can be addressed", "Use a smaller batch, a stride, fewer or smaller layers.");

    private static IEnumerable<IssueDescriptor> Memory() => [TooMuchMemory];
}
