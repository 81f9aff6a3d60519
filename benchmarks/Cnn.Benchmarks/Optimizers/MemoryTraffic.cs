using System.Numerics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn.Benchmarks.Optimizers;

/// <summary>
/// What an update reads and writes, with one addition a number in the place of its formula: as fast as memory lets any update be that
/// touches it once.
/// </summary>
internal sealed class MemoryTraffic(Arena parameters, Arena gradients, Arena state)
{
    /// <summary>Runs a part of it, the parts at cache lines.</summary>
    public void Run(int part, int parts)
    {
        int floats = gradients.Length, lines = floats / Line;
        int begin = (int)((long)lines * part / parts) * Line;
        int end = part == parts - 1 ? floats : (int)((long)lines * (part + 1) / parts) * Line;
        ReadOnlySpan<Vector<float>> from = Of(gradients.Span[begin..end]);
        Span<Vector<float>> weights = Of(parameters.Span[begin..end]);
        int states = state.Length / floats;
        Span<Vector<float>> first = states > 0 ? Of(state.Span[begin..end]) : [];
        Span<Vector<float>> second = states > 1 ? Of(state.Span.Slice(floats + begin, end - begin)) : [];
        for (int i = 0; i < from.Length; i++)
        {
            weights[i] += from[i];
            if (i < first.Length) first[i] += from[i];
            if (i < second.Length) second[i] += from[i];
        }
    }

    /// <summary>Bytes that are read and written.</summary>
    public double Bytes => sizeof(float) * ((2.0 * parameters.Length) + gradients.Length + (2.0 * state.Length));

    private const int Line = 16;

    private static Span<Vector<float>> Of(Span<float> floats) => MemoryMarshal.Cast<float, Vector<float>>(floats);
}
