using System.Collections.Concurrent;

namespace Cnn.Runtime.Tests;

public sealed class InferenceSessionTests
{
    [Fact]
    public void Predict_OfOneImage_GivesTheSoftmaxOfItsLogits()
    {
        TinySoftmax network = TinySoftmax.Create(2);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        float[] image = Sample.Floats(9);
        float[] scores = session.Predict(image).ToArray();
        float[] weights = network.Parameters[0].ToArray();
        double[] logits = [.. Enumerable.Range(0, 4).Select(k => Enumerable.Range(0, 9).Sum(j => (double)image[j] * weights[(k * 9) + j]))];
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(logits[k], session.Logits[k], 1e-6);
            Assert.Equal(Math.Exp(logits[k]) / logits.Sum(Math.Exp), scores[k], 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Predict_OfManyImages_GivesWhatEachGivesAlone(int count)
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        float[] images = Sample.Floats(count * 9);
        float[] scores = new float[count * 4];
        session.Predict(images, scores);
        for (int i = 0; i < count; i++)
            Assert.Equal(Sample.Bits(session.Predict(images.AsSpan(i * 9, 9))), Sample.Bits(scores.AsSpan(i * 4, 4)));
    }

    [Fact]
    public void Predict_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        Model<TinySoftmax> model = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters);
        float[] images = Sample.Floats(10 * 9);
        int[]? expected = null;
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            using InferenceSession<TinySoftmax> session = model.CreateSession(new() { Threads = threads, Team = new WorkerTeam(7) });
            float[] scores = new float[40];
            session.Predict(images, scores);
            expected ??= Sample.Bits(scores);
            Assert.Equal(expected, Sample.Bits(scores));
        }
    }

    [Fact]
    public void Model_IsNotChangedByLaterTraining()
    {
        TinySoftmax network = TinySoftmax.Create();
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        float[] image = Sample.Floats(9);
        int[] before = Sample.Bits(session.Predict(image));
        using (TrainingSession<TinySoftmax> training = new(network, new Sgd(1)))
            training.Step(image, [1]);
        Assert.Equal(before, Sample.Bits(session.Predict(image)));
    }

    [Fact]
    public void Model_OfAnotherNetworksParameters_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Model<TinySoftmax>.From(TinyRegression.Create().Parameters));
        Assert.Contains("TinySoftmax", exception.Message);
        Assert.Contains("TinyRegression", exception.Message);
    }

    [Fact]
    public void Predict_OfAWrongSize_SaysExpectedAndFound()
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        string message = Assert.Throws<ArgumentException>(() => session.Predict(new float[8]).Length).Message;
        Assert.Contains("[1, 3, 3, 1], 9 floats; found 8", message);
        Assert.Contains("3x3x1", Assert.Throws<ArgumentException>(() => session.Predict(new float[17], new float[8])).Message);
        Assert.Contains("[2, 1, 1, 4], 8 floats; found 9",
            Assert.Throws<ArgumentException>(() => session.Predict(new float[18], new float[9])).Message);
        session.Predict(new float[9]);
    }

    [Fact]
    public void Session_AfterDispose_ThrowsButItsSpansStayReadable()
    {
        InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        ReadOnlySpan<float> scores = session.Predict(new float[9]);
        session.Dispose();
        session.Dispose();
        GC.Collect();
        Assert.Equal(0.25f, scores[3]);
        Assert.Equal("InferenceSession<TinySoftmax>",
            Assert.Throws<ObjectDisposedException>(() => session.Predict(new float[9]).Length).ObjectName);
        Assert.Equal("InferenceSession<TinySoftmax>", Assert.Throws<ObjectDisposedException>(() => session.Logits.Length).ObjectName);
    }

    [Fact]
    public void Guard_LetsOneCallerInAtATime()
    {
        SessionGuard guard = new("Do this.");
        guard.Enter(this);
        string message = Assert.Throws<InvalidOperationException>(() => guard.Enter(this)).Message;
        Assert.Equal("A session serves one caller at a time, and another call is running on it. Do this.", message);
        Assert.Throws<InvalidOperationException>(() => guard.Close(this));
        guard.Exit();
        guard.Enter(this);
        guard.Exit();
        Assert.True(guard.Close(this));
        Assert.False(guard.Close(this));
        Assert.Throws<ObjectDisposedException>(() => guard.Enter(this));
    }

    [Fact]
    public void Predict_FromTwoThreadsAtOnce_ThrowsInsteadOfCorrupting()
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        float[] images = Sample.Floats(3000 * 9);
        float[] expected = new float[3000 * 4];
        session.Predict(images, expected);
        int refused = 0;
        Parallel.For(0, 4, _ =>
        {
            float[] scores = new float[3000 * 4];
            for (int turn = 0; turn < 20; turn++)
            {
                try
                {
                    session.Predict(images, scores);
                    Assert.Equal(expected, scores);
                }
                catch (InvalidOperationException exception)
                {
                    Assert.Contains("pool, Model.CreatePool().", exception.Message);
                    Interlocked.Increment(ref refused);
                }
            }
        });
        float[] afterwards = new float[3000 * 4];
        session.Predict(images, afterwards);
        Assert.Equal(expected, afterwards);
        Assert.InRange(refused, 0, 79);
    }

    [Fact]
    public void Sessions_OnOneTeamAtOnce_GiveWhatEachGivesAlone()
    {
        WorkerTeam team = new(3);
        Model<TinySoftmax> model = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters);
        float[] images = Sample.Floats(500 * 9);
        float[] expected = new float[500 * 4];
        using (InferenceSession<TinySoftmax> alone = model.CreateSession(new() { Threads = 1 }))
            alone.Predict(images, expected);
        int[] expectedWeights = Train(new() { Threads = 1 });

        Thread[] threads = new Thread[4];
        ConcurrentQueue<Exception> failures = [];
        for (int i = 0; i < threads.Length; i++)
        {
            bool trains = i == 0;
            threads[i] = new Thread(() =>
            {
                try
                {
                    using InferenceSession<TinySoftmax> session = model.CreateSession(new() { Team = team });
                    float[] scores = new float[500 * 4];
                    for (int turn = 0; turn < 10; turn++)
                    {
                        if (trains)
                        {
                            Assert.Equal(expectedWeights, Train(new() { Team = team }));
                            continue;
                        }
                        session.Predict(images, scores);
                        Assert.Equal(expected, scores);
                    }
                }
                catch (Exception exception)
                {
                    failures.Enqueue(exception);
                }
            });
        }
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);

        static int[] Train(TrainingOptions options)
        {
            TinySoftmax network = TinySoftmax.Create();
            using TrainingSession<TinySoftmax> session = new(network, new Sgd(0.1f) { Momentum = 0.9f }, options);
            for (int step = 0; step < 30; step++)
                session.Step(Sample.Floats(72, (ulong)step), Sample.Labels(8, 4, (ulong)step));
            return Sample.Bits(network.Parameters.Arena.Span);
        }
    }

    [Fact]
    public void Predict_AllocatesNothing()
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters)
            .CreateSession(new() { Team = new WorkerTeam(2) });
        float[] images = Sample.Floats(7 * 9);
        float[] scores = new float[28];
        session.Predict(images, scores);
        session.Predict(images.AsSpan(0, 9));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            session.Predict(images, scores);
            session.Predict(images.AsSpan(0, 9));
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Options_WithNoThreads_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceOptions { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { Threads = -1 });
    }
}
