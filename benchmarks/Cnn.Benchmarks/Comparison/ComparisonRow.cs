using System.Text.Json.Serialization;

namespace Cnn.Benchmarks.Comparison;

/// <summary>A generated network against a peer. Times are for the whole batch.</summary>
/// <param name="Network">The network.</param>
/// <param name="Mode"><c>inference</c> or <c>training</c>.</param>
/// <param name="Batch">Instances of a call.</param>
/// <param name="Threads">Threads of each side.</param>
/// <param name="Peer"><c>onnxruntime</c> or <c>torchsharp</c>.</param>
internal sealed record ComparisonRow(string Network, string Mode, int Batch, int Threads, string Peer)
{
    /// <summary>The median time of a call of the generated network.</summary>
    public double OursMs { get; init; }

    /// <summary>The peer's.</summary>
    public double PeerMs { get; init; }

    /// <summary>Below 1 where the generated network is faster.</summary>
    public double Ratio => OursMs / PeerMs;

    /// <summary>The largest difference of logits, or of the losses of the first steps.</summary>
    public double MaxAbsDifference { get; init; }

    /// <summary>The most that it may be.</summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// The work of direct convolution in the time of a call, as a share of what the processor's registers can do on so many threads.
    /// </summary>
    public double PeakShare { get; init; }

    /// <summary>The peer's, above 1 where its algorithms save work.</summary>
    public double PeerPeakShare { get; init; }

    /// <summary>Managed memory that a call of the generated network allocates.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>
    /// The most physical memory of a process that runs the generated network alone, from a weight file on; null where it was not measured.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OursPeakBytes { get; init; }

    /// <summary>The same of the peer, from its own file on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? PeerPeakBytes { get; init; }

    /// <summary>Why there are no numbers, or why they are worth nothing; null where all is well.</summary>
    [JsonIgnore]
    public string? Failure { get; init; }
}
