using Cnn.Dsl;

namespace Cnn.Cli.Files;

/// <summary>Issues as the compiler writes them, so that editors find the place.</summary>
internal static class IssueLine
{
    /// <summary><c>file(line,column): error CNN1010: message</c>; lines and columns count from one.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="path">The file, where the issue names none.</param>
    public static string Of(Issue issue, string path)
    {
        var range = issue.Range;
        string file = range.Path.Length > 0 ? range.Path : path;
        string severity = issue.Descriptor.Severity == IssueSeverity.Error ? "error" : "warning";
        return Invariant.Format(
            $"{file}({range.StartLine + 1},{range.StartColumn + 1}): {severity} {issue.Descriptor.Id}: {issue.Message}");
    }
}
