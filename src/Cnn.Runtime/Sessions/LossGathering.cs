namespace Cnn;

/// <summary>
/// How a session runs a pass whose loss is a function of sums over the batch's outputs: the phase of a loss step is run up to it, where it
/// takes the instances' sums; these are taken together behind a barrier; and the phase is run again from the loss step on. Instances have
/// slots of their own, so that what the first run left there is there for the second, whichever threads take them.
/// </summary>
internal sealed class LossGathering
{
    private readonly PassMap _map;

    private LossGathering(PassMap map, BatchSums sums) => (_map, Sums) = (map, sums);

    /// <summary>The sums. A pass of several losses takes those of one after the other.</summary>
    public BatchSums Sums { get; }

    /// <summary>What a loss takes; null where each instance has a loss of its own.</summary>
    /// <exception cref="InvalidOperationException">The network's code was generated without what it takes.</exception>
    public static LossGathering? Of(NetworkInfo info, Loss loss)
    {
        int channels = info.Output.Channels;
        return loss.SumsOf(channels) == 0
            ? null
            : new(PassMap.Of(info, $"The loss {loss}, of sums over the batch,"), new(loss, channels, info.Training.BatchSize));
    }

    /// <summary>Whether a loss step is among those that are marked.</summary>
    public bool HasLoss(bool[] steps)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] && _map.Steps[i].IsLoss)
                return true;
        }
        return false;
    }

    /// <summary>The phases with those cut in two, or more, that have a loss step.</summary>
    /// <param name="phases">Those that are run, not cut yet.</param>
    /// <param name="needed">For each step, whether it is run; null where all are.</param>
    public PhaseRun[] Cut(PhaseRun[] phases, bool[]? needed)
    {
        List<PhaseRun> cut = [];
        foreach (PhaseRun phase in phases)
        {
            int[] losses = [.. Enumerable.Range(0, _map.Steps.Count)
                .Where(step => _map.Steps[step] is { IsLoss: true } loss && loss.Phase == phase.Phase)];
            if (losses.Length == 0)
            {
                cut.Add(phase);
                continue;
            }
            for (int i = 0; i < losses.Length; i++)
            {
                // Those up to the second loss step ran with the first one's gradient.
                int first = i == 0 ? 0 : losses[i], past = i + 1 < losses.Length ? losses[i + 1] : _map.Steps.Count;
                cut.Add(phase with { Steps = Marked(first, losses[i] + 1, needed), Stage = LossStage.Gather });
                cut.Add(new(phase.Phase, PhaseCut.Units, 1, [(0, 1)]) { Stage = LossStage.Conclude });
                cut.Add(phase with { Steps = Marked(losses[i], past, needed) });
            }
        }
        return [.. cut];
    }

    private bool[] Marked(int first, int past, bool[]? needed)
    {
        bool[] marked = new bool[_map.Steps.Count];
        for (int i = first; i < past; i++)
            marked[i] = needed is null || needed[i];
        return marked;
    }
}
