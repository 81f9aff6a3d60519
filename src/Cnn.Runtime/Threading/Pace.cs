using System.Numerics;

namespace Cnn.Runtime;

/// <summary>
/// What a job takes on one thread: what it may take on several. A caller that other programs or its own worker keep from its
/// processor cannot see that as a wait; it sees that the job took longer than it ever did alone.
/// </summary>
internal struct Pace
{
    /// <summary>The runtime compiles methods again after some calls; times before that say little.</summary>
    private const uint FirstProbe = 16;

    private int _size;
    private uint _runs;
    private long _alone;

    /// <summary>Counts a run, and says whether it is to be alone, to measure: the 16th of a size, the 32nd, the 64th and so on.</summary>
    /// <param name="size">Runs of different sizes take different times.</param>
    public bool IsProbeDue(int size)
    {
        if (size != _size || _runs == 0)
            (_size, _runs, _alone) = (size, 0, long.MaxValue);
        _runs++;
        return _runs >= FirstProbe && BitOperations.IsPow2(_runs);
    }

    /// <summary>Takes in the time of a run on one thread.</summary>
    public void MeasureAlone(long ticks) => _alone = Math.Min(_alone, ticks);

    /// <summary>How much longer a run took than the fastest on one thread.</summary>
    public readonly long Excess(long ticks) => Math.Max(0, ticks - _alone);
}
