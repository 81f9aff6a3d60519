using Cnn.Runtime;

namespace Cnn;

/// <summary>How a training session runs.</summary>
public sealed class TrainingOptions
{
    /// <summary>The most threads to use, the caller's counted; null for one a processor. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Threads { get; init => field = ThreadCount.Checked(value); }

    /// <summary>What dropout draws from: the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What the steps minimise; null for the network's own (<see cref="NetworkInfo.Loss"/>).</summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// Whether each step looks for numbers that are not finite: in the losses, the gradients, the running statistics, the parameters and
    /// what the optimizer keeps. Where there is one, the session finds out which layer wrote the first, throws a
    /// <see cref="NotFiniteException"/>, and the parameters are as they were before the step (PyTorch's <c>detect_anomaly</c>). It costs
    /// a copy of the parameters and of the optimizer's state, and a pass over them in each step; without it nothing.
    /// </summary>
    public bool DetectNonFinite { get; init; }

    /// <summary>Other threads than the process's, for tests.</summary>
    internal WorkerTeam? Team { get; init; }
}
