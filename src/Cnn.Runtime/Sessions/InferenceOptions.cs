using Cnn.Runtime;

namespace Cnn;

/// <summary>How an inference session runs.</summary>
public sealed class InferenceOptions
{
    /// <summary>The most threads to use, the caller's counted; null for one a processor. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Threads { get; init => field = ThreadCount.Checked(value); }

    /// <summary>Other threads than the process's, for tests.</summary>
    internal WorkerTeam? Team { get; init; }
}
