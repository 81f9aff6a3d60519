using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>Makes a network's class, or a type around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialClassCodeFix)), Shared]
public sealed class PartialClassCodeFix : NetworkCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [
        IssueCatalog.NotPartial.Id, IssueCatalog.ContainingTypeNotPartial.Id];

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        // 'partial' has to stand last of all modifiers.
        if (place.Class is { } type) yield return new(
            $"Make '{type.Identifier.ValueText}' partial", [new TextChange(new(type.Keyword.SpanStart, 0), "partial ")]);
    }
}
