namespace Cnn.Dsl;

/// <summary>Every issue the language knows, in one place; each file of this class holds one range of ids.</summary>
public static partial class IssueCatalog
{
    /// <summary>Where the pages of the documentation are.</summary>
    public const string Documentation = "https://github.com/cnngen/cnngen/blob/main/docs/";

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<IssueDescriptor> All => Listed.All;

    private static IssueDescriptor Error(string id, string title, string message, string advice) =>
        new(id, IssueSeverity.Error, title, message, advice);

    private static IssueDescriptor Advice(string id, string title, string message, string advice) =>
        new(id, IssueSeverity.Advice, title, message, advice);

    private static IssueDescriptor Warning(string id, string title, string message, string advice) =>
        new(id, IssueSeverity.Warning, title, message, advice);

    // A class of its own, initialised after the fields of every file: among the files of one class the order is not defined.
    private static class Listed
    {
        public static readonly IReadOnlyList<IssueDescriptor> All =
            Declarations().Concat(UsersCode()).Concat(Shapes()).Concat(Memory()).Concat(Syntax()).Concat(Auxiliaries()).Concat(Files())
                .Concat(Advices()).OrderBy(issue => issue.Id, StringComparer.Ordinal).ToArray();
    }
}
