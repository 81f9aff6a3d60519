namespace Cnn.Dsl;

/// <summary>Every issue the language knows, in one place; each file of this class holds one range of ids.</summary>
public static partial class IssueCatalog
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<IssueDescriptor> All { get; } = Declarations().Concat(Shapes()).Concat(Memory()).Concat(Syntax()).ToArray();

    private static IssueDescriptor Error(string id, string title, string message, string advice) => new(id, IssueSeverity.Error, title, message, advice);

    private static IssueDescriptor Warning(string id, string title, string message, string advice) => new(id, IssueSeverity.Warning, title, message, advice);
}
