using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>
/// Puts a 1×1 convolution before a sum that gives one of its inputs the shape of the others, as the shortcut of a residual has it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProjectionCodeFix)), Shared]
public sealed class ProjectionCodeFix : NetworkCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [IssueCatalog.SumOfShapes.Id];

    /// <summary>None: each projection counts the convolutions after it anew.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Number(IssueProperty.ProjectedInput) is not { } input
            || place.Number(IssueProperty.ProjectionMaps) is not { } maps) yield break;
        if (place.Attributes() is not { } attributes
            || place.Layer(attributes) is not { Definition.Syntax.JoinsInputs: true } sum) yield break;
        if (LayerNumbering.Of(attributes) is not { } numbering) yield break;
        int position = attributes.Layers.ToList().IndexOf(sum);
        var sources = numbering.SourcesOf(position);
        if (input >= sources.Count || sources.Count(source => source.Range == sources[input].Range) > 1) yield break;

        var projected = sources[input];
        string name = numbering.Free(projected.Value + "_projection");
        var renamed = numbering.Insert(position, "conv", [name], source => source == projected);
        if (renamed is null) yield break;
        string stride = Stride(
            place.Number(IssueProperty.ProjectionStrideRows) ?? 1, place.Number(IssueProperty.ProjectionStrideColumns) ?? 1);
        string convolution = Invariant.Format(
            $"{AttributeText.QualifierOf(sum.Syntax)}ConvLayer({maps}, Kernel = 1{stride}, Name = {AttributeText.Literal(name)}, From = "
                + $"{AttributeText.Literal(projected.Value)})");
        yield return new(
            $"Project '{projected.Value}' with a 1x1 convolution",
            [
                AttributeText.InsertBefore(sum.Syntax, place.Text, convolution),
                new TextChange(new(projected.Range.Start, projected.Range.Length), AttributeText.Literal(name)),
                .. renamed,
            ]);
    }

    private static string Stride(int rows, int columns) =>
        (rows, columns) == (1, 1) ? "" : rows == columns
            ? Invariant.Format($", Stride = {rows}") : Invariant.Format($", StrideHeight = {rows}, StrideWidth = {columns}");
}
