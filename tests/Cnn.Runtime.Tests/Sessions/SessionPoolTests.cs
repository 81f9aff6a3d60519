using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

public sealed class SessionPoolTests
{
    private static Model<TinySoftmax> Model { get; } = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters);

    [Fact]
    public void FourThousandConcurrentRequests_EachGetWhatASessionGives()
    {
        const int Requests = 4_000, Callers = 40;
        float[] images = Sample.Floats(Requests * 9);
        float[] expected = new float[Requests * 4], found = new float[Requests * 4];
        using (InferenceSession<TinySoftmax> session = Model.CreateSession())
            session.Predict(images, expected);

        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 3);
        using Barrier start = new(Callers);
        ConcurrentQueue<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            start.SignalAndWait();
            for (int request = caller; request < Requests; request += Callers)
            {
                try
                {
                    pool.Predict(images.AsSpan(request * 9, 9), found.AsSpan(request * 4, 4));
                }
                catch (Exception exception)
                {
                    failures.Enqueue(exception);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
        Assert.Equal(Sample.Bits(expected), Sample.Bits(found));
        Assert.InRange(pool.Made, 1, 3);
    }

    [Fact]
    public async Task Requests_OfAThreadPool_AllSucceed()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool();
        float[] image = Sample.Floats(9);
        float[][] scores = await Task.WhenAll(Enumerable.Range(0, 4_000).Select(_ => Task.Run(() =>
        {
            float[] scores = new float[4];
            pool.Predict(image, scores);
            return scores;
        })));
        Assert.All(scores, each => Assert.Equal(scores[0], each));
        Assert.InRange(pool.Made, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void Call_WithoutAnIdleSession_WaitsForOne()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        InferenceSession<TinySoftmax> taken = pool.Take();
        float[] scores = new float[4];
        Thread caller = new(() => pool.Predict(Sample.Floats(9), scores));
        caller.Start();
        SpinWait.SpinUntil(() => (caller.ThreadState & ThreadState.WaitSleepJoin) != 0);
        Assert.Equal([0, 0, 0, 0], scores);
        pool.Return(taken);
        caller.Join();
        Assert.Equal(Sample.Bits(taken.Predict(Sample.Floats(9))), Sample.Bits(scores));
        Assert.Equal(1, pool.Made);
    }

    [Fact]
    public void Pool_AfterDispose_RefusesCallsAndThoseThatWait_AndEndsWhatComesBack()
    {
        SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        InferenceSession<TinySoftmax> taken = pool.Take();
        Exception? failure = null;
        Thread caller = new(() => failure = Record.Exception(() => pool.Predict(new float[9], new float[4])));
        caller.Start();
        SpinWait.SpinUntil(() => (caller.ThreadState & ThreadState.WaitSleepJoin) != 0);
        pool.Dispose();
        pool.Dispose();
        caller.Join();
        Assert.IsType<ObjectDisposedException>(failure);
        Assert.Equal(0.25f, taken.Predict(new float[9])[0]);
        pool.Return(taken);
        Assert.Throws<ObjectDisposedException>(() => taken.Predict(new float[9]).Length);
        Assert.Equal("SessionPool<TinySoftmax>",
            Assert.Throws<ObjectDisposedException>(() => pool.Predict(new float[9], new float[4])).ObjectName);
    }

    [Fact]
    public void Session_ThatComesBackInterrupted_WhileOthersHoldTheLock_IsNotLost()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        InferenceSession<TinySoftmax> taken = pool.Take();
        Interrupted.Against(LockOf(pool), arm =>
        {
            arm();
            pool.Return(taken);
        });
        Assert.Same(taken, pool.Take());
    }

    [Fact]
    public void Pool_ThatIsDisposedOfInterrupted_WhileOthersHoldTheLock_Ends()
    {
        SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        Interrupted.Against(LockOf(pool), arm =>
        {
            arm();
            pool.Dispose();
        });
        Assert.Throws<ObjectDisposedException>(pool.Take);
    }

    /// <summary>Of two callers that wait, one is woken for a session and interrupted at once: either has the session.</summary>
    [Fact]
    public void CallerThatIsWokenAndInterrupted_LeavesTheSessionToTheNext()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        InferenceSession<TinySoftmax> taken = pool.Take();
        bool[] served = new bool[2];
        Thread[] callers = [.. Enumerable.Range(0, 2).Select(caller => new Thread(
            () => served[caller] = Record.Exception(() => pool.Predict(new float[9], new float[4])) is null))];
        foreach (Thread caller in callers)
        {
            caller.Start();
            SpinWait.SpinUntil(() => (caller.ThreadState & ThreadState.WaitSleepJoin) != 0);
        }
        lock (LockOf(pool))
        {
            pool.Return(taken);
            callers[0].Interrupt();
        }
        Assert.All(callers, caller => Assert.True(caller.Join(TimeSpan.FromSeconds(30))));
        Assert.True(served[1]);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
    private static extern ref object LockOf(SessionPool<TinySoftmax> pool);

    [Fact]
    public void Predict_OfAWrongSize_IsRefused_AndTheSessionComesBack()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        Assert.Contains("[2, 1, 1, 4], 8 floats; found 9",
            Assert.Throws<ArgumentException>(() => pool.Predict(new float[18], new float[9])).Message);
        Assert.Throws<InvalidOperationException>(() => pool.Predict(new byte[9], new float[4]));
        float[] scores = new float[8];
        pool.Predict(new float[18], scores);
        Assert.All(scores, score => Assert.Equal(0.25f, score));
    }

    [Fact]
    public void Predict_AllocatesNothing()
    {
        using SessionPool<TinySoftmax> pool = Model.CreatePool(sessions: 1);
        float[] image = Sample.Floats(9), scores = new float[4];
        pool.Predict(image, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
            pool.Predict(image, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Pool_OfNoSessions_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Model.CreatePool(sessions: 0));
}
