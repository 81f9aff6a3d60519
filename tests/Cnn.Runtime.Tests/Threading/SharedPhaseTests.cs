namespace Cnn.Runtime.Tests;

/// <summary>Threads come when a test has them come, so that whoever is late is so for certain.</summary>
public sealed class SharedPhaseTests
{
    private readonly SharedPhase _phase = new();

    [Fact]
    public void Finish_WhereNobodyHelps_DoesEveryPart_AndLosesNothing()
    {
        RecordingJob job = new();
        _phase.Open(job, 0, parts: 8, participants: 4);
        Assert.Equal(0, _phase.Finish());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0], job.WorkersOfParts(8));
        Assert.Null(_phase.Close());
    }

    [Fact]
    public void Help_AfterThePhase_FindsNothing_AndJoinsTheNext()
    {
        RecordingJob job = new();
        _phase.Open(job, 0, parts: 3, participants: 2);
        _phase.Finish();
        Assert.False(_phase.HasPartFor(1));
        _phase.Help(1);
        Assert.Equal([0, 0, 0], job.WorkersOfParts(3));
        _phase.Close();
        _phase.Help(1);

        RecordingJob next = new();
        _phase.Open(next, 1, parts: 4, participants: 2);
        Assert.True(_phase.HasPartFor(1));
        _phase.Help(1);
        _phase.Finish();
        Assert.Equal([0, 1, 1, 1], next.WorkersOfParts(4));
    }

    [Fact]
    public void Help_OfAWorkerThatTheJobHasNoRoomFor_TakesNothing()
    {
        RecordingJob job = new();
        _phase.Open(job, 0, parts: 5, participants: 2);
        Assert.False(_phase.HasPartFor(2));
        _phase.Help(2);
        Assert.Equal(0, job.Count);
        _phase.Finish();
        Assert.Equal(5, job.Count);
    }

    [Fact]
    public void Finish_WaitsForAPartThatAWorkerHasBegun_AndDoesTheRest()
    {
        for (int turn = 0; turn < 20; turn++)
        {
            using ManualResetEventSlim begun = new(), mayEnd = new();
            RecordingJob job = new()
            {
                Before = (_, worker) =>
                {
                    if (worker != 1)
                        return;
                    begun.Set();
                    mayEnd.Wait();
                },
            };
            _phase.Open(job, 0, parts: 6, participants: 2);
            Thread worker = new(() => _phase.Help(1));
            worker.Start();
            begun.Wait();
            bool isOver = false;
            Thread caller = new(() =>
            {
                _phase.Finish();
                Volatile.Write(ref isOver, true);
            });
            caller.Start();
            // Everything but what the worker has begun: the caller did the others, and has to wait now.
            Assert.True(SpinWait.SpinUntil(() => job.Count == 5, TimeSpan.FromMinutes(1)));
            Thread.Sleep(turn % 3);
            Assert.False(Volatile.Read(ref isOver));
            mayEnd.Set();
            caller.Join();
            worker.Join();
            Assert.Equal([0, 1, 0, 0, 0, 0], job.WorkersOfParts(6));
        }
    }

    [Fact]
    public void Parts_AfterOneThatThrew_AreLeftOut_AndTheFirstExceptionIsKept()
    {
        RecordingJob job = new() { Before = (part, _) => throw new InvalidOperationException($"part {part}") };
        _phase.Open(job, 0, parts: 5, participants: 2);
        _phase.Help(1);
        _phase.Finish();
        Assert.Equal("part 1", _phase.Close()?.SourceException.Message);
        Assert.Equal(0, job.Count);

        RecordingJob next = new();
        _phase.Open(next, 0, parts: 5, participants: 2);
        _phase.Finish();
        Assert.Null(_phase.Close());
        Assert.Equal(5, next.Count);
    }

    private sealed class RecordingJob : TeamJob
    {
        private readonly Dictionary<int, int> _workers = [];

        public Action<int, int>? Before { get; init; }

        public int Count
        {
            get
            {
                lock (_workers)
                    return _workers.Count;
            }
        }

        public int[] WorkersOfParts(int parts) => [.. Enumerable.Range(0, parts).Select(part => _workers[part])];

        public override int PhaseCount => 2;

        public override int PartsOf(int phase, int threads) => throw new NotSupportedException("The test says it.");

        public override void RunPart(int phase, int part, int parts, int worker)
        {
            Before?.Invoke(part, worker);
            lock (_workers)
                _workers.Add(part, worker);
        }
    }
}
