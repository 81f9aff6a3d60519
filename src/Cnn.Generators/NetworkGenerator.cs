using System.Collections.Immutable;
using System.Text;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.Generators;

/// <summary>
/// Writes the code of the networks that attributes and <c>.cnn</c> files declare. Only the pipeline stands here: models carry what emission
/// needs and nothing of where it was written, so that most edits end at a step whose result is as it was.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps.</summary>
    internal static class Steps
    {
        public const string Classes = "Classes", Project = "Project", Texts = "Texts", Names = "Names", ClassModels = "ClassModels",
        TextModels = "TextModels", Issues = "Issues";

        public static readonly ImmutableArray<string> Models = [ClassModels, TextModels];
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Any edit of a .cnn file makes another project; what of it each text uses is found out first, so that only its users are read
        // again.
        var unread = context.AdditionalTextsProvider.Where(TextFileReader.IsNetworkFile).Select(TextFileReader.Load);
        var project = unread.Collect().Select(static (files, _) => new CnnProject(files)).WithTrackingName(Steps.Project);

        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(CnnAttributes.NetworkMetadataName, IsType, ClassReader.ReadNode)
            .WhereNotNull()
            .Combine(project)
            .Select(static (pair, cancellation) => (Class: pair.Left, Used: pair.Left.UsedIn(pair.Right, cancellation)))
            .Select(static (pair, cancellation) => SourceReader.Read(pair.Class, pair.Used, cancellation))
            .WithTrackingName(Steps.Classes);

        var files = unread
            .Combine(project)
            .Select(static (pair, cancellation) => new TextFile(pair.Left, pair.Right.UsedBy(pair.Left.Path, pair.Left.Text, cancellation)))
            .Select(TextFileReader.Read)
            .WithTrackingName(Steps.Texts);
        var texts = files.SelectMany(static (file, _) => file.Networks)
            .Combine(context.CompilationProvider)
            .Select(static (pair, _) => TextClass.Join(pair.Left, pair.Right));

        var names = classes.Select(static (reading, _) => (reading.Identity, reading.NameRange)).Collect()
            .Combine(texts.Select(static (reading, _) => (reading.Identity, reading.NameRange)).Collect())
            .Select(static (networks, _) => NetworkNames.Of(networks.Left.Concat(networks.Right)))
            .WithTrackingName(Steps.Names);

        // What takes the whole project to know: its version of C#, and the networks of its texts.
        var widths = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => WrittenWidths.Read(options.GlobalOptions));
        var projectFacts = names.Combine(context.ParseOptionsProvider.Select(static (options, _) => LanguageCheck.TooOld(options)))
            .Combine(widths)
            .Select(static (facts, _) => new ProjectFacts(facts.Left.Left, facts.Left.Right, facts.Right.Wrong));
        classes = classes.Combine(projectFacts).Select(Finish);
        texts = texts.Combine(projectFacts).Select(Finish);

        var classModels = classes.Combine(names).Select(Place).WhereNotNull().WithTrackingName(Steps.ClassModels);
        var textModels = texts.Combine(names).Select(Place).WhereNotNull().WithTrackingName(Steps.TextModels);
        context.RegisterSourceOutput(classModels.Combine(widths), Emit);
        context.RegisterSourceOutput(textModels.Combine(widths), Emit);

        ReportWhereAnalyzersDoNot(context, classes, files, texts, names);
    }

    // A wrong network must not build green because somebody switched analyzers off to build faster.
    private static void ReportWhereAnalyzersDoNot(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<NetworkReading> classes,
        IncrementalValuesProvider<TextReading> files,
        IncrementalValuesProvider<NetworkReading> texts,
        IncrementalValueProvider<NetworkNames> names)
    {
        var isOff = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => AnalyzersAreOff(options.GlobalOptions))
            .Combine(Suppressions.In(context.SyntaxProvider))
            .Select(static (either, _) => either.Left || either.Right);
        Report(classes.SelectMany(static (reading, _) => reading.Issues));
        Report(files.SelectMany(static (reading, _) => reading.Issues));
        Report(texts.SelectMany(static (reading, _) => reading.Issues));
        Report(texts.Combine(names).Select(static (pair, _) => pair.Right.DuplicateOf(pair.Left)).WhereNotNull());
        foreach (string attribute in CnnAttributes.LayerMetadataNames)
            Report(context.SyntaxProvider.ForAttributeWithMetadataName(attribute, IsType, StrayLayer).WhereNotNull());
        Report(context.SyntaxProvider.ForAttributeWithMetadataName(CnnAttributes.BudgetMetadataName, IsType, StrayBudget).WhereNotNull());
        Report(context.SyntaxProvider.ForAttributeWithMetadataName(CnnAttributes.LossMetadataName, IsType, StrayLoss).WhereNotNull());
        Report(context.SyntaxProvider.ForAttributeWithMetadataName(CnnAttributes.OptimizerMetadataName, IsType, StrayOptimizer)
            .WhereNotNull());

        void Report(IncrementalValuesProvider<Issue> issues) => context.RegisterSourceOutput(
            issues.Where(static issue => issue.Descriptor.Severity == IssueSeverity.Error).Combine(isOff).WithTrackingName(Steps.Issues),
            static (output, pair) =>
            {
                if (pair.Right) output.ReportDiagnostic(Descriptors.ToDiagnostic(pair.Left, Locations.Of(pair.Left.Range)));
            });
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    private sealed record ProjectFacts(NetworkNames Names, string? OldLanguage, string? WrongWidths);

    private static NetworkReading Finish((NetworkReading Reading, ProjectFacts Project) pair, CancellationToken cancellation)
    {
        var (reading, (names, oldLanguage, wrongWidths)) = pair;
        if (reading.UnknownBase is { } baseName && names.HasText(baseName.Value)) reading = UsersCode.OfDerived(
            reading.Identity.Name, baseName).ApplyTo(reading);
        if (wrongWidths is not null) reading =
            reading with { Issues = reading.Issues.Append(WrittenWidths.IssueOf(reading, wrongWidths)).ToEquatableArray() };
        return oldLanguage is null
            ? reading
            : reading with { Model = null, Issues = reading.Issues.Append(LanguageCheck.IssueOf(reading, oldLanguage)).ToEquatableArray() };
    }

    private static NetworkModel? Place((NetworkReading Reading, NetworkNames Names) pair, CancellationToken cancellation) =>
        pair.Names.Place(pair.Reading);

    private static Issue? StrayLayer(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type
            || CnnAttributes.Of(type, cancellation) is not { Network: null } attributes) return null;
        // Each kind of layer on the class comes here; the first layer speaks for all.
        return context.Attributes.Contains(attributes.Layers[0].Data) ? ClassReader.StrayLayers(type, attributes) : null;
    }

    private static Issue? StrayBudget(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type
            && CnnAttributes.Of(type, cancellation) is { Network: null, Layers.Count: 0 } attributes
            ? ClassReader.StrayLayers(type, attributes)
            : null;

    private static Issue? StrayLoss(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type
            && CnnAttributes.Of(type, cancellation) is { Network: null, Layers.Count: 0, Budget: null } attributes
            ? ClassReader.StrayLayers(type, attributes)
            : null;

    private static Issue? StrayOptimizer(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type
            && CnnAttributes.Of(type, cancellation) is { Network: null, Layers.Count: 0, Budget: null, Loss: null } attributes
            ? ClassReader.StrayLayers(type, attributes)
            : null;

    private static void Emit(SourceProductionContext context, (NetworkModel Model, WrittenWidths Project) pair)
    {
        var (model, project) = pair;
        var sources = model.Spec is { } spec
            ? NetworkEmitter.Emit(model.Shell, spec, project.Target, context.CancellationToken)
            : SkeletonEmitter.Emit(model.Shell, model.Skeleton!);
        foreach (var source in sources) context.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
    }

    // As Microsoft.Managed.Core.targets decides: RunAnalyzers first, RunAnalyzersDuringBuild where it says nothing; and Visual Studio
    // leaves analyzers out of the builds that it starts itself, before a test run for example.
    private static bool AnalyzersAreOff(AnalyzerConfigOptions options)
    {
        string run = Property("RunAnalyzers");
        return Is(run, "false") || (run.Length == 0 && Is(Property("RunAnalyzersDuringBuild"), "false"))
            || Is(Property("IsImplicitlyTriggeredBuild"), "true");

        string Property(string name) => options.TryGetValue("build_property." + name, out string? value) ? value : "";

        static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);
    }
}
