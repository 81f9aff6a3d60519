using BenchmarkDotNet.Attributes;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators.Benchmarks;

/// <summary>The generator's stages, each with nothing but its input, when their code is warm.</summary>
[InProcess, MemoryDiagnoser]
public class StageBenchmarks
{
    private NetworkFile _file = null!;
    private NetworkDeclaration _declaration = null!;
    private NetworkSpec _spec = null!;

    /// <summary>The networks.</summary>
    public static IEnumerable<string> Networks => NetworkFile.Names;

    /// <summary>The network to measure.</summary>
    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    /// <summary>Reads the network.</summary>
    [GlobalSetup]
    public void Read()
    {
        _file = NetworkFile.Own(Network);
        _declaration = _file.Parse();
        _spec = _file.Resolve();
    }

    /// <summary>From text to a declaration, blocks written out.</summary>
    [Benchmark]
    public object Parse() => _file.Parse();

    /// <summary>What is done while its author types: names, shapes and rules, and that the plan fits into memory.</summary>
    [Benchmark]
    public object ResolveAndCheck() => NetworkChecker.Check(_declaration);

    /// <summary>From the spec to the plans of inference and training.</summary>
    [Benchmark]
    public object Plan() => Planner.Plan(_spec);

    /// <summary>From the spec to the text of all files; planning is part of it.</summary>
    [Benchmark]
    public object PlanAndEmit() => NetworkEmitter.Emit(NetworkFile.Shell(_spec), _spec, CancellationToken.None);
}
