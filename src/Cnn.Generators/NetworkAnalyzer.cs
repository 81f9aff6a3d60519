using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cnn.Generators;

/// <summary>Shows, while they are typed, all that is wrong with networks: on classes and in <c>.cnn</c> files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var files = new NetworkFiles(start.Options.AdditionalFiles);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, files), SymbolKind.NamedType);
            start.RegisterAdditionalFileAction(file => AnalyzeFile(file, files));
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, NetworkFiles files)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (CnnAttributes.Of(type, context.CancellationToken) is not { } attributes)
        {
            foreach (var issue in files.IssuesAt(type, context.Compilation, context.CancellationToken)) Report(issue);
            return;
        }
        if (ClassReader.StrayLayers(type, attributes) is { } stray) Report(stray);
        if (ClassReader.Read(type, attributes, context.Compilation, context.CancellationToken) is not { } reading) return;
        var used = reading.Text is null
            ? UsedFiles.None : reading.UsedIn(files.Project(context.CancellationToken), context.CancellationToken);
        var network = SourceReader.Read(reading, used, context.CancellationToken);
        foreach (var issue in network.Issues) Report(issue);
        if (TooOld(context.Compilation) is { } version) Report(LanguageCheck.IssueOf(network, version));
        if (WrongWidths(context.Options) is { } wrong) Report(WrittenWidths.IssueOf(network, wrong));

        void Report(Issue issue) => context.ReportDiagnostic(Descriptors.ToDiagnostic(issue, Locations.In(type, issue.Range)));
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, NetworkFiles files)
    {
        if (!TextFileReader.IsNetworkFile(context.AdditionalFile)) return;
        var reading = files.Read(context.AdditionalFile, context.CancellationToken);
        foreach (var issue in reading.Issues) Report(issue);
        if (reading.Networks.Count == 0) return;
        var names = files.Names(context.Compilation, context.CancellationToken);
        foreach (var network in reading.Networks)
        {
            foreach (var issue in TextClass.Join(network, context.Compilation).Issues.Where(issue => IsOf(network, issue))) Report(issue);
            if (TooOld(context.Compilation) is { } version) Report(LanguageCheck.IssueOf(network, version));
            if (WrongWidths(context.Options) is { } wrong) Report(WrittenWidths.IssueOf(network, wrong));
            if (names.DuplicateOf(network) is { } duplicate) Report(duplicate);
        }

        void Report(Issue issue) => context.ReportDiagnostic(Descriptors.ToDiagnostic(issue, Locations.Of(issue.Range)));
    }

    // What is wrong with the C# beside a text is reported where that C# is, so that editors show it.
    private static bool IsOf(NetworkReading network, Issue issue) => issue.Range.Path == network.Identity.Path;

    private static string? WrongWidths(AnalyzerOptions options) =>
        WrittenWidths.Read(options.AnalyzerConfigOptionsProvider.GlobalOptions).Wrong;

    private static string? TooOld(Compilation compilation) =>
        compilation.SyntaxTrees.Select(tree => LanguageCheck.TooOld(tree.Options)).FirstOrDefault();

    /// <summary>The <c>.cnn</c> files of a compilation, each read once: to know a duplicate, each file has to know the others.</summary>
    private sealed class NetworkFiles(ImmutableArray<AdditionalText> files)
    {
        private readonly ConcurrentDictionary<AdditionalText, TextReading> _readings = new();
        private CnnProject? _project;
        private ILookup<string, NetworkReading>? _networks;
        private NetworkNames? _names;

        // Two threads may both make it, and make the same.
        public CnnProject Project(CancellationToken cancellation) =>
            _project ??= new(files.Where(TextFileReader.IsNetworkFile).Select(file => TextFileReader.Load(file, cancellation)));

        public TextReading Read(AdditionalText file, CancellationToken cancellation) => _readings.GetOrAdd(file, unread =>
        {
            var loaded = TextFileReader.Load(unread, cancellation);
            return TextFileReader.Read(new(loaded, Project(cancellation).UsedBy(loaded.Path, loaded.Text, cancellation)), cancellation);
        });

        /// <summary>What is wrong with a type for having the name of a text's network.</summary>
        public IEnumerable<Issue> IssuesAt(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
        {
            if (files.IsEmpty || type.ContainingType is not null) return [];
            _networks ??= Networks(cancellation).ToLookup(network => network.Identity.Name, StringComparer.Ordinal);
            var network = _networks[type.Name].FirstOrDefault(candidate => candidate.Identity.FullName == ClassShape.FullNameOf(type));
            return network is null ? [] : TextClass.Join(network, compilation).Issues.Where(issue => !IsOf(network, issue));
        }

        private IEnumerable<NetworkReading> Networks(CancellationToken cancellation) =>
            files.Where(TextFileReader.IsNetworkFile).SelectMany(file => Read(file, cancellation).Networks);

        /// <summary>
        /// The names of all networks of texts, and of the classes called like one. The compilation is the same each time.
        /// </summary>
        public NetworkNames Names(Compilation compilation, CancellationToken cancellation) =>
            _names ??= FindNames(compilation, cancellation);

        private NetworkNames FindNames(Compilation compilation, CancellationToken cancellation)
        {
            var texts = Networks(cancellation).Select(network => (network.Identity, Name: network.NameRange)).ToArray();
            var classes = texts
                .Select(text => compilation.Assembly.GetTypeByMetadataName(text.Identity.FullName))
                .OfType<INamedTypeSymbol>()
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
                .Select(type => (Type: type, CnnAttributes.Of(type, cancellation)?.Network))
                .Where(entry => entry.Network is not null)
                .Select(entry => (new NetworkIdentity(ClassShape.FullNameOf(entry.Type), "", 0), NameIn(entry.Network!.Declaration!)));
            return NetworkNames.Of(classes.Concat(texts));
        }

        private static SourceRange NameIn(SyntaxNode declaration) =>
            declaration is TypeDeclarationSyntax type ? SourceRanges.RangeOf(type.Identifier) : SourceRanges.RangeOf(declaration);
    }
}
