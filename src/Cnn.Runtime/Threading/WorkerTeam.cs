using System.ComponentModel;
using System.Diagnostics;

namespace Cnn.Runtime;

/// <summary>
/// The process's threads for network passes: one for each processor but the caller's. They persist, spin briefly between jobs and
/// park. One job runs at a time; a caller that finds the team busy does its whole job on its own thread.
/// </summary>
/// <remarks>
/// How many threads take part never changes a result: each output is written by one part, in one order. Nobody waits for a thread
/// that has not begun, and where those that have begun are kept from running, callers work alone for a while.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerTeam
{
    private static readonly Lazy<WorkerTeam> s_shared = new(() => new WorkerTeam(Environment.ProcessorCount - 1));

    private readonly TeamWorker[] _workers;
    private readonly SharedPhase _phase = new();
    private Contention _contention;
    private int _busy;

    /// <param name="helpers">Threads besides the caller's.</param>
    internal WorkerTeam(int helpers)
    {
        _workers = new TeamWorker[helpers];
        for (int i = 0; i < helpers; i++)
            _workers[i] = new TeamWorker(_phase, i + 1);
    }

    /// <summary>The one that all sessions share; its threads start with its first use.</summary>
    public static WorkerTeam Shared => s_shared.Value;

    /// <summary>The most threads a job can have, the caller's counted.</summary>
    public int ThreadCount => _workers.Length + 1;

    /// <summary>How many threads sleep until there is something to do for them.</summary>
    internal int ParkedCount => _workers.Count(worker => worker.IsParked);

    /// <summary>
    /// Runs a job and returns when its last phase is over. An exception of any thread surfaces here, after all have stopped; later
    /// phases are left out.
    /// </summary>
    /// <param name="job">The work.</param>
    /// <param name="threads">The most threads to use, the caller's counted.</param>
    internal void Run(TeamJob job, int threads)
    {
        int participants = Math.Min(threads, ThreadCount);
        if (participants <= 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            RunAlone(job);
            return;
        }
        try
        {
            RunTogether(job, participants);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private void RunTogether(TeamJob job, int participants)
    {
        long begin = Stopwatch.GetTimestamp();
        if (job.Pace.IsProbeDue(job.Size) || _contention.IsOn(begin))
        {
            RunAlone(job);
            job.Pace.MeasureAlone(Stopwatch.GetTimestamp() - begin);
            return;
        }
        int phases = job.PhaseCount;
        for (int phase = 0; phase < phases; phase++)
            RunPhase(job, phase, participants);
        long now = Stopwatch.GetTimestamp();
        _contention.Lose(now, job.Pace.Excess(now - begin));
    }

    private void RunPhase(TeamJob job, int phase, int participants)
    {
        int parts = _contention.IsOn(Stopwatch.GetTimestamp()) ? 1 : job.PartsOf(phase, participants);
        if (parts == 1)
        {
            job.RunPart(phase, 0, 1, worker: 0);
            return;
        }
        _phase.Open(job, phase, parts, participants);
        int helpers = Math.Min(participants, parts) - 1;
        for (int i = 0; i < helpers; i++)
            _workers[i].Wake();
        long lost = _phase.Finish();
        if (lost > 0)
            _contention.Lose(Stopwatch.GetTimestamp(), lost);
        _phase.Close()?.Throw();
    }

    private static void RunAlone(TeamJob job)
    {
        int phases = job.PhaseCount;
        for (int phase = 0; phase < phases; phase++)
            job.RunPart(phase, 0, 1, worker: 0);
    }
}
