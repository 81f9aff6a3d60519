namespace Cnn.Runtime.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 8)]
    [InlineData(7, 3)]
    public void Run_DoesEveryPartOnce_AndKeepsPhasesApart(int helpers, int threads)
    {
        WorkerTeam team = new(helpers);
        CountingJob job = new(pieces: 100, phases: 5);
        for (int turn = 1; turn <= 300; turn++)
        {
            team.Run(job, threads);
            Assert.Equal(turn, job.RunsOfEachPiece);
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
        Assert.Equal(5, job.RunsOfEachPiece);
    }

    [Fact]
    public void Run_WhetherItsThreadsSpinOrParkInBetween_LosesNoWakeUp()
    {
        WorkerTeam team = new(3);
        CountingJob job = new(4, 3);
        Random random = new(1);
        for (int turn = 1; turn <= 3000; turn++)
        {
            // Around the time for which threads spin, so that some park just when the next job comes.
            Thread.SpinWait(random.Next(2500));
            team.Run(job, 2 + (turn % 3));
            Assert.Equal(turn, job.RunsOfEachPiece);
        }
        Assert.Equal(0, job.OutOfOrder);
    }

    [Fact]
    public void Run_FromSeveralThreadsAtATime_DoesEveryPartOfEachJobOnce()
    {
        WorkerTeam team = new(2);
        CountingJob[] jobs = [.. Enumerable.Range(0, 4).Select(_ => new CountingJob(7, 3))];
        Parallel.ForEach(jobs, job =>
        {
            for (int turn = 1; turn <= 500; turn++)
            {
                team.Run(job, 3);
                if (job.RunsOfEachPiece != turn)
                    throw new InvalidOperationException($"Turn {turn} did a part never or twice.");
            }
        });
        Assert.All(jobs, job => Assert.Equal(500, job.RunsOfEachPiece));
    }

    [Fact]
    public void Run_LeavesNoThreadSpinning()
    {
        WorkerTeam team = new(3);
        CountingJob job = new(10, 2);
        for (int turn = 0; turn < 5; turn++)
            team.Run(job, 4);
        Assert.True(SpinWait.SpinUntil(() => team.ParkedCount == 3, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Run_WhenTheCallersPartThrows_SurfacesIt_AndTheTeamGoesOn() => Throws(worker: 0);

    [Fact]
    public void Run_WhenAWorkersPartThrows_SurfacesItAtTheCaller_AndTheTeamGoesOn() => Throws(worker: 1);

    private static void Throws(int worker)
    {
        WorkerTeam team = new(1);
        for (int turn = 0; turn < 50; turn++)
        {
            ThrowingJob failing = new(worker);
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => team.Run(failing, 2));
            Assert.Equal("thrown on purpose", exception.Message);
            Assert.Equal(1, failing.LastPhase);
            CountingJob job = new(10, 2);
            team.Run(job, 2);
            Assert.Equal(1, job.RunsOfEachPiece);
        }
    }

    [Fact]
    public void Run_WhenTheTeamIsBusy_UsesTheCallersThreadAlone()
    {
        WorkerTeam team = new(1);
        NestedJob job = new(team);
        team.Run(job, 2);
        Assert.Equal([1, 1], job.PartsOfInner);
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
        Assert.Equal(1, next.RunsOfEachPiece);
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
}
