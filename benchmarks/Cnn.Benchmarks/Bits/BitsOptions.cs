using Cnn.Benchmarks.Children;

namespace Cnn.Benchmarks.Bits;

/// <summary>Whose bits are printed.</summary>
/// <param name="Mode">Predictions or training steps.</param>
/// <param name="Networks">Names of classes, with or without their namespace, in any case; empty for all that were compiled.</param>
/// <param name="Threads">Numbers of threads.</param>
/// <param name="IsOneWidth">Whether only this process's vectors are used, and no narrower ones.</param>
internal sealed record BitsOptions(Mode Mode, IReadOnlyList<string> Networks, IReadOnlyList<int> Threads, bool IsOneWidth);
