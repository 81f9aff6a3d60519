using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace Cnn.Benchmarks.Kernels;

/// <summary>The command that runs BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    /// <summary>Measures and prints BenchmarkDotNet's table.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        BenchmarkRunner.Run<KernelBenchmarks>(DefaultConfig.Instance.WithArtifactsPath(Path.Combine(AppContext.BaseDirectory,
            "BenchmarkDotNet.Artifacts")));
        return 0;
    }
}
