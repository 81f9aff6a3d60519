using BenchmarkDotNet.Attributes;
using Cnn.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators.Benchmarks;

/// <summary>The generator as the compiler runs it: all at once, and again after an edit.</summary>
[InProcess, MemoryDiagnoser]
public class DriverBenchmarks
{
    private const string Before = "public class Elsewhere { public static int Number => 1; }",
        After = "public class Elsewhere { public static int Number => 2; }";

    private InMemoryText _text = null!;
    private CSharpCompilation _compilation = null!, _edited = null!;
    private GeneratorDriver _driver = null!;

    /// <summary>The networks.</summary>
    public static IEnumerable<string> Networks => NetworkFile.Names;

    /// <summary>The network to measure.</summary>
    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    /// <summary>Makes a project of the network and a class that has nothing to do with it.</summary>
    [GlobalSetup]
    public void Compile()
    {
        var file = NetworkFile.Own(Network);
        _text = new InMemoryText(file.Path, file.Text);
        _compilation = Harness.Compilation([("Elsewhere.cs", Before)]);
        _edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], Harness.Tree("Elsewhere.cs", After));
        _driver = Harness.Driver([_text]).RunGenerators(_compilation);
    }

    /// <summary>A first run: everything is generated, and the compiler parses it.</summary>
    [Benchmark]
    public object Run() => Harness.Driver([_text]).RunGenerators(_compilation);

    /// <summary>A run after an edit of the other class: every step of the network is cached.</summary>
    [Benchmark]
    public object RunAfterAnEditElsewhere() => _driver.RunGenerators(_edited);
}
