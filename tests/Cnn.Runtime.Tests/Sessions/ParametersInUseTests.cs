namespace Cnn.Runtime.Tests;

/// <summary>Who reads, saves or replaces a network's parameters gets those between two steps, or is told when to come again.</summary>
public sealed class ParametersInUseTests
{
    private const string Between = "Do it between steps: when Step has returned, or in a trainer's Progress or EpochCompleted.";
    private readonly TinySoftmax _network = TinySoftmax.Create();

    [Fact]
    public void WhileAnotherThreadSteps_NothingReadsOrReplacesTheParameters()
    {
        using TemporaryFolder folder = new();
        using ManualResetEventSlim inside = new(), release = new();
        UsersOptimizer optimizer = new(1)
        {
            Before = () =>
            {
                inside.Set();
                release.Wait();
            },
        };
        using TrainingSession<TinySoftmax> session = new(_network, optimizer, new() { Threads = 1 });
        Thread thread = new(() => session.Step(Sample.Floats(72), Sample.Labels(8, 4)));
        thread.Start();
        try
        {
            inside.Wait();
            Refused("TinySoftmax cannot be saved", () => _network.Parameters.Save(folder["net.safetensors"]));
            Refused("TinySoftmax cannot be frozen", () => Model<TinySoftmax>.From(_network.Parameters));
            Refused("TinySoftmax cannot be copied", () => _network.Parameters.Copy());
            Refused("dense1.bias cannot be read", () => _network.Parameters[1].ToArray());
            Refused("dense1.bias cannot be read", () => _network.Parameters[1].CopyTo(new float[4]));
            Assert.StartsWith(
                "dense1.bias cannot be replaced: a training session holds", Message(() => _network.Parameters[1].CopyFrom(new float[4])));
            Assert.Contains("when the step has returned", Message(_network.Parameters.EndTraining));
            // Two networks around one set of parameters.
            Refused("dense1.bias cannot be read", () => TinySoftmax.FromParameters(_network.Parameters).Parameters[1].ToArray());
            Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
        }
        finally
        {
            release.Set();
            thread.Join();
        }
        _network.Parameters.Save(folder["net.safetensors"]);
        NetworkParameters loaded = NetworkParameters.Load(TinySoftmax.Info, folder["net.safetensors"]);
        Assert.Equal(Sample.Bits(_network.Parameters.Arena.Span), Sample.Bits(loaded.Arena.Span));
        Assert.Equal(1, session.StepCount);
    }

    /// <summary>It could wait for itself, and other threads have changed a part of the parameters.</summary>
    [Fact]
    public void OptimizerThatSaves_IsRefused_AndMayReadTheGradients()
    {
        using TemporaryFolder folder = new();
        UsersOptimizer optimizer = new(1);
        using TrainingSession<TinySoftmax> session = new(_network, optimizer);
        string? message = null;
        float[]? gradients = null;
        optimizer.Before = () =>
        {
            message = Message(() => _network.Parameters.Save(folder["net.safetensors"]));
            gradients = session.Gradients[0].ToArray();
        };
        session.Step(Sample.Floats(72), Sample.Labels(8, 4));
        Assert.StartsWith("TinySoftmax cannot be saved: a training step is changing the parameters of TinySoftmax.", message);
        Assert.Equal(session.Gradients[0].ToArray(), gradients);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void GradientsWhileTheyAreComputed_AreRefused()
    {
        Meddler<TinyNorm> network = Meddler<TinyNorm>.Create();
        using TrainingSession<Meddler<TinyNorm>> session = new(network, new Sgd(1), new() { Threads = 1 });
        List<string> messages = [];
        Meddler<TinyNorm>.Meanwhile = () => messages.Add(Message(() => session.Gradients[0].ToArray()));
        try
        {
            session.ComputeGradients([1, 0], [0]);
            // The parameters stay as they are.
            Meddler<TinyNorm>.Meanwhile = () => network.Parameters[0].ToArray();
            session.ComputeGradients([1, 0], [0]);
        }
        finally
        {
            Meddler<TinyNorm>.Meanwhile = () => { };
        }
        // One thread does each phase whole.
        Assert.Equal(TinyNorm.Info.Training.Phases.Count, messages.Count);
        string expected = $"norm1.bias cannot be read: a training step is computing the gradients of TinyNorm. {Between}";
        Assert.All(messages, message => Assert.Equal(expected, message));
    }

    [Fact]
    public void TrainersCallbacks_StandBetweenSteps()
    {
        using TemporaryFolder folder = new();
        int saved = 0;
        new Trainer<TinySoftmax>(_network, new Sgd(0.1f), new()
        {
            Progress = progress =>
            {
                _network.Parameters.Save(folder["net.safetensors"]);
                _network.Parameters[0].ToArray();
                saved++;
            },
            EpochCompleted = _ => Model<TinySoftmax>.From(_network.Parameters),
        }).Run(Sample.Corners(40), Sample.Corners(10));
        Assert.Equal(5, saved);
        NetworkParameters last = NetworkParameters.Load(TinySoftmax.Info, folder["net.safetensors"]);
        Assert.Equal(Sample.Bits(_network.Parameters.Arena.Span), Sample.Bits(last.Arena.Span));
    }

    /// <summary>Its parameters may be a mixture: that is the optimizer's doing.</summary>
    [Fact]
    public void StepThatThrows_LetsOthersReadAgain()
    {
        UsersOptimizer optimizer = new(1) { Before = () => throw new NotSupportedException() };
        using TrainingSession<TinySoftmax> session = new(_network, optimizer, new() { Threads = 1 });
        Assert.Throws<NotSupportedException>(() => session.Step(Sample.Floats(72), Sample.Labels(8, 4)));
        Assert.Equal(36, _network.Parameters[0].ToArray().Length);
        Assert.Equal(36, session.Gradients[0].ToArray().Length);
    }

    /// <summary>What a copy has is of one step: each step of this optimizer adds 1 to every parameter.</summary>
    [Fact]
    public void CopiesBesideSteps_AreOfOneStep()
    {
        foreach (ParameterView view in _network.Parameters)
            view.CopyFrom(new float[view.ElementCount]);
        UsersOptimizer optimizer = new(0) { After = static (in range) => { foreach (ref float value in range.Parameters) value++; } };
        using TrainingSession<TinySoftmax> session = new(_network, optimizer, new() { Team = new WorkerTeam(2) });
        float[] images = Sample.Floats(72);
        int[] labels = Sample.Labels(8, 4);
        int mixtures = 0, copies = 0, refused = 0;
        bool isDone = false;
        Thread reader = new(() =>
        {
            while (!Volatile.Read(ref isDone) || copies == 0)
            {
                try
                {
                    NetworkParameters copy = _network.Parameters.Copy();
                    copies++;
                    mixtures += copy.SelectMany(view => view.ToArray()).Distinct().Count() - 1;
                }
                catch (InvalidOperationException)
                {
                    refused++;
                }
            }
        });
        reader.Start();
        for (int i = 0; i < 2000; i++)
            session.Step(images, labels);
        Volatile.Write(ref isDone, true);
        reader.Join();
        Assert.True(mixtures == 0, $"{mixtures} values beyond one a copy, in {copies} copies; {refused} were refused.");
        Assert.Equal(2000f, Assert.Single(_network.Parameters.SelectMany(view => view.ToArray()).Distinct()));
    }

    private static void Refused(string what, Action action) =>
        Assert.Equal($"{what}: a training step is changing the parameters of TinySoftmax. {Between}", Message(action));

    private static string Message(Action action) => Assert.Throws<InvalidOperationException>(action).Message;
}
