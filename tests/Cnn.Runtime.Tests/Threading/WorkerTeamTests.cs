namespace Cnn.Runtime.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 8)]
    [InlineData(7, 3)]
    public void Run_DoesEveryPieceOnce_AndKeepsPhasesApart(int helpers, int threads)
    {
        WorkerTeam team = new(helpers);
        CountingJob job = new(pieces: 100, phases: 5);
        for (int turn = 1; turn <= 300; turn++)
        {
            team.Run(job, threads);
            Assert.All(job.Done, done => Assert.Equal(turn, done));
        }
        Assert.Equal(0, job.OutOfOrder);
    }

    [Fact]
    public void Run_AfterAPause_WakesParkedThreads()
    {
        WorkerTeam team = new(3);
        CountingJob job = new(10, 2);
        for (int turn = 1; turn <= 5; turn++)
        {
            team.Run(job, 4);
            Thread.Sleep(30);
        }
        Assert.All(job.Done, done => Assert.Equal(5, done));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Run_WhenAThreadThrows_SurfacesItAtTheCaller_AndTheTeamGoesOn(int thrower)
    {
        WorkerTeam team = new(3);
        for (int turn = 0; turn < 50; turn++)
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => team.Run(new ThrowingJob(thrower), 4));
            Assert.Equal("thrown on purpose", exception.Message);
        }
        CountingJob job = new(10, 2);
        team.Run(job, 4);
        Assert.All(job.Done, done => Assert.Equal(1, done));
    }

    [Fact]
    public void Run_WhenTheTeamIsBusy_UsesTheCallersThreadAlone()
    {
        WorkerTeam team = new(1);
        NestedJob job = new(team);
        team.Run(job, 2);
        Assert.Equal([1, 1], job.WorkersOfInner);
    }

    [Fact]
    public void Run_WhenItsCallerIsInterrupted_StillWaitsForTheOthers()
    {
        WorkerTeam team = new(1);
        SlowJob job = new();
        bool wasOver = false;
        bool isPending = false;
        Thread caller = new(() =>
        {
            try
            {
                team.Run(job, 2);
                wasOver = job.IsOver;
                Thread.Sleep(0);
            }
            catch (ThreadInterruptedException)
            {
                isPending = true;
            }
        });
        caller.Start();
        job.CallerIsDone.Wait();
        Thread.Sleep(50);
        caller.Interrupt();
        job.MayEnd.Set();
        caller.Join();
        Assert.True(wasOver);
        Assert.True(isPending);

        CountingJob next = new(10, 2);
        team.Run(next, 2);
        Assert.All(next.Done, done => Assert.Equal(1, done));
    }

    [Fact]
    public void Cut_CoversEverythingInNearlyEqualParts()
    {
        for (int count = 0; count < 40; count++)
        {
            for (int parts = 1; parts < 10; parts++)
            {
                int[] cuts = [.. Enumerable.Range(0, parts + 1).Select(part => TeamJob.Cut(count, part, parts))];
                Assert.Equal(0, cuts[0]);
                Assert.Equal(count, cuts[^1]);
                int[] lengths = [.. cuts.Zip(cuts.Skip(1), (begin, end) => end - begin)];
                Assert.True(lengths.Max() - lengths.Min() <= 1);
            }
        }
    }

    private sealed class CountingJob(int pieces, int phases) : TeamJob
    {
        private int _finished;

        public int[] Done { get; } = new int[pieces * phases];

        public int OutOfOrder;

        public override int PhaseCount => phases;

        public override void RunPhase(int phase, int worker, int workers, ref int nextUnit)
        {
            for (int piece = Interlocked.Increment(ref nextUnit) - 1; piece < pieces; piece = Interlocked.Increment(ref nextUnit) - 1)
            {
                Interlocked.Increment(ref Done[(phase * pieces) + piece]);
                Interlocked.Increment(ref _finished);
            }
            // All pieces of this phase were taken; a thread of the next one may not be here yet.
            if (Volatile.Read(ref _finished) % (pieces * phases) > (phase + 1) * pieces)
                Interlocked.Increment(ref OutOfOrder);
        }
    }

    private sealed class ThrowingJob(int thrower) : TeamJob
    {
        public override int PhaseCount => 3;

        public override void RunPhase(int phase, int worker, int workers, ref int nextUnit)
        {
            if (phase == 1 && worker == thrower)
                throw new InvalidOperationException("thrown on purpose");
        }
    }

    private sealed class SlowJob : TeamJob
    {
        public ManualResetEventSlim CallerIsDone { get; } = new();

        public ManualResetEventSlim MayEnd { get; } = new();

        public bool IsOver { get; private set; }

        public override int PhaseCount => 1;

        public override void RunPhase(int phase, int worker, int workers, ref int nextUnit)
        {
            if (worker == 0)
            {
                CallerIsDone.Set();
                return;
            }
            MayEnd.Wait();
            Thread.Sleep(50);
            IsOver = true;
        }
    }

    private sealed class NestedJob(WorkerTeam team) : TeamJob
    {
        public int[] WorkersOfInner { get; } = new int[2];

        public override int PhaseCount => 1;

        public override void RunPhase(int phase, int worker, int workers, ref int nextUnit)
        {
            Inner inner = new();
            team.Run(inner, 2);
            WorkersOfInner[worker] = inner.Workers;
        }
    }

    private sealed class Inner : TeamJob
    {
        public int Workers { get; private set; }

        public override int PhaseCount => 1;

        public override void RunPhase(int phase, int worker, int workers, ref int nextUnit) => Workers = workers;
    }
}
