using Cnn.Runtime;

namespace Cnn;

/// <summary>How many threads a pass deserves.</summary>
internal static class ThreadCount
{
    /// <summary>Multiply-adds below which a further thread costs more than it saves: about 10 µs of work, against a few to dispatch and meet.</summary>
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
    /// <param name="parts">Into how many pieces its most divisible phase can be cut.</param>
    public static int For(int limit, long multiplyAdds, int parts) =>
        (int)Math.Clamp(multiplyAdds / WorkPerThread, 1, Math.Min(limit, Math.Max(1, parts)));
}
