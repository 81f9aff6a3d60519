namespace Cnn.Runtime.Tests;

/// <summary>Counts how often each of a phase's pieces is done, whatever parts they come in.</summary>
internal sealed class CountingJob(int pieces, int phases) : TeamJob
{
    private readonly int[] _done = new int[pieces * phases];
    private int _finished;

    /// <summary>How often each piece was done, or -1 where that differs.</summary>
    public int RunsOfEachPiece => _done.All(done => done == _done[0]) ? _done[0] : -1;

    public int OutOfOrder;

    public override int PhaseCount => phases;

    public override int PartsOf(int phase, int threads) => pieces;

    public override void RunPart(int phase, int part, int parts, int worker)
    {
        for (int piece = Cut(pieces, part, parts); piece < Cut(pieces, part + 1, parts); piece++)
        {
            // All pieces of the phases before are done, none of those after.
            int finished = Interlocked.Increment(ref _finished) - 1;
            if (finished % (pieces * phases) / pieces != phase)
                Interlocked.Increment(ref OutOfOrder);
            Interlocked.Increment(ref _done[(phase * pieces) + piece]);
        }
    }
}

/// <summary>Throws in the second of its three phases, at one of two threads: the caller's part ends when the worker's has begun.</summary>
internal sealed class ThrowingJob(int thrower) : TeamJob
{
    private readonly ManualResetEventSlim _workerCame = new();

    public int LastPhase { get; private set; }

    public override int PhaseCount => 3;

    public override int PartsOf(int phase, int threads) => 2;

    public override void RunPart(int phase, int part, int parts, int worker)
    {
        LastPhase = phase;
        if (phase != 1)
            return;
        if (worker == 0 && parts > 1)
            _workerCame.Wait();
        _workerCame.Set();
        if (worker == thrower || parts == 1)
            throw new InvalidOperationException("thrown on purpose");
    }
}

/// <summary>Its worker begins the last part and ends it when it may.</summary>
internal sealed class SlowJob : TeamJob
{
    private readonly ManualResetEventSlim _workerCame = new();

    public ManualResetEventSlim CallerIsDone { get; } = new();

    public ManualResetEventSlim MayEnd { get; } = new();

    public bool IsOver { get; private set; }

    public override int PhaseCount => 1;

    public override int PartsOf(int phase, int threads) => 2;

    public override void RunPart(int phase, int part, int parts, int worker)
    {
        if (worker == 0)
        {
            _workerCame.Wait();
            CallerIsDone.Set();
            return;
        }
        _workerCame.Set();
        MayEnd.Wait();
        Thread.Sleep(50);
        IsOver = true;
    }
}

/// <summary>Runs another job from within.</summary>
internal sealed class NestedJob(WorkerTeam team) : TeamJob
{
    public int[] PartsOfInner { get; } = new int[2];

    public override int PhaseCount => 1;

    public override int PartsOf(int phase, int threads) => 2;

    public override void RunPart(int phase, int part, int parts, int worker)
    {
        InnerJob inner = new();
        team.Run(inner, 2);
        PartsOfInner[part] = inner.Parts;
    }

    private sealed class InnerJob : TeamJob
    {
        public int Parts { get; private set; }

        public override int PhaseCount => 1;

        public override int PartsOf(int phase, int threads) => 2;

        public override void RunPart(int phase, int part, int parts, int worker) => Parts = parts;
    }
}
