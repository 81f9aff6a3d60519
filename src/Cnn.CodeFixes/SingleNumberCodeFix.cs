using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>
/// Writes <c>Pad = 1</c> as <c>Pad = [1]</c>. C# gives an attribute's argument one type, and none that takes both, so that the language
/// cannot allow it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SingleNumberCodeFix)), Shared]
public sealed class SingleNumberCodeFix : NetworkCodeFix
{
    /// <summary>C#'s own: a value that does not become another type by itself.</summary>
    public const string NoConversion = "CS0029";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NoConversion];

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument) yield break;
        if (place.PropertyOf(argument) is not { Type: IArrayTypeSymbol } property) yield break;
        yield return new(
            $"Write '{property.Name} = [{argument.Expression}]'", [new TextChange(argument.Expression.Span, $"[{argument.Expression}]")]);
    }
}
