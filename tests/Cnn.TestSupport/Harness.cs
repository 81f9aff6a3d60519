using System.Collections.Immutable;
using System.Xml.Linq;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cnn.TestSupport;

/// <summary>Compiles C# sources and <c>.cnn</c> files in memory, as a build with the generator's package does.</summary>
public static class Harness
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    /// <summary>The running framework's assemblies, <c>Cnn.Dsl</c> and <c>Cnn.Runtime</c>.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(NetworkInfo).Assembly.Location),
    ];

    /// <summary>
    /// Compiles; files that end in <c>.cs</c> are sources, one that ends in <c>.csproj</c> may say <c>LangVersion</c> and
    /// <c>CnnVectorWidths</c>, and all others are additional files.
    /// </summary>
    public static HarnessResult Compile(params (string Path, string Text)[] files) => Compile(new BuildProperties(), files);

    /// <summary>Compiles under MSBuild properties.</summary>
    public static HarnessResult Compile(BuildProperties properties, params (string Path, string Text)[] files)
    {
        string project = files.FirstOrDefault(file => IsProject(file.Path)).Text ?? "";
        var parse = XElement.Parse("<Project>" + project + "</Project>").Descendants("LangVersion").FirstOrDefault() is { } version
            ? s_parse.WithLanguageVersion(LanguageVersionFacts.TryParse(version.Value, out var known) ? known
                : throw new ArgumentException($"'{version.Value}' is no version of C#.", nameof(files)))
            : s_parse;
        if (XElement.Parse("<Project>" + project + "</Project>").Descendants("CnnVectorWidths").FirstOrDefault() is { } widths)
            properties = properties.And("_CnnVectorWidths", widths.Value.Replace(';', ','));
        var compilation = Compilation(files.Where(file => IsSource(file.Path)), parse);
        var texts = files.Where(file => !IsSource(file.Path) && !IsProject(file.Path))
            .Select(file => (AdditionalText)new InMemoryText(file.Path, file.Text));
        return Compile(properties, compilation, [.. texts]);
    }

    /// <summary>The assembly that the networks of a <c>.cnn</c> text become; nobody asks the analyzer.</summary>
    /// <exception cref="InvalidOperationException">The generated code has errors; the message lists them.</exception>
    public static byte[] CompileNetworks(string text)
    {
        Driver([new InMemoryText("Networks.cnn", text)]).RunGeneratorsAndUpdateCompilation(Compilation([]), out var output, out _);
        return HarnessResult.Emit(output);
    }

    /// <summary>Runs the generator and the analyzer over a compilation.</summary>
    public static HarnessResult Compile(BuildProperties properties, CSharpCompilation compilation, ImmutableArray<AdditionalText> texts)
    {
        var parse = compilation.SyntaxTrees.Select(tree => (CSharpParseOptions)tree.Options).FirstOrDefault() ?? s_parse;
        var driver = Driver(texts, properties, parse).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var run = driver.GetRunResult();
        foreach (var result in run.Results)
            if (result.Exception is { } exception) throw new InvalidOperationException("The generator failed.", exception);
        return new(compilation, output, run, new AnalyzerOptions(texts, properties));
    }

    /// <summary>A compilation of C# sources, without the generator's.</summary>
    public static CSharpCompilation Compilation(IEnumerable<(string Path, string Text)> sources, CSharpParseOptions? parse = null) =>
        CSharpCompilation.Create(
        "Generated",
        sources.Select(source => Tree(source.Path, source.Text, parse)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A source as these compilations read it.</summary>
    public static SyntaxTree Tree(string path, string text, CSharpParseOptions? parse = null) =>
        CSharpSyntaxTree.ParseText(text, parse ?? s_parse, path, System.Text.Encoding.UTF8);

    /// <summary>A driver of the generator that tracks its steps.</summary>
    public static CSharpGeneratorDriver Driver(ImmutableArray<AdditionalText> texts = default, BuildProperties? properties = null,
        CSharpParseOptions? parse = null) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        texts.IsDefault ? [] : texts,
        parse ?? s_parse,
        properties ?? new BuildProperties(),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.Ordinal);

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal);
}
