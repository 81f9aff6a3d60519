using System.Collections.Immutable;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>The catalogue of issues as the compiler has it.</summary>
internal static class Descriptors
{
    private const string HelpLink = IssueCatalog.Documentation + "diagnostics/{0}.md";

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId =
        IssueCatalog.All.ToDictionary(issue => issue.Id, Describe, StringComparer.Ordinal);

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. IssueCatalog.All.Select(issue => s_byId[issue.Id])];

    /// <summary>The descriptor of a kind of issue.</summary>
    public static DiagnosticDescriptor Of(IssueDescriptor issue) => s_byId[issue.Id];

    /// <summary>An issue as a diagnostic at a place.</summary>
    public static Diagnostic ToDiagnostic(Issue issue, Location location) =>
        Diagnostic.Create(
            Of(issue.Descriptor), location, issue.Other is { } other ? [Locations.Of(other)] : [],
            issue.Properties.ToImmutableDictionary(property => property.Name, property => (string?)property.Value), issue.Message);

    // No option of a project can silence an error: a network that is wrong has no code that could run.
    private static DiagnosticDescriptor Describe(IssueDescriptor issue) => new(
        issue.Id,
        issue.Title,
        // The message is an argument, ready: the compiler takes a format without arguments as it is, with its braces doubled.
        "{0}",
        Category(issue.Id),
        issue.Severity switch
        {
            IssueSeverity.Error => DiagnosticSeverity.Error,
            IssueSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        issue.Advice,
        string.Format(System.Globalization.CultureInfo.InvariantCulture, HelpLink, issue.Id),
        issue.Severity == IssueSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []);

    private static string Category(string id) => id[3] switch
    {
        '1' => "Cnn.Declaration",
        '2' => "Cnn.Shape",
        '3' => "Cnn.Memory",
        '4' => "Cnn.Syntax",
        _ => "Cnn.Advice",
    };
}
