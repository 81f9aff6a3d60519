using Cnn.Runtime;

namespace Cnn;

/// <summary>What a session leaves out because parameters are frozen, and the batch norms that keep their statistics.</summary>
internal sealed class Freezing
{
    private readonly MapNorm[] _norms;

    private Freezing(bool[] steps, PhaseRun[] phases, MapNorm[] norms) => (Steps, Phases, _norms) = (steps, phases, norms);

    /// <summary>For each step of the training pass, whether it is needed.</summary>
    public bool[] Steps { get; }

    /// <summary>The phases that are left.</summary>
    public PhaseRun[] Phases { get; }

    /// <summary>What an optimizer's groups freeze; null where they freeze nothing.</summary>
    /// <exception cref="InvalidOperationException">The network's code was generated without what it takes.</exception>
    public static Freezing? Of(NetworkInfo info, Optimizer optimizer)
    {
        if (!info.Parameters.Any(parameter => parameter.IsTrainable && IsFrozen(parameter)))
            return null;
        var map = PassMap.Of(info, "Freezing parameters");
        MapNorm[] norms = [.. MapNorm.Of(info, map).Where(norm => KeepsStatistics(optimizer, norm))];
        bool[] needed = NeededSteps.Of(map, norms, parameter => !IsFrozen(info.Parameters[parameter]));
        return new(needed, PhaseRun.Of(info.Training, map, needed), norms);

        bool IsFrozen(ParameterInfo parameter) => optimizer.GroupOf(parameter.Name) is { Frozen: true };
    }

    /// <summary>
    /// The first batch norm of vectors that takes the statistics of a step's instances; null where there is none, and a step may be of
    /// one instance.
    /// </summary>
    public static string? VectorNorm(NetworkInfo info, Optimizer optimizer) =>
        info.VectorNorms.FirstOrDefault(norm => !KeepsStatistics(optimizer, norm + ".weight", norm + ".bias"));

    /// <summary>Whether an optimizer freezes a batch norm, which then normalises by its running statistics.</summary>
    public static bool KeepsStatistics(Optimizer optimizer, MapNorm norm) =>
        KeepsStatistics(optimizer, norm.Gamma.Name, norm.Beta.Name);

    private static bool KeepsStatistics(Optimizer optimizer, string gamma, string beta) =>
        optimizer.GroupOf(gamma) is { Frozen: true } && optimizer.GroupOf(beta) is { Frozen: true };

    /// <summary>
    /// Writes the records of the batch norms that keep their statistics, which no step writes: once, and after the parameters were
    /// replaced.
    /// </summary>
    public void FillRecords(Span<float> arena, Span<float> parameters)
    {
        foreach (MapNorm norm in _norms)
        {
            for (int first = 0; first < norm.Gamma.PackedLength; first += ChannelBlocks.Lanes)
            {
                ChannelMath.FixedStatistics(
                    Of(norm.Mean, parameters, first), Of(norm.Variance, parameters, first), Of(norm.Gamma, parameters, first), norm.Epsilon,
                    arena.Slice(norm.Record.Index + (first / ChannelBlocks.Lanes * ChannelStatistics.Floats), ChannelStatistics.Floats));
            }
        }
    }

    private static ReadOnlySpan<float> Of(ParameterInfo parameter, ReadOnlySpan<float> parameters, int first) =>
        parameters.Slice(parameter.Offset + first, ChannelBlocks.Lanes);
}
