using Cnn.Runtime;

namespace Cnn;

/// <summary>How many threads a pass deserves.</summary>
internal static class ThreadCount
{
    /// <summary>
    /// Multiply-adds below which a further thread costs more than it saves: about 10 µs of work, against a few to dispatch and meet.
    /// </summary>
    private const long WorkPerThread = 500_000;

    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static int? Checked(int? threads)
    {
        if (threads is int count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, "Threads");
        return threads;
    }

    /// <param name="team">The threads there are.</param>
    /// <param name="wanted">The caller's limit.</param>
    public static int Limit(WorkerTeam team, int? wanted) => Math.Min(team.ThreadCount, wanted ?? team.ThreadCount);

    /// <param name="limit">The most threads.</param>
    /// <param name="multiplyAdds">The pass's work for all instances.</param>
    public static int For(int limit, long multiplyAdds) => (int)Math.Clamp(multiplyAdds / WorkPerThread, 1, limit);

    /// <summary>
    /// Whether threads that each take instances of their own would leave more than a sixth of their time unused: then they had better share
    /// each one.
    /// </summary>
    /// <param name="threads">The threads.</param>
    /// <param name="instances">The instances.</param>
    public static bool HadBetterShare(int threads, int instances)
    {
        int rounds = (instances + threads - 1) / threads;
        return threads > 1 && 6L * instances < 5L * rounds * threads;
    }
}
