using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cnn.TestSupport;

/// <summary>
/// What came of compiling with the generator and the analyzer. Code is bound when diagnostics are asked for, and once for the compiler's
/// and the analyzer's.
/// </summary>
public sealed class HarnessResult
{
    private readonly Lazy<ImmutableArray<Diagnostic>> _all, _declared;

    /// <summary>Keeps what was compiled.</summary>
    /// <param name="declared">The compilation, without generated sources.</param>
    /// <param name="output">The compilation, generated sources in it.</param>
    /// <param name="run">The generator's run.</param>
    /// <param name="options">What the analyzer reads beside the compilation.</param>
    public HarnessResult(Compilation declared, Compilation output, GeneratorDriverRunResult run, AnalyzerOptions options)
    {
        (Output, Run) = (output, run);
        GeneratedSources = new SortedDictionary<string, string>(
            run.Results.SelectMany(result => result.GeneratedSources)
                .ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
            StringComparer.Ordinal);
        _all = new(() => Diagnose(output, options));
        _declared = new(() => [.. Diagnose(declared, options).Where(diagnostic => !IsCompilers(diagnostic))]);
    }

    /// <summary>The compilation, generated sources in it.</summary>
    public Compilation Output { get; }

    /// <summary>The generator's run.</summary>
    public GeneratorDriverRunResult Run { get; }

    /// <summary>The generated sources by hint name, sorted by it.</summary>
    public IReadOnlyDictionary<string, string> GeneratedSources { get; }

    /// <summary>What the analyzer says.</summary>
    public ImmutableArray<Diagnostic> AnalyzerDiagnostics =>
        [.. _all.Value.Where(diagnostic => !IsCompilers(diagnostic)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    /// <summary>What the compiler says, warnings and errors; of generated code too.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        [.. _all.Value.Where(diagnostic => IsCompilers(diagnostic) && diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>What the generator itself says; nothing, unless analyzers are off.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics => Run.Diagnostics;

    /// <summary>Everything that anyone says.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. GeneratorDiagnostics, .. AnalyzerDiagnostics, .. CompilerDiagnostics];

    /// <summary>
    /// What the generator and the analyzer say of the declarations alone: no generated code is bound, which is most of the work.
    /// </summary>
    public ImmutableArray<Diagnostic> DeclarationDiagnostics => [.. GeneratorDiagnostics, .. DeclarationAnalyzerDiagnostics];

    /// <summary>What the analyzer says of the declarations alone.</summary>
    public ImmutableArray<Diagnostic> DeclarationAnalyzerDiagnostics => _declared.Value;

    /// <summary>The diagnostics of one id.</summary>
    public ImmutableArray<Diagnostic> OfId(string id) => [.. Diagnostics.Where(diagnostic => diagnostic.Id == id)];

    /// <summary>Emits the compilation, without optimisation switched off, and loads it in a context of its own.</summary>
    /// <exception cref="InvalidOperationException">It has errors; the message lists them.</exception>
    public Assembly LoadAssembly() =>
        new AssemblyLoadContext(Output.AssemblyName, isCollectible: false).LoadFromStream(new MemoryStream(Emit(Output)));

    /// <summary>Emits a compilation.</summary>
    /// <exception cref="InvalidOperationException">It has errors; the message lists them.</exception>
    internal static byte[] Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success)
            throw new InvalidOperationException("The compilation has errors:\n"
                + string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return stream.ToArray();
    }

    // An analyzer that throws is reported as AD0001, which is a diagnostic like others: so it shows in every test.
    private static ImmutableArray<Diagnostic> Diagnose(Compilation compilation, AnalyzerOptions options) => compilation
        .WithAnalyzers(
            [new NetworkAnalyzer()],
            new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true,
                logAnalyzerExecutionTime: false))
        .GetAllDiagnosticsAsync().GetAwaiter().GetResult();

    private static bool IsCompilers(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);
}
