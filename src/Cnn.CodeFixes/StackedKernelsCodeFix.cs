using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>Puts several 3×3 convolutions in the place of one with a large kernel that sees as much.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StackedKernelsCodeFix)), Shared]
public sealed class StackedKernelsCodeFix : NetworkCodeFix
{
    // Nobody wants to read more of them; 31x31 are 15.
    private const int MostLayers = 15;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [IssueCatalog.LargeKernel.Id];

    /// <summary>None: each stack counts the convolutions after it anew.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Number(IssueProperty.StackedLayers) is not (> 1 and <= MostLayers and var count)) yield break;
        if (place.Attributes() is not { } attributes
            || place.Layer(attributes) is not { Definition: { } definition } convolution) yield break;
        // The last of them takes the place of the one: its name, and whoever reads it.
        int position = attributes.Layers.ToList().IndexOf(convolution);
        var renamed = LayerNumbering.Of(attributes)?.Insert(position, definition.Keyword, new string?[count - 1], static _ => false);
        if (renamed is null) yield break;
        var layers = Enumerable.Range(0, count).Select(i => Layer(convolution.Syntax, place, isFirst: i == 0, isLast: i == count - 1))
            .ToArray();
        var stack = AttributeText.Replace(convolution.Syntax, place.Text, layers);
        if (renamed.Any(change => stack.Span.OverlapsWith(change.Span))) yield break;
        yield return new(Invariant.Format($"Use {count} 3x3 convolutions, which see as much"), [stack, .. renamed]);
    }

    private static string Layer(AttributeSyntax attribute, DeclarationPlace place, bool isFirst, bool isLast)
    {
        var arguments = new List<string>();
        foreach (var argument in attribute.ArgumentList!.Arguments)
        {
            string? text = AttributeText.PropertyOf(argument) switch
            {
                nameof(ConvLayerAttribute.Kernel) or nameof(ConvLayerAttribute.KernelHeight) => "Kernel = 3",
                nameof(ConvLayerAttribute.KernelWidth) => null,
                nameof(LayerAttribute.Name) when !isLast => null,
                nameof(LayerAttribute.From) when !isFirst => null,
                nameof(ConvLayerAttribute.Pad) when place.Property(IssueProperty.StackedPad) is { } pad => "Pad = [" + pad + "]",
                nameof(ConvLayerAttribute.Pad) when !isFirst => null,
                null when !isLast && place.Property(IssueProperty.StackedMaps) is { } maps => argument.NameColon?.ToFullString() + maps,
                _ => argument.ToString(),
            };
            if (text is not null) arguments.Add(text);
        }
        if (!isLast && place.Property(IssueProperty.StackedActivation) is { } activation)
            arguments.Add($"Activation = {AttributeText.QualifierOf(attribute)}Activation.{activation}");
        return attribute.Name + "(" + string.Join(", ", arguments) + ")";
    }
}
