using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Cnn.TestSupport;

/// <summary>What came of compiling with the generator and the analyzer.</summary>
/// <param name="Output">The compilation, generated sources in it.</param>
/// <param name="Run">The generator's run.</param>
/// <param name="AnalyzerDiagnostics">What the analyzer says.</param>
/// <param name="CompilerDiagnostics">What the compiler says, warnings and errors; of generated code too.</param>
public sealed record HarnessResult(
    Compilation Output,
    GeneratorDriverRunResult Run,
    ImmutableArray<Diagnostic> AnalyzerDiagnostics,
    ImmutableArray<Diagnostic> CompilerDiagnostics)
{
    /// <summary>What the generator itself says; nothing, unless analyzers are off.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics => Run.Diagnostics;

    /// <summary>Everything that anyone says.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. GeneratorDiagnostics, .. AnalyzerDiagnostics, .. CompilerDiagnostics];

    /// <summary>The generated sources by hint name, sorted by it.</summary>
    public IReadOnlyDictionary<string, string> GeneratedSources { get; } = new SortedDictionary<string, string>(
        Run.Results.SelectMany(result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
        StringComparer.Ordinal);

    /// <summary>The diagnostics of one id.</summary>
    public ImmutableArray<Diagnostic> OfId(string id) => [.. Diagnostics.Where(diagnostic => diagnostic.Id == id)];

    /// <summary>Emits the compilation, without optimisation switched off, and loads it in a context of its own.</summary>
    /// <exception cref="InvalidOperationException">It has errors; the message lists them.</exception>
    public Assembly LoadAssembly() =>
        new AssemblyLoadContext(Output.AssemblyName, isCollectible: false).LoadFromStream(new MemoryStream(EmitAssembly()));

    /// <summary>Emits the compilation, without optimisation switched off.</summary>
    /// <exception cref="InvalidOperationException">It has errors; the message lists them.</exception>
    public byte[] EmitAssembly()
    {
        using var stream = new MemoryStream();
        var emitted = Output.Emit(stream);
        if (!emitted.Success)
            throw new InvalidOperationException("The compilation has errors:\n" + string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return stream.ToArray();
    }
}
