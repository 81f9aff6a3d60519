namespace Cnn.Benchmarks.Optimizers;

/// <summary>Whose parameters are updated.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Threads">Numbers of threads.</param>
/// <param name="Seconds">How long each side of each row is measured.</param>
internal sealed record OptimizersOptions(string Network, IReadOnlyList<int> Threads, double Seconds);
