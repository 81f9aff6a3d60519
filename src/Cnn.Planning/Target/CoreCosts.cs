namespace Cnn.Planning;

/// <summary>What a core does in a cycle, as far as kernels are chosen by it.</summary>
/// <param name="Issues">Multiply-adds of vectors that a core begins in a cycle, and as many loads.</param>
/// <param name="Latency">Cycles until a sum can be added to again.</param>
/// <param name="LaneSum">What adding up the lanes of a vector takes, in multiply-adds of vectors.</param>
/// <param name="CrossingGain">
/// The share of a kernel's multiply-adds that another may take whose loads cross cache lines, and so read twice.
/// </param>
/// <param name="LeastShared">Multiply-adds that are worth a meeting of threads: about 5 µs of work.</param>
public sealed record CoreCosts(int Issues, int Latency, double LaneSum, double CrossingGain, long LeastShared)
{
    /// <summary>Cycles of a round of a loop that many sums are kept in registers for.</summary>
    /// <param name="multiplyAdds">Multiply-adds of vectors, each of another sum.</param>
    /// <param name="loads">Loads.</param>
    public double Round(int multiplyAdds, int loads) => Math.Max((double)Math.Max(multiplyAdds, loads) / Issues, Latency);
}
