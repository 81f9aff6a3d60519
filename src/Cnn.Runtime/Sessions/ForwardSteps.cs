namespace Cnn;

/// <summary>The steps of a training pass on which losses and batch norms' statistics depend: the way forward.</summary>
/// <param name="Steps">For each step of the pass, whether it is one.</param>
/// <param name="Phases">The phases with such steps.</param>
internal sealed record ForwardSteps(bool[] Steps, PhaseRun[] Phases)
{
    /// <summary>Those of a pass.</summary>
    /// <param name="info">The network.</param>
    /// <param name="map">Its training pass.</param>
    /// <param name="frozen">The batch norms that keep their statistics.</param>
    public static ForwardSteps Of(NetworkInfo info, PassMap map, IReadOnlyList<MapNorm> frozen)
    {
        bool[] needed = NeededSteps.Of(map, frozen, static _ => false);
        return new(needed, PhaseRun.Of(info.Training, map, needed));
    }
}
