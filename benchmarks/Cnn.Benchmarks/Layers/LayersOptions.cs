using Cnn.Benchmarks.Children;

namespace Cnn.Benchmarks.Layers;

/// <summary>Which pass is taken apart.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Mode">Inference or training.</param>
/// <param name="Batch">Instances; null for 1 at inference and the network's batch in training.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Seconds">How long it is measured.</param>
internal sealed record LayersOptions(string Network, Mode Mode, int? Batch, int Threads, double Seconds);
