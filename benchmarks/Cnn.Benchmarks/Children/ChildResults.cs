namespace Cnn.Benchmarks.Children;

/// <summary>What a process answers.</summary>
/// <typeparam name="T">What was measured.</typeparam>
/// <param name="Result">What was measured; null where it failed.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record ChildAnswer<T>(T? Result, string? Failure)
    where T : class;

/// <summary>Two sides in turns.</summary>
/// <param name="OursMs">The median time of a call of the generated network.</param>
/// <param name="PeerMs">The peer's.</param>
/// <param name="OursCalls">How many calls were timed.</param>
/// <param name="PeerCalls">Of the peer.</param>
/// <param name="MaxAbsDifference">The largest difference of logits, or of the first losses.</param>
/// <param name="Tolerance">The most that it may be.</param>
/// <param name="AllocatedBytes">Managed memory that a call of the generated network allocates.</param>
internal sealed record ComparedResult(
    double OursMs, double PeerMs, int OursCalls, int PeerCalls, double MaxAbsDifference, double Tolerance, long AllocatedBytes);

/// <summary>A side alone.</summary>
/// <param name="MainMs">From asking for the process to its first statement.</param>
/// <param name="FirstResultMs">From asking for the process to the first result.</param>
/// <param name="PeakBytes">The most physical memory that the process had.</param>
internal sealed record AloneResult(double MainMs, double FirstResultMs, long PeakBytes);
