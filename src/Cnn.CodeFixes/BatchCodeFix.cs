using System.Collections.Immutable;
using System.Composition;
using Cnn.Dsl;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cnn.CodeFixes;

/// <summary>Makes a network fit into memory by the largest batch with which it does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BatchCodeFix)), Shared]
public sealed class BatchCodeFix : NetworkCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [.. IssueCatalog.All.Select(issue => issue.Id).Where(id => id.StartsWith("CNN3", StringComparison.Ordinal))];

    internal override IEnumerable<Correction> Corrections(DeclarationPlace place)
    {
        if (place.Attributes() is not { Network: { } network }) yield break;
        (string Option, string Attribute, string Property, string What)[] batches =
        [
            ("batch", nameof(NetworkAttribute.Batch), IssueProperty.Batch, "Train with"),
            ("inferenceBatch", nameof(NetworkAttribute.InferenceBatch), IssueProperty.InferenceBatch, "Predict"),
        ];
        foreach (var (option, attribute, property, what) in batches)
        {
            if (place.Number(property) is not { } largest || IsInText(network, option)) continue;
            string title = Invariant.Format($"{what} {largest} instance{(largest == 1 ? "" : "s")} at a time");
            yield return new(title, [AttributeText.Set(network.Syntax, attribute, Invariant.Format($"{largest}"))], option);
        }
    }

    // A batch that the network's text gives cannot be given here as well.
    private static bool IsInText(CnnAttributes.Application network, string option)
    {
        var source = AttributeArguments.Of(network).FirstOrDefault(argument => argument.Name == AttributeReader.Source);
        return source?.Value.Value is string text
            && CnnParser.ParseSource(text, new("Network", SourceRange.None), "").Networks.Any(
                parsed => parsed.Options.Any(written => written.Name == option));
    }
}
