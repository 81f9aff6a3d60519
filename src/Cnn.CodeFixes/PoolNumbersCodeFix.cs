using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>Corrects the four numbers of a pooling's <c>Ksize</c> and <c>Strides</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PoolNumbersCodeFix)), Shared]
public sealed class PoolNumbersCodeFix : NetworkCodeFix
{
    private const string Ksize = nameof(PoolAttribute.Ksize), Strides = nameof(PoolAttribute.Strides);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        IssueCatalog.KsizeCount.Id, IssueCatalog.KsizeBelowOne.Id, IssueCatalog.KsizeOverBatch.Id, IssueCatalog.KsizeSpaceAndDepth.Id,
        IssueCatalog.StridesCount.Id, IssueCatalog.StridesBelowOne.Id, IssueCatalog.StridesOverBatch.Id, IssueCatalog.StridesOverDepth.Id,
        IssueCatalog.StridesOverSpace.Id, IssueCatalog.DepthStride.Id,
    ];

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Attributes() is not { } attributes || place.Layer(attributes) is not { Syntax: var pool }) yield break;
        (string Verb, string Kind, string Ksize, string Strides)[] ways =
        [
            ("Write", "", IssueProperty.Ksize, IssueProperty.Strides),
            ("Pool over height and width:", nameof(IssueProperty.KsizeOverSpace), IssueProperty.KsizeOverSpace,
                IssueProperty.StridesOverSpace),
            ("Pool over channels:", nameof(IssueProperty.KsizeOverDepth), IssueProperty.KsizeOverDepth, IssueProperty.StridesOverDepth),
        ];
        foreach (var (verb, kind, ksize, strides) in ways)
        {
            (string Property, string Numbers)[] right =
                [.. new[] { (Ksize, place.Property(ksize)), (Strides, place.Property(strides)) }.Where(one => one.Item2 is not null)
                    .Select(one => (one.Item1, one.Item2!))];
            if (right.Length == 0) continue;
            string title = verb + " " + string.Join(", ", right.Select(one => $"{one.Property} = [{one.Numbers}]"));
            yield return new(
                title, [.. right.SelectMany(one => Rewrite(AttributeText.Find(pool, one.Property)?.Expression, one.Numbers))], kind);
        }
    }

    // Where the array has as many elements, only those that are wrong are written anew.
    private static IEnumerable<TextChange> Rewrite(ExpressionSyntax? array, string numbers)
    {
        if (array is null) return [];
        string[] right = [.. numbers.Split(',').Select(number => number.Trim())];
        ExpressionSyntax[] elements = array switch
        {
            CollectionExpressionSyntax collection =>
                [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
            ArrayCreationExpressionSyntax { Initializer.Expressions: var written } => [.. written],
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var written } => [.. written],
            _ => [],
        };
        return elements.Length != right.Length
            ? [new TextChange(array.Span, "[" + numbers + "]")]
            : elements.Zip(right, (element, number) => new TextChange(element.Span, number))
                .Where((change, i) => elements[i].ToString() != change.NewText);
    }
}
