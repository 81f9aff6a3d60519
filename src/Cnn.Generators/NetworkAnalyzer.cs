using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
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
        if (CnnAttributes.Of(type, context.CancellationToken) is not { } attributes) return;
        if (ClassReader.StrayLayers(type, attributes) is { } stray) Report(stray);
        if (ClassReader.Read(type, attributes, context.CancellationToken) is not { } reading) return;
        var used = reading.Text is null ? UsedFiles.None : reading.UsedIn(files.Project(context.CancellationToken));
        foreach (var issue in reading.Read(used, context.CancellationToken).Issues) Report(issue);

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
            foreach (var issue in network.Issues) Report(issue);
            if (names.DuplicateOf(network) is { } duplicate) Report(duplicate);
        }

        void Report(Issue issue) => context.ReportDiagnostic(Descriptors.ToDiagnostic(issue, Locations.Of(issue.Range)));
    }

    /// <summary>The <c>.cnn</c> files of a compilation, each read once: to know a duplicate, each file has to know the others.</summary>
    private sealed class NetworkFiles(ImmutableArray<AdditionalText> files)
    {
        private readonly ConcurrentDictionary<AdditionalText, TextReading> _readings = new();
        private CnnProject? _project;

        // Two threads may both make it, and make the same.
        public CnnProject Project(CancellationToken cancellation) =>
            _project ??= new(files.Where(TextFileReader.IsNetworkFile).Select(file => TextFileReader.Load(file, cancellation)));

        public TextReading Read(AdditionalText file, CancellationToken cancellation) => _readings.GetOrAdd(file, unread =>
        {
            var loaded = TextFileReader.Load(unread, cancellation);
            return TextFileReader.Read(new(loaded, Project(cancellation).UsedBy(loaded.Path, loaded.Text)), cancellation);
        });

        public NetworkNames Names(Compilation compilation, CancellationToken cancellation)
        {
            var texts = files.Where(TextFileReader.IsNetworkFile).SelectMany(file => Read(file, cancellation).Networks).Select(network => network.Identity).ToArray();
            var classes = texts
                .Select(identity => identity.FullName)
                .Distinct(StringComparer.Ordinal)
                .Where(name => IsNetworkClass(compilation.Assembly.GetTypeByMetadataName(name), cancellation))
                .Select(name => new NetworkIdentity(name, "", 0));
            return NetworkNames.Of(classes.Concat(texts));
        }

        private static bool IsNetworkClass(INamedTypeSymbol? type, CancellationToken cancellation) =>
            type is not null && CnnAttributes.Of(type, cancellation) is { Network: not null };
    }
}
