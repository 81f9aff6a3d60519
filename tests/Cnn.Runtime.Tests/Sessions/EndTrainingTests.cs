using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

public sealed class EndTrainingTests
{
    private readonly TinySoftmax _network = TinySoftmax.Create();

    [Fact]
    public void SecondSession_SaysHowToTakeTheNetworkOver()
    {
        using TrainingSession<TinySoftmax> first = new(_network, new Sgd(1));
        Assert.Equal(
            "A second training session cannot begin: a training session holds TinySoftmax. Dispose of that session first or, "
            + "where it is out of reach, call EndTraining() on the network, which ends it.",
            Assert.Throws<InvalidOperationException>(() => new TrainingSession<TinySoftmax>(_network, new Sgd(1))).Message);
    }

    [Fact]
    public void EndTraining_HandsTheNetworkOver_WithTheStepsSoFar()
    {
        TrainingSession<TinySoftmax> forgotten = new(_network, new Sgd(1));
        forgotten.Step(Sample.Floats(72), Sample.Labels(8, 4));
        int[] after = Sample.Bits(_network.Parameters.Arena.Span);
        _network.Parameters.EndTraining();
        Assert.Equal(after, Sample.Bits(_network.Parameters.Arena.Span));
        using TrainingSession<TinySoftmax> next = new(_network, new Sgd(1));

        Action[] uses =
        [
            () => forgotten.Step(new float[9], new int[1]), () => forgotten.ComputeGradients(new float[9], new int[1]), () =>
                forgotten.GetLogits(0),
            () => forgotten.Gradients[0].ToArray(), () => forgotten.Gradients.Find("dense1.bias").CopyTo(new float[4]),
        ];
        foreach (Action use in uses)
        {
            Assert.StartsWith(
                "EndTraining() of the network ended this session, so that another one may train it. Train on with that one.",
                Assert.Throws<ObjectDisposedException>(use).Message);
        }
        // Disposing of it lets go of nothing that the next one holds.
        forgotten.Dispose();
        Assert.Throws<InvalidOperationException>(() => new TrainingSession<TinySoftmax>(_network, new Sgd(1)));
        next.Step(Sample.Floats(72), Sample.Labels(8, 4));
    }

    [Fact]
    public void Gradients_OfASessionThatWasDisposedOf_NameTheSession()
    {
        TrainingSession<TinySoftmax> session = new(_network, new Sgd(1));
        session.Dispose();
        ObjectDisposedException exception = Assert.Throws<ObjectDisposedException>(() => session.Gradients[0].ToArray());
        Assert.Equal("TrainingSession<TinySoftmax>", exception.ObjectName);
    }

    [Fact]
    public void EndTraining_WithoutASession_DoesNothing()
    {
        _network.Parameters.EndTraining();
        using (new TrainingSession<TinySoftmax>(_network, new Sgd(1)))
        {
        }
        _network.Parameters.EndTraining();
        _network.Parameters[0].CopyFrom(new float[36]);
    }

    [Fact]
    public void EndTraining_WithinAStep_IsRefused_AndTheStepGoesOn()
    {
        UsersOptimizer optimizer = new(1);
        using TrainingSession<TinySoftmax> session = new(_network, optimizer, new() { Threads = 1 });
        string? message = null;
        optimizer.Before = () => message = Assert.Throws<InvalidOperationException>(_network.Parameters.EndTraining).Message;
        session.Step(Sample.Floats(72), Sample.Labels(8, 4));
        Assert.Equal("EndTraining() cannot end a session while a call is running on it: call it when the step has returned.", message);
        Assert.Equal(1, session.StepCount);
        session.Step(Sample.Floats(72), Sample.Labels(8, 4));
    }

    [Fact]
    public void Trainer_WhoseTrainingIsEnded_SaysSo_BeforeItsNextStep()
    {
        int steps = 0;
        Trainer<TinySoftmax> trainer = new(_network, new Sgd(0.1f), new()
        {
            Progress = _ =>
            {
                steps++;
                _network.Parameters.EndTraining();
            },
        });
        Assert.Contains("EndTraining()", Assert.Throws<ObjectDisposedException>(() => trainer.Run(Sample.Corners(40))).Message);
        Assert.Equal(1, steps);
        using TrainingSession<TinySoftmax> next = new(_network, new Sgd(1));
    }

    /// <summary>Another session may have changed the parameters that were evaluated.</summary>
    [Fact]
    public void Trainer_WhoseTrainingIsEndedDuringAnEvaluation_ReturnsNoResult()
    {
        Meanwhile test = new(Sample.Corners(10), _network.Parameters.EndTraining);
        Assert.Throws<ObjectDisposedException>(() => new Trainer<TinySoftmax>(_network, new Sgd(0.1f)).Run(Sample.Corners(40), test));
    }

    [Fact]
    public void Session_ThatIsDisposedOfInterrupted_WhileOthersHoldTheLock_LetsTheNetworkGo()
    {
        TrainingSession<TinySoftmax> session = new(_network, new Sgd(1));
        Interrupted.Against(LockOf(HolderOf(_network.Parameters)), arm =>
        {
            arm();
            session.Dispose();
        });
        using TrainingSession<TinySoftmax> next = new(_network, new Sgd(1));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_holder")]
    private static extern ref TrainingHolder HolderOf(NetworkParameters parameters);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lock")]
    private static extern ref object LockOf(TrainingHolder holder);
}
