namespace Cnn.Runtime;

/// <summary>Where a thread parks until another changes a number. Allocates nothing.</summary>
/// <remarks>
/// <see cref="Thread.Interrupt"/> does not end a wait here, because the others still work on the memory of whoever waits; the
/// interrupt stays pending until the thread next waits for something else.
/// </remarks>
internal sealed class ParkingGate
{
    private readonly object _lock = new();

    /// <summary>Waits as long as <paramref name="place"/> holds <paramref name="value"/>.</summary>
    public void WaitWhile(ref int place, int value)
    {
        bool interrupted = false;
        while (Volatile.Read(ref place) == value)
        {
            try
            {
                lock (_lock)
                {
                    while (Volatile.Read(ref place) == value)
                        Monitor.Wait(_lock);
                }
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }

    /// <summary>Sets a number to zero and wakes who waits for that, where nobody else has done so.</summary>
    public void Release(ref int place)
    {
        if (Interlocked.Exchange(ref place, 0) == 0)
            return;
        using (PatientLock.Take(_lock))
            Monitor.PulseAll(_lock);
    }
}
