using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Cnn.TestSupport;

/// <summary>Writes diagnostics as Verify's converters do: a JSON without quotes.</summary>
internal static class SnapshotDiagnostics
{
    public static string Write(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder("{\n  Diagnostics: [\n");
        text.AppendJoin(",\n", diagnostics.Select(One)).Append("\n  ]\n}");
        return text.ToString();
    }

    private static string One(Diagnostic diagnostic)
    {
        var descriptor = diagnostic.Descriptor;
        string tags = descriptor.CustomTags.Any()
            ? "\n        CustomTags: [\n          " + string.Join(",\n          ", descriptor.CustomTags) + "\n        ]" : "";
        string[] members =
        [
            $"      Location: {diagnostic.Location.GetMappedLineSpan()}",
            $"      Message: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}",
            $"      Severity: {diagnostic.Severity}",
            .. diagnostic.WarningLevel > 0 ? [$"      WarningLevel: {diagnostic.WarningLevel.ToString(CultureInfo.InvariantCulture)}"]
                : Array.Empty<string>(),
            string.Join(
                ",\n",
                [
                    $"      Descriptor: {{\n        Id: {descriptor.Id}",
                    $"        Title: {descriptor.Title.ToString(CultureInfo.InvariantCulture)}",
                    $"        Description: {descriptor.Description.ToString(CultureInfo.InvariantCulture)}",
                    $"        HelpLink: {descriptor.HelpLinkUri}",
                    $"        MessageFormat: {descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)}",
                    $"        Category: {descriptor.Category}",
                    $"        DefaultSeverity: {descriptor.DefaultSeverity}",
                    $"        IsEnabledByDefault: {(descriptor.IsEnabledByDefault ? "true" : "false")}{(tags.Length > 0 ? "," : "")}{tags}",
                ]) + "\n      }",
        ];
        return "    {\n" + string.Join(",\n", members) + "\n    }";
    }
}
