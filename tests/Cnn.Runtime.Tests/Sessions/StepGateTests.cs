using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

public sealed class StepGateTests
{
    private readonly StepGate _gate = new("changing the parameters of Net");

    [Fact]
    public void Readers_ReadBesideOneAnother()
    {
        int together = 0;
        using (_gate.Read("Net", "cannot be used"))
        {
            together++;
            using (_gate.Read("Net", "cannot be used"))
                together++;
        }
        // Once they have ended, whoever replaces need not wait.
        using (_gate.Replace("Net", "cannot be used"))
            together++;
        Assert.Equal(3, together);
    }

    [Fact]
    public void DuringAStep_AllOthersAreRefused_WithWhatToDo()
    {
        _gate.BeginStep();
        Assert.Equal(
            "Net cannot be saved: a training step is changing the parameters of Net. "
            + "Do it between steps: when Step has returned, or in a trainer's Progress or EpochCompleted.",
            Assert.Throws<InvalidOperationException>(() => _gate.Read("Net", "cannot be saved").Dispose()).Message);
        Assert.Throws<InvalidOperationException>(() => _gate.Replace("Net", "cannot be changed").Dispose());
        _gate.EndStep();
        _gate.EndStep();
        _gate.Read("Net", "cannot be saved").Dispose();
    }

    /// <summary>However many readers come one after another, a step waits for those only that were there before it.</summary>
    [Fact]
    public void Step_WaitsForAReader_AndKeepsLaterOnesOut()
    {
        bool began = false;
        Thread step;
        using (_gate.Read("Net", "cannot be used"))
        {
            step = new(() =>
            {
                _gate.BeginStep();
                Volatile.Write(ref began, true);
            });
            step.Start();
            while (IsOpen())
                Thread.Yield();
            Assert.False(Volatile.Read(ref began));
        }
        step.Join();
        Assert.True(began);
        Assert.False(IsOpen());
        _gate.EndStep();
        Assert.True(IsOpen());
    }

    [Fact]
    public void Step_WaitsForAReplacement()
    {
        bool began = false;
        Thread step = new(() =>
        {
            _gate.BeginStep();
            Volatile.Write(ref began, true);
        });
        using (_gate.Replace("Net", "cannot be used"))
        {
            step.Start();
            SpinWait.SpinUntil(() => step.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            Assert.False(Volatile.Read(ref began));
        }
        step.Join();
        Assert.True(began);
    }

    [Fact]
    public void Reader_WaitsForAReplacement()
    {
        bool isReading = false;
        Thread reader = new(() =>
        {
            using (_gate.Read("Net", "cannot be used"))
                Volatile.Write(ref isReading, true);
        });
        using (_gate.Replace("Net", "cannot be used"))
        {
            reader.Start();
            SpinWait.SpinUntil(() => reader.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            Assert.False(Volatile.Read(ref isReading));
        }
        reader.Join();
        Assert.True(isReading);
    }

    [Fact]
    public void StepThatIsInterruptedAsItWaits_HasNotBegun()
    {
        Exception? failure = null;
        Thread step = new(() => failure = Record.Exception(_gate.BeginStep));
        using (_gate.Read("Net", "cannot be used"))
        {
            step.Start();
            while (IsOpen())
                Thread.Yield();
            step.Interrupt();
            step.Join();
            Assert.IsType<ThreadInterruptedException>(failure);
            Assert.True(IsOpen());
        }
    }

    /// <summary>Where a lock is contended, an interrupted thread does not get it by a lock statement.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Use_ThatEndsInterrupted_WhileOthersHoldTheLock_Ends(bool replaces)
    {
        Interrupted.Against(LockOf(_gate), arm =>
        {
            using (replaces ? _gate.Replace("Net", "cannot be used") : _gate.Read("Net", "cannot be used"))
                arm();
        });
        _gate.Replace("Net", "cannot be used").Dispose();
        Assert.True(IsOpen());
    }

    [Fact]
    public void Step_ThatEndsInterrupted_WhileOthersHoldTheLock_Ends()
    {
        Interrupted.Against(LockOf(_gate), arm =>
        {
            _gate.BeginStep();
            arm();
            _gate.EndStep();
        });
        Assert.True(IsOpen());
    }

    /// <summary>The same of a whole session.</summary>
    [Fact]
    public void SessionThatIsInterrupted_LeavesTheParametersOpen()
    {
        TinySoftmax network = TinySoftmax.Create();
        UsersOptimizer optimizer = new(1);
        using TrainingSession<TinySoftmax> session = new(network, optimizer, new() { Threads = 1 });
        Interrupted.Against(LockOf(network.Parameters.Gate), arm =>
        {
            optimizer.Before = arm;
            session.Step(Sample.Floats(72), Sample.Labels(8, 4));
        });
        Assert.Equal(1, session.StepCount);
        Assert.Equal(Sample.Bits(network.Parameters.Arena.Span), Sample.Bits(network.Parameters.Copy().Arena.Span));
        optimizer.Before = () => { };
        session.Step(Sample.Floats(72), Sample.Labels(8, 4));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lock")]
    private static extern ref object LockOf(StepGate gate);

    private bool IsOpen()
    {
        try
        {
            _gate.Read("Net", "cannot be used").Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
