using System.Collections.Immutable;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes.Tests;

/// <summary>Applies code fixes to a file in memory, as an editor does.</summary>
internal static class FixHarness
{
    /// <summary>An action that is offered.</summary>
    /// <param name="Diagnostic">The diagnostic that it is offered for.</param>
    /// <param name="Action">The action.</param>
    internal sealed record Offer(Diagnostic Diagnostic, CodeAction Action);

    /// <summary>What a fix offers for the diagnostics of a file, in the order of the file.</summary>
    public static async Task<Offer[]> OffersOf(NetworkCodeFix fix, string source, params Diagnostic[] others)
    {
        var document = DocumentOf(source);
        var offers = new List<Offer>();
        foreach (var diagnostic in (await DiagnosticsOf(document)).Concat(others)
            .Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offers.Add(new(diagnostic, action)),
                CancellationToken.None));
        return [.. offers];
    }

    /// <summary>The file after an action.</summary>
    public static async Task<string> Apply(CodeAction action)
    {
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None)));
        var document = Assert.Single(Assert.Single(operation.ChangedSolution.Projects).Documents);
        return (await document.GetTextAsync()).ToString();
    }

    /// <summary>The file after the same action on all diagnostics of one id.</summary>
    public static async Task<string> ApplyToAll(NetworkCodeFix fix, string source, string id)
    {
        var document = DocumentOf(source);
        var diagnostics = (await DiagnosticsOf(document)).Where(diagnostic => diagnostic.Id == id).ToImmutableArray();
        CodeAction? first = null;
        await fix.RegisterCodeFixesAsync(new(document, diagnostics[0], (action, _) => first ??= action, CancellationToken.None));
        var context = new FixAllContext(document, fix, FixAllScope.Document, first!.EquivalenceKey!, [id], new Known(diagnostics),
            CancellationToken.None);
        return await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    /// <summary>
    /// Applies the only action that is offered, or the one of this title, and asserts the file after it: its text, that no diagnostic of
    /// the id is left in it, and that it compiles together with the code that is generated of it.
    /// </summary>
    public static async Task Fixes(NetworkCodeFix fix, string id, string source, string expected, string? title = null)
    {
        var offers = (await OffersOf(fix, source))
            .Where(offer => offer.Diagnostic.Id == id && (title is null || offer.Action.Title == title)).ToArray();
        var offer = Assert.Single(offers);
        string after = await Apply(offer.Action);
        Assert.Equal(expected, after);
        Compiles(after, id);
    }

    /// <summary>Asserts that a file compiles, and that nothing of an id is said of it.</summary>
    public static void Compiles(string source, string id)
    {
        var result = Harness.Compile(("Net.cs", source));
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id == id || diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static Document DocumentOf(string source)
    {
        var workspace = new AdhocWorkspace();
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Project", "Project", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
            metadataReferences: Harness.References);
        return workspace.AddProject(project).AddDocument("Net.cs", SourceText.From(source, System.Text.Encoding.UTF8), filePath: "Net.cs");
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        var diagnostics = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
