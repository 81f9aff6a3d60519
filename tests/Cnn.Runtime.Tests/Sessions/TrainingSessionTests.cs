namespace Cnn.Runtime.Tests;

public sealed class TrainingSessionTests
{
    [Fact]
    public void ComputeGradients_AgreesWithFiniteDifferences_AndChangesNothing()
    {
        TinySoftmax network = TinySoftmax.Create(5);
        float[] images = Sample.Floats(6 * 9);
        int[] labels = Sample.Labels(6, 4);
        float[][] gradients = new float[2][];
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        using (TrainingSession<TinySoftmax> session = new(network, new Sgd(0.1f)))
        {
            session.ComputeGradients(images, labels);
            Assert.Equal(0, session.StepCount);
            for (int p = 0; p < 2; p++)
                gradients[p] = session.Gradients[p].ToArray();
        }
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));

        const float Step = 1f / 64;
        for (int p = 0; p < 2; p++)
        {
            float[] values = network.Parameters[p].ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                double higher = LossWith(network, p, values, i, Step, images, labels);
                double lower = LossWith(network, p, values, i, -Step, images, labels);
                // Central differences: the error is about Step² / 6 times a third derivative below 1.
                Assert.Equal((higher - lower) / (2 * Step), gradients[p][i], 1e-4);
            }
        }
    }

    [Fact]
    public void Step_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        int[]? expected = null;
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            TinySoftmax network = TinySoftmax.Create();
            using TrainingSession<TinySoftmax> session = new(
                network, new Sgd(0.3f) { Momentum = 0.9f, WeightDecay = 0.01f }, new() { Threads = threads, Team = new WorkerTeam(7) });
            List<float> losses = [];
            for (int step = 0; step < 50; step++)
                losses.Add(session.Step(Sample.Floats(7 * 9, (ulong)step), Sample.Labels(7, 4, (ulong)step)));
            int[] found = [.. Sample.Bits(losses.ToArray()), .. Sample.Bits(network.Parameters.Arena.Span)];
            expected ??= found;
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Step_ReturnsTheMeanLossBeforeTheUpdate_AndLearns()
    {
        TinySoftmax network = TinySoftmax.Create();
        network.Parameters[0].CopyFrom(new float[36]);
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(1));
        float[] images = Sample.Floats(8 * 9);
        int[] labels = Sample.Labels(8, 4);
        Assert.Equal(Math.Log(4), session.Step(images, labels), 1e-6);
        float last = 0;
        for (int i = 0; i < 100; i++)
            last = session.Step(images, labels);
        Assert.InRange(last, 0, 0.5f);
        Assert.Equal(101, session.StepCount);
    }

    [Fact]
    public void Step_WithFloatTargets_TrainsARegression()
    {
        TinyRegression network = TinyRegression.Create();
        using TrainingSession<TinyRegression> session = new(network, new Sgd(0.3f));
        float[] images = [1, 0, 0, 1, 1, 1, -1, 1];
        float[] targets = [2, -3, -1, -5];
        for (int i = 0; i < 200; i++)
            session.Step(images, targets);
        Assert.Equal(0f, session.ComputeGradients(images, targets), 1e-6f);
        float[] weights = network.Parameters[0].ToArray();
        Assert.Equal(2f, weights[0], 1e-4f);
        Assert.Equal(-3f, weights[1], 1e-4f);
    }

    [Fact]
    public void Step_WithTheWrongKindOfTargets_SaysWhichToCall()
    {
        using TrainingSession<TinySoftmax> classifier = new(TinySoftmax.Create(), new Sgd(1), new() { Loss = new FocalLoss() });
        Assert.Contains("ReadOnlySpan<int> labels",
            Assert.Throws<InvalidOperationException>(() => classifier.Step(new float[9], new float[4])).Message);
        using TrainingSession<TinyRegression> regression = new(TinyRegression.Create(), new Sgd(1));
        Assert.Contains("ReadOnlySpan<float> targets",
            Assert.Throws<InvalidOperationException>(() => regression.Step(new float[2], new int[1])).Message);
    }

    [Fact]
    public void Step_OfWrongSizesOrLabels_SaysExpectedAndFound_AndChangesNothing()
    {
        TinySoftmax network = TinySoftmax.Create();
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(1));
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        Assert.Contains("1 to 8 instances; found 9", Message(() => session.Step(new float[81], new int[9])));
        Assert.Contains("1 to 8 instances; found 0", Message(() => session.Step(new float[0], new int[0])));
        Assert.Contains("[2, 3, 3, 1], 18 floats; found 9", Message(() => session.Step(new float[9], new int[2])));
        Assert.Contains("0 to 3; labels[1] is 4", Message(() => session.Step(new float[18], [0, 4])));
        Assert.Contains("0 to 3; labels[0] is -1", Message(() => session.Step(new float[9], [-1])));
        using TrainingSession<TinyRegression> regression = new(TinyRegression.Create(), new Sgd(1));
        Assert.Contains("whole ones of 1x1x2", Message(() => regression.Step(new float[3], new float[1])));
        Assert.Contains("[2, 1, 1, 1], 2 floats; found 1", Message(() => regression.Step(new float[4], new float[1])));
        Assert.Contains("1 to 4 instances; found 5", Message(() => regression.Step(new float[10], new float[5])));
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        Assert.Equal(0, session.StepCount);
    }

    [Fact]
    public void Step_WithALossThatIsNotFinite_ReturnsItAsItIs()
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1));
        Assert.True(float.IsNaN(session.ComputeGradients([float.NaN, 0, 0, 0, 0, 0, 0, 0, 0], [0])));
    }

    [Fact]
    public void Session_WhileAnotherTrainsTheNetwork_IsRefused()
    {
        TinySoftmax network = TinySoftmax.Create();
        using (TrainingSession<TinySoftmax> first = new(network, new Sgd(1)))
            Assert.Contains("TinySoftmax",
                Assert.Throws<InvalidOperationException>(() => new TrainingSession<TinySoftmax>(network, new Sgd(1))).Message);
        using TrainingSession<TinySoftmax> second = new(network, new Sgd(1));
    }

    [Fact]
    public void Session_AfterDispose_Throws()
    {
        TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1));
        session.Dispose();
        session.Dispose();
        ObjectDisposedException exception = Assert.Throws<ObjectDisposedException>(() => session.Step(new float[9], new int[1]));
        Assert.Equal("TrainingSession<TinySoftmax>", exception.ObjectName);
        Assert.DoesNotContain("Version=", exception.Message);
        Assert.Throws<ObjectDisposedException>(() => session.Gradients[0].ToArray());
    }

    [Fact]
    public void Gradients_AreFoundByName_AndReadOnly()
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1));
        Assert.Same(session.Gradients[1], session.Gradients.Find("dense1.bias"));
        Assert.Throws<InvalidOperationException>(() => session.Gradients[1].CopyFrom(new float[4]));
    }

    [Fact]
    public void LearningRate_MayChangeBetweenSteps()
    {
        TinyRegression network = TinyRegression.Create();
        network.Parameters[0].CopyFrom([1, 1]);
        using TrainingSession<TinyRegression> session = new(network, new Sgd(0));
        session.Step([1, 0], [0f]);
        Assert.Equal([1, 1], network.Parameters[0].ToArray());
        session.LearningRate = 0.25f;
        session.Step([1, 0], [0f]);
        Assert.Equal([0.5f, 1], network.Parameters[0].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => session.LearningRate = float.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.LearningRate = -1);
    }

    [Fact]
    public void Step_AllocatesNothing()
    {
        using TrainingSession<TinySoftmax> session = new(
            TinySoftmax.Create(), new Sgd(0.01f) { Momentum = 0.9f, Nesterov = true }, new() { Team = new WorkerTeam(2) });
        float[] images = Sample.Floats(72);
        int[] labels = Sample.Labels(8, 4);
        session.Step(images, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
            session.Step(images, labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static double LossWith(TinySoftmax network, int parameter, float[] values, int index, float change, float[] images,
        int[] labels)
    {
        float[] changed = (float[])values.Clone();
        changed[index] += change;
        network.Parameters[parameter].CopyFrom(changed);
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(0));
        float loss = session.ComputeGradients(images, labels);
        session.Dispose();
        network.Parameters[parameter].CopyFrom(values);
        return loss;
    }
}
