using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>
/// A correction of a network that is declared with attributes. What is right is the language's to say: it stands in the diagnostic's
/// properties (<see cref="Dsl.IssueProperty"/>), and a fix only writes it.
/// </summary>
public abstract class NetworkCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var place = new DeclarationPlace(diagnostic, root, model, text, context.CancellationToken);
            foreach (var correction in Corrections(place)) context.RegisterCodeFix(
                ActionOf(correction, context.Document, text), diagnostic);
        }
    }

    /// <summary>
    /// The ways to correct a diagnostic; none where it does not say how, or where it is written in a way that is not understood.
    /// </summary>
    internal abstract IEnumerable<Correction> Corrections(DeclarationPlace place);

    private CodeAction ActionOf(Correction correction, Document document, SourceText text) => CodeAction.Create(
        correction.Title,
        _ => Task.FromResult(document.WithText(text.WithChanges(correction.Changes.OrderBy(change => change.Span.Start)))),
        GetType().Name + correction.Kind);
}
