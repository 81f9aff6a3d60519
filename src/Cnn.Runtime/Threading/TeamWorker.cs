using System.Diagnostics;

namespace Cnn.Runtime;

/// <summary>
/// One persistent background thread of a team. It takes parts of whatever phase is open, spins briefly where there is none, and parks.
/// </summary>
internal sealed class TeamWorker
{
    private readonly SharedPhase _phase;
    private readonly int _number;
    private readonly ParkingGate _gate = new();
    private int _isParked;

    /// <param name="phase">The team's.</param>
    /// <param name="number">Its number in a job; the caller's is 0.</param>
    public TeamWorker(SharedPhase phase, int number)
    {
        _phase = phase;
        _number = number;
        Thread thread = new(Loop)
        {
            IsBackground = true,
            Name = FormattableString.Invariant($"Cnn worker {number}"),
        };
        thread.UnsafeStart();
    }

    /// <summary>Whether it sleeps until it is woken.</summary>
    public bool IsParked => Volatile.Read(ref _isParked) != 0;

    /// <summary>Wakes the worker where it sleeps; called after a phase was opened.</summary>
    public void Wake()
    {
        if (IsParked)
            _gate.Release(ref _isParked);
    }

    private void Loop()
    {
        while (true)
        {
            _phase.Help(_number);
            WaitForParts();
        }
    }

    private void WaitForParts()
    {
        Spin spin = new(Stopwatch.GetTimestamp(), Spin.Ticks);
        while (!_phase.HasPartFor(_number))
        {
            if (!spin.Once())
            {
                Park();
                return;
            }
        }
    }

    private void Park()
    {
        // A full fence: either this sees the parts that there are by now, or whoever opened their phase sees that it is parked.
        Interlocked.Exchange(ref _isParked, 1);
        if (!_phase.HasPartFor(_number))
            _gate.WaitWhile(ref _isParked, 1);
        Volatile.Write(ref _isParked, 0);
    }
}
