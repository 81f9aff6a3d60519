using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Cnn.Runtime;

/// <summary>
/// The parts of the phase that a team is working on. Each is taken once, by whichever thread comes first; the caller does the first one,
/// takes what others have not begun, and waits for what they have. Allocates nothing.
/// </summary>
/// <remarks>
/// A phase cannot end while a part of it is taken and not done. So the fields that describe it hold still for a thread that has taken
/// a part, however late it comes; one that has taken none reads the word of untaken parts only.
/// </remarks>
internal sealed class SharedPhase
{
    private const int ParticipantsShift = 32;

    private readonly ParkingGate _gate = new();
    private Counters _counters;
    private TeamJob? _job;
    private int _phase;
    private int _parts;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Offers a phase to the workers; called by the team's caller alone, when no phase is open.</summary>
    /// <param name="job">The work.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="parts">Its parts, at least 2; the first is the caller's.</param>
    /// <param name="participants">Threads that may take some, the caller's counted.</param>
    public void Open(TeamJob job, int phase, int parts, int participants)
    {
        (_job, _phase, _parts, _failure) = (job, phase, parts, null);
        _counters.Done = 0;
        // A full fence: a worker that parks sees the parts, or the caller, who looks for parked ones after this, sees that it parked.
        Interlocked.Exchange(ref _counters.Untaken, ((long)participants << ParticipantsShift) | (uint)(parts - 1));
    }

    /// <summary>Whether there is a part that this worker may take.</summary>
    public bool HasPartFor(int worker) => MayTake(Volatile.Read(ref _counters.Untaken), worker);

    /// <summary>Does parts until all are taken; a worker's share of a phase. It may come at any time, and find none.</summary>
    public void Help(int worker)
    {
        int done = RunUntaken(worker);
        if (done == 0)
            return;
        int parts = _parts;
        // From here on the phase may be over and another one open; waking its caller would only have it look again.
        if (Interlocked.Add(ref _counters.Done, done) == parts && Volatile.Read(ref _counters.IsCallerParked) != 0)
            _gate.Release(ref _counters.IsCallerParked);
    }

    /// <summary>Does the caller's share of the open phase and waits until all of it is done.</summary>
    /// <returns>Ticks of <see cref="Stopwatch"/> that the caller waited although a thread that was running would have been done.</returns>
    public long Finish()
    {
        long opened = Stopwatch.GetTimestamp();
        RunPart(0, worker: 0);
        int done = 1 + RunUntaken(worker: 0);
        if (Interlocked.Add(ref _counters.Done, done) == _parts)
            return 0;

        long ranOut = Stopwatch.GetTimestamp();
        Spin spin = new(ranOut, Spin.Ticks);
        while (Volatile.Read(ref _counters.Done) != _parts)
        {
            if (!spin.Once())
                Park();
        }
        // What others had begun when nothing was left takes about as long as the caller's own parts did.
        return Math.Max(0, Stopwatch.GetTimestamp() - ranOut - (ranOut - opened));
    }

    /// <summary>Forgets the phase that is over.</summary>
    /// <returns>The first exception of its parts.</returns>
    public ExceptionDispatchInfo? Close()
    {
        ExceptionDispatchInfo? failure = _failure;
        (_job, _failure) = (null, null);
        return failure;
    }

    private static bool MayTake(long untaken, int worker) => (uint)untaken != 0 && worker < (int)(untaken >> ParticipantsShift);

    private int RunUntaken(int worker)
    {
        int done = 0;
        for (long untaken = Volatile.Read(ref _counters.Untaken); MayTake(untaken, worker);)
        {
            long seen = Interlocked.CompareExchange(ref _counters.Untaken, untaken - 1, untaken);
            if (seen != untaken)
            {
                untaken = seen;
                continue;
            }
            RunPart(_parts - (int)(uint)untaken, worker);
            done++;
            untaken = Volatile.Read(ref _counters.Untaken);
        }
        return done;
    }

    /// <summary>After a failure the parts that remain are passed without work.</summary>
    private void RunPart(int part, int worker)
    {
        if (Volatile.Read(ref _failure) is not null)
            return;
        try
        {
            _job!.RunPart(_phase, part, _parts, worker);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    private void Park()
    {
        Interlocked.Exchange(ref _counters.IsCallerParked, 1);
        if (Volatile.Read(ref _counters.Done) != _parts)
            _gate.WaitWhile(ref _counters.IsCallerParked, 1);
        Volatile.Write(ref _counters.IsCallerParked, 0);
    }

    /// <summary>Each on cache lines of its own (two, as processors fetch them in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        /// <summary>
        /// How many threads may take parts, and, in the lower half, how many parts are not taken: one word, so that nobody takes a
        /// part of a job that has no room for it.
        /// </summary>
        [FieldOffset(128)]
        public long Untaken;

        [FieldOffset(256)]
        public int Done;

        [FieldOffset(384)]
        public int IsCallerParked;
    }
}
