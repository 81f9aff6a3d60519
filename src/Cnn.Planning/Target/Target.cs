namespace Cnn.Planning;

/// <summary>
/// What a network is planned for. Whatever the planner decides on account of the hardware it decides by these numbers, which are a value:
/// equal targets have equal plans.
/// </summary>
/// <remarks>
/// The widths say how kernels are written and nothing else. Algorithms, layouts and where runs of sums end are the same whichever widths
/// there are, so that a plan's memory is, and what a processor computes.
/// </remarks>
/// <param name="Widths">The vector widths that kernels are written in, the widest first.</param>
/// <param name="Element">What the values of tensors are.</param>
/// <param name="Threads">Threads that a session is likely to run on.</param>
/// <param name="Core">What a core does in a cycle.</param>
/// <param name="Caches">What it keeps close.</param>
/// <param name="Tiles">What convolutions cost.</param>
public sealed record Target(
    EquatableArray<VectorWidth> Widths, ElementType Element, int Threads, CoreCosts Core, CacheModel Caches, TileCosts Tiles)
{
    /// <summary>Processors of today's desktops and servers: all vector widths, and 1 MB of second-level cache a core.</summary>
    public static Target Default { get; } = new(
        new(VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128),
        ElementType.Float32,
        Threads: 2,
        new(Issues: 2, Latency: 4, LaneSum: 3, CrossingGain: 0.8, LeastShared: 250_000),
        new(SecondLevelBytes: 1 << 20, ThirdLevelBytes: 16 << 20, ThirdLevelSpeed: 12, MemorySpeed: 6, StreamedLine: 5),
        new(
            MultiplyAdd: 0.75, Input: 5, Output: 4, FarInput: 9, FarOutput: 8, Exposed: 0.3, LoadAndStore: 3, TileRows: 14,
            LeastMultiplyAdds: 500_000));

    /// <summary>Floats that a core keeps in its second-level cache.</summary>
    public long SecondLevelFloats => Caches.SecondLevelBytes / Element.Bytes;

    /// <summary>How many of a batch's instances a thread is likely to get.</summary>
    public int Share(int batch) => (batch + Threads - 1) / Threads;
}
