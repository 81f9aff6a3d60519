namespace Cnn.Benchmarks.Startup;

/// <summary>What the program was asked to start.</summary>
/// <param name="Networks">The networks' names.</param>
/// <param name="Threads">Threads of each side.</param>
internal sealed record StartupOptions(IReadOnlyList<string> Networks, int Threads);
