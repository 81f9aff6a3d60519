using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>
/// Looks for attributes that suppress diagnostics of the language. The compiler obeys them for whatever an analyzer reports, errors that
/// cannot be configured among it, but not for what a generator reports.
/// </summary>
internal static class Suppressions
{
    private const string Namespace = "System.Diagnostics.CodeAnalysis.";

    /// <summary>Whether there is any in the compilation.</summary>
    public static IncrementalValueProvider<bool> In(SyntaxValueProvider syntax) =>
        Of(syntax, Namespace + "SuppressMessageAttribute").Combine(Of(syntax, Namespace + "UnconditionalSuppressMessageAttribute"))
            .Select(static (either, _) => either.Left || either.Right);

    private static IncrementalValueProvider<bool> Of(SyntaxValueProvider syntax, string attribute) => syntax
        .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (context, _) => context.Attributes.Any(IsOfTheLanguage))
        .Where(static isOfTheLanguage => isOfTheLanguage)
        .Collect()
        .Select(static (found, _) => found.Length > 0);

    private static bool IsOfTheLanguage(AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: 2 } arguments
        && arguments[1].Value is string id
        && id.TrimStart().StartsWith("CNN", StringComparison.OrdinalIgnoreCase);
}
