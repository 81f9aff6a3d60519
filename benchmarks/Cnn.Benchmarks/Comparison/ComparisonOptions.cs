using Cnn.Benchmarks.Children;

namespace Cnn.Benchmarks.Comparison;

/// <summary>What the program was asked to compare.</summary>
/// <param name="Mode">What is run.</param>
/// <param name="Networks">The networks' names.</param>
/// <param name="Threads">Numbers of threads.</param>
/// <param name="Batches">Instances of a call; empty for 1 and 16 at inference, and the network's own batch in training.</param>
/// <param name="Peers">Whom to compare with.</param>
/// <param name="Seconds">How long each side of each row is measured.</param>
/// <param name="MeasuresMemory">Whether each side also runs alone, to see how much memory it takes.</param>
/// <param name="Json">Where to write the rows; null for nowhere.</param>
internal sealed record ComparisonOptions(
    Mode Mode, IReadOnlyList<string> Networks, IReadOnlyList<int> Threads, IReadOnlyList<int> Batches, IReadOnlyList<Side> Peers,
        double Seconds, bool MeasuresMemory, string? Json);
