namespace Cnn.Runtime.Tests;

public sealed class StepGateTests
{
    private readonly StepGate _gate = new("changing the parameters of Net");

    [Fact]
    public void Readers_ReadBesideOneAnother()
    {
        using (_gate.Read("Net", "cannot be used"))
        using (_gate.Read("Net", "cannot be used"))
            Assert.True(true);
        using (_gate.Replace("Net", "cannot be used"))
            Assert.True(true);
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
