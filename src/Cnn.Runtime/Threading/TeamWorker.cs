namespace Cnn.Runtime;

/// <summary>One persistent background thread of a team. It waits for a ticket, takes part in the job, and waits again.</summary>
internal sealed class TeamWorker
{
    private readonly WorkerTeam _team;
    private readonly ParkingGate _gate = new();
    private int _tickets;
    private bool _parked;

    /// <param name="team">The team.</param>
    /// <param name="number">Its number in a job; the caller's is 0.</param>
    public TeamWorker(WorkerTeam team, int number)
    {
        _team = team;
        Number = number;
        Thread thread = new(Loop)
        {
            IsBackground = true,
            Name = FormattableString.Invariant($"Cnn worker {number}"),
        };
        thread.UnsafeStart();
    }

    private int Number { get; }

    /// <summary>Lets the worker take part in the team's present job; called by the team's caller alone, once a job.</summary>
    public void Dispatch()
    {
        Volatile.Write(ref _tickets, unchecked(_tickets + 1));
        // Full fence: either this sees that the worker parked, or the worker, which looks again after saying so, sees the ticket.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked))
            _gate.WakeAll();
    }

    private void Loop()
    {
        int done = 0;
        while (true)
        {
            WaitForTicketAfter(done);
            done = unchecked(done + 1);
            _team.TakePart(Number);
        }
    }

    private void WaitForTicketAfter(int done)
    {
        for (int turn = 0; turn < Spinning.Turns; turn++)
        {
            if (Volatile.Read(ref _tickets) != done)
                return;
            Spinning.Pause(turn);
        }
        Volatile.Write(ref _parked, true);
        Interlocked.MemoryBarrier();
        _gate.WaitWhile(ref _tickets, done);
        Volatile.Write(ref _parked, false);
    }
}
