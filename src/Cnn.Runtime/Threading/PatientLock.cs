namespace Cnn.Runtime;

/// <summary>A lock that <see cref="Thread.Interrupt"/> keeps nobody from: for what must be undone however a call ends.</summary>
/// <remarks>
/// A contended lock statement throws where its thread is interrupted. Here the interrupt stays pending instead, until the thread next waits
/// for something else; so nothing that may wait belongs under the lock.
/// </remarks>
internal static class PatientLock
{
    /// <summary>Takes the lock until the result is disposed of.</summary>
    public static Held Take(object monitor)
    {
        bool interrupted = false;
        for (bool taken = false; !taken;)
        {
            try
            {
                Monitor.Enter(monitor, ref taken);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.CurrentThread.Interrupt();
        return new Held(monitor);
    }

    /// <summary>The lock, until it is disposed of, once.</summary>
    public readonly ref struct Held(object monitor)
    {
        public void Dispose() => Monitor.Exit(monitor);
    }
}
