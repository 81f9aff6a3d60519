namespace Cnn.Planning.Tests;

/// <summary>
/// Counts work; measures what is allocated from one tick to the next, which stands for the time that somebody who cancels waits; and
/// cancels at a tick.
/// </summary>
internal sealed class Meter(long cancelAt = long.MaxValue, CancellationTokenSource? source = null) : Work(source?.Token ?? default)
{
    private long _allocated = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>The most bytes between two ticks.</summary>
    public long LargestGap { get; private set; }

    public override void Tick()
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        LargestGap = Math.Max(LargestGap, now - _allocated);
        _allocated = now;
        if (Ticks + 1 == cancelAt) source!.Cancel();
        base.Tick();
    }

    /// <summary>Does all that an editor asks for a file: what is read, and what is proved of the networks that could be.</summary>
    public static IReadOnlyList<Issue> CheckAll(string text, Work work)
    {
        var parsed = CnnParser.Parse(text, "net.cnn", UsedFiles.None with { Path = "net.cnn" }, work);
        var issues = parsed.Issues.ToList();
        foreach (var network in parsed.Networks.Where(network => !network.HasMistakes))
            issues.AddRange(NetworkChecker.Check(network, work).Issues);
        return issues;
    }
}
