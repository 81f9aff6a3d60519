namespace Cnn.Planning;

/// <summary>The memory of one pass of a planned network.</summary>
internal sealed class PassMemory(NetworkPlan plan, bool isTraining)
{
    private readonly ExecutionPlan _pass = isTraining ? plan.Training : plan.Inference;

    public NetworkPlan Plan => plan;

    public bool IsTraining => isTraining;

    public int Batch => _pass.Batch;

    /// <summary>The fewest instances that it can run with.</summary>
    public int SmallestBatch { get; } = isTraining ? plan.Spec.SmallestBatch : 1;

    /// <summary>What a session takes.</summary>
    public SessionMemory Session { get; } = isTraining ? SessionMemory.Training(plan) : SessionMemory.Inference(plan);

    /// <summary>What a session of another batch would take: slots are the same, and what is shared grows with the batch.</summary>
    public long TotalFor(int batch) => Session.Total - (_pass.ArenaFloats - _pass.ArenaFloatsFor(batch)) * plan.Target.Element.Bytes;

    /// <summary>The largest smaller batch whose session takes no more bytes than that; null where there is none.</summary>
    public int? LargestBatch(long bytes) => LargestBatch(batch => TotalFor(batch) <= bytes);

    /// <summary>The largest smaller batch whose arena can be addressed; null where there is none.</summary>
    public int? LargestAddressedBatch() => LargestBatch(batch => AddressChecker.CanBeAddressed(_pass, batch));

    private int? LargestBatch(Func<int, bool> isPossible)
    {
        int fits = SmallestBatch - 1, exceeds = Batch;
        while (fits + 1 < exceeds)
        {
            int middle = fits + (exceeds - fits) / 2;
            if (isPossible(middle)) fits = middle;
            else exceeds = middle;
        }
        return fits < SmallestBatch ? null : fits;
    }
}
