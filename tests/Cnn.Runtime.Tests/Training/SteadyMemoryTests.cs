namespace Cnn.Runtime.Tests;

/// <summary>Nothing else allocates meanwhile.</summary>
[CollectionDefinition(nameof(SteadyMemoryTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Once it runs, a training takes no more memory, however long it is: no thread of it allocates a byte.</summary>
[Collection(nameof(SteadyMemoryTests))]
public sealed class SteadyMemoryTests
{
    private const int Steps = 10_000, WarmUp = 1_000, Round = 100, Accumulated = 2;

    // A full collection leaves what it has handed to threads in advance; a leak of 50 bytes a step would be more.
    private const long Slack = 450_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TenThousandStepsOfATrainer_AllocateNothing(int threads)
    {
        WatchedSgd optimizer = new() { ClipNorm = 0.5f, WeightDecay = 1e-4f };
        long mine = -1, memory = -1, mineAfter = -1, memoryAfter = -1;
        Rounds rounds = new();
        int seen = 0;
        new Trainer<TinySoftmax>(TinySoftmax.Create(), optimizer, new()
        {
            Threads = threads,
            AccumulationSteps = Accumulated,
            Schedule = LearningRateSchedule.CosineAnnealing(0.1).WithWarmUp(0.1),
            Augmentation = new RandomAffine { Shift = 1 },
            WeightAverage = new ExponentialMovingAverage(0.99),
            Callbacks = [new Counting()],
            Progress = progress =>
            {
                seen++;
                if (progress.Step % Round == 0)
                    rounds.Next();
                if (progress.Step == WarmUp)
                {
                    optimizer.Begin();
                    memory = GC.GetTotalMemory(forceFullCollection: true);
                    mine = GC.GetAllocatedBytesForCurrentThread();
                }
                else if (progress.Step == progress.Steps)
                {
                    mineAfter = GC.GetAllocatedBytesForCurrentThread();
                    memoryAfter = GC.GetTotalMemory(forceFullCollection: true);
                    optimizer.End();
                }
            },
        }).Run(Sample.Corners(Steps * Accumulated * TinySoftmax.Batch));
        Assert.Equal(Steps, seen);
        Assert.Equal(0, mineAfter - mine);
        Assert.All(optimizer.AllocatedByThreads, bytes => Assert.Equal(0, bytes));
        Assert.InRange(optimizer.AllocatedByThreads.Count, 1, threads);
        Assert.Equal(0, rounds.Least);
        Assert.InRange(memoryAfter - memory, long.MinValue, Slack);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TenThousandStepsOfALoopOfOnesOwn_AllocateNothing(int threads)
    {
        float[] images = Sample.Floats(TinySoftmax.Batch * TinySoftmax.Inputs);
        int[] labels = Sample.Labels(TinySoftmax.Batch, TinySoftmax.Classes);
        using TrainingSession<TinySoftmax> session = new(
            TinySoftmax.Create(), new AdamW(0.001f) { ClipNorm = 1, AmsGrad = true }, new() { Threads = threads });
        Take(WarmUp);
        Rounds rounds = new();
        long memory = GC.GetTotalMemory(forceFullCollection: true), mine = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Steps / Round; round++)
        {
            Take(Round);
            rounds.Next();
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - mine);
        Assert.Equal(0, rounds.Least);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, Slack);

        void Take(int steps)
        {
            for (int step = 0; step < steps; step += 2)
            {
                session.Step(images, labels);
                session.Accumulate(images, labels);
                session.Accumulate(images, labels);
                session.ApplyGradients();
            }
        }
    }

    /// <summary>The watch sees a byte where there is one.</summary>
    [Fact]
    public void OptimizerThatAllocates_IsSeen()
    {
        WatchedSgd optimizer = new() { Allocates = true };
        new Trainer<TinySoftmax>(TinySoftmax.Create(), optimizer, new()
        {
            Threads = 1,
            Progress = progress =>
            {
                if (progress.Step == 1)
                    optimizer.Begin();
                else if (progress.Step == progress.Steps)
                    optimizer.End();
            },
        }).Run(Sample.Corners(4 * TinySoftmax.Batch));
        Assert.True(Assert.Single(optimizer.AllocatedByThreads) > 0);
    }

    /// <summary>
    /// What all threads allocate in a round of steps, in the best round: what a step allocates is in every one, while the runtime's own
    /// threads and the test's host allocate now and then.
    /// </summary>
    private sealed class Rounds
    {
        private long _before = long.MinValue;

        public long Least { get; private set; } = long.MaxValue;

        public void Next()
        {
            long now = GC.GetTotalAllocatedBytes(precise: true);
            if (_before >= 0)
                Least = Math.Min(Least, now - _before);
            _before = now;
        }
    }

    private sealed class Counting : ITrainerCallback
    {
        private int _steps;

        public void StepCompleted(TrainingProgress progress) => _steps++;
    }

    /// <summary>Momentum, and what each thread that updates has allocated between two moments.</summary>
    private sealed class WatchedSgd() : Optimizer(0.05f)
    {
        private const int MostThreads = 1 << 16;

        private readonly Sgd _sgd = new(0.05f) { Momentum = 0.9f, Nesterov = true };
        private readonly long[] _first = new long[MostThreads];
        private readonly long[] _last = new long[MostThreads];
        private bool _watches;

        public bool Allocates { get; init; }

        public override int StateFloatsPerParameter => _sgd.StateFloatsPerParameter;

        public IReadOnlyList<long> AllocatedByThreads =>
            [.. Enumerable.Range(0, MostThreads).Where(i => _first[i] > 0).Select(i => _last[i] - _first[i])];

        public void Begin() => Volatile.Write(ref _watches, true);

        public void End() => Volatile.Write(ref _watches, false);

        public override void Update(in OptimizerRange range)
        {
            _sgd.Update(range);
            if (!Volatile.Read(ref _watches))
                return;
            if (Allocates)
                GC.KeepAlive(new object());
            int thread = Environment.CurrentManagedThreadId;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            if (_first[thread] == 0)
                _first[thread] = allocated;
            _last[thread] = allocated;
        }
    }
}
