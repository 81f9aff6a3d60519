using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cnn.CodeFixes;

/// <summary>Lets a pooling window move by its own size, which it does where no stride is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoolStrideCodeFix)), Shared]
public sealed class PoolStrideCodeFix : NetworkCodeFix
{
    private static readonly string[] s_strides =
        [nameof(PoolAttribute.Stride), nameof(PoolAttribute.StrideHeight), nameof(PoolAttribute.StrideWidth),
            nameof(PoolAttribute.Strides)];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [IssueCatalog.DepthStride.Id, IssueCatalog.UnreadPixels.Id];

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Property(IssueProperty.StrideIsWindow) is null) yield break;
        if (place.Attributes() is { } attributes && place.Layer(attributes) is { Syntax: var pool })
            yield return new(
                "Let the stride be the window",
                [AttributeText.Without(pool, argument => s_strides.Contains(AttributeText.PropertyOf(argument)))]);
    }
}
