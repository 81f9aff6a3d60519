namespace Cnn.Runtime.Tests;

/// <summary>Calls whose thread has an interrupt pending while another thread holds a lock that they may want.</summary>
internal static class Interrupted
{
    /// <summary>Runs a call on a thread of its own: it must end without an exception, and leave the interrupt pending.</summary>
    /// <param name="monitor">The lock.</param>
    /// <param name="call">
    /// Calls what it is handed where the trouble is to begin: after that the lock is held until the thread waits for it, or has ended.
    /// </param>
    public static void Against(object monitor, Action<Action> call)
    {
        bool isAsked = false, isHeld = false, isArmed = false;
        Exception? failure = null, after = null;
        Thread thread = new(() =>
        {
            failure = Record.Exception(() => call(() =>
            {
                Volatile.Write(ref isAsked, true);
                Await(ref isHeld);
                Thread.CurrentThread.Interrupt();
                Volatile.Write(ref isArmed, true);
            }));
            after = Record.Exception(() => Thread.Sleep(1));
        });
        thread.Start();
        Await(ref isAsked);
        lock (monitor)
        {
            Volatile.Write(ref isHeld, true);
            Await(ref isArmed);
            while ((thread.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) == 0)
                Thread.Yield();
        }
        thread.Join();
        Assert.Null(failure);
        Assert.IsType<ThreadInterruptedException>(after);
    }

    private static void Await(ref bool flag)
    {
        while (!Volatile.Read(ref flag))
            Thread.Yield();
    }
}
