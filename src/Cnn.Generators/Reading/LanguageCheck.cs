using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators;

/// <summary>Whether generated code can be compiled as the project's version of C#.</summary>
internal static class LanguageCheck
{
    // Kernels have parameters that are 'ref readonly'.
    private const LanguageVersion Oldest = LanguageVersion.CSharp12;

    /// <summary>The project's version where it is too old, as projects write it; null where it is not.</summary>
    public static string? TooOld(ParseOptions options) =>
        options is CSharpParseOptions { LanguageVersion: < Oldest and var version } ? version.ToDisplayString() : null;

    /// <summary>The issue of a network in such a project.</summary>
    public static Issue IssueOf(NetworkReading reading, string version) =>
        Issue.At(reading.NameRange, IssueCatalog.OldLanguage, reading.Identity.Name, Oldest.ToDisplayString(), version);
}
