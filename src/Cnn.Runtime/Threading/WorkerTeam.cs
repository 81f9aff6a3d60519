using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace Cnn.Runtime;

/// <summary>
/// The process's threads for network passes: one for each processor but the caller's. They persist, spin briefly between jobs and
/// park. One job runs at a time; a caller that finds the team busy does its whole job on its own thread.
/// </summary>
/// <remarks>How many threads take part never changes a result: jobs are cut so that each output is written by one thread, in one order.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerTeam
{
    private static readonly Lazy<WorkerTeam> s_shared = new(() => new WorkerTeam(Environment.ProcessorCount - 1));

    private readonly TeamWorker[] _workers;
    private readonly PhaseBarrier _barrier = new();
    private int _busy;
    private TeamJob? _job;
    private int _participants;
    private ExceptionDispatchInfo? _failure;

    /// <param name="helpers">Threads besides the caller's.</param>
    internal WorkerTeam(int helpers)
    {
        _workers = new TeamWorker[helpers];
        for (int i = 0; i < helpers; i++)
            _workers[i] = new TeamWorker(this, i + 1);
    }

    /// <summary>The one that all sessions share; its threads start with its first use.</summary>
    public static WorkerTeam Shared => s_shared.Value;

    /// <summary>The most threads a job can have, the caller's counted.</summary>
    public int ThreadCount => _workers.Length + 1;

    /// <summary>Runs a job and returns when its last phase is over; an exception of any thread surfaces here, after all have stopped.</summary>
    /// <param name="job">The work.</param>
    /// <param name="threads">The most threads to use, the caller's counted.</param>
    internal void Run(TeamJob job, int threads)
    {
        int participants = Math.Min(threads, ThreadCount);
        if (participants <= 1 || job.PhaseCount == 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            RunAlone(job);
            return;
        }
        ExceptionDispatchInfo? failure;
        try
        {
            _job = job;
            _participants = participants;
            for (int i = 0; i < participants - 1; i++)
                _workers[i].Dispatch();
            TakePart(0);
            failure = _failure;
        }
        finally
        {
            _job = null;
            _failure = null;
            Volatile.Write(ref _busy, 0);
        }
        failure?.Throw();
    }

    /// <summary>Runs one thread's share of the present job. After a failure the phases that remain are passed without work, so that nobody waits in vain.</summary>
    internal void TakePart(int worker)
    {
        TeamJob job = _job!;
        int participants = _participants;
        int phases = job.PhaseCount;
        for (int phase = 0; phase < phases; phase++)
        {
            if (Volatile.Read(ref _failure) is null)
            {
                try
                {
                    job.RunPhase(phase, worker, participants, ref _barrier.NextUnit);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                }
            }
            _barrier.SignalAndWait(participants);
        }
    }

    private static void RunAlone(TeamJob job)
    {
        int phases = job.PhaseCount;
        for (int phase = 0; phase < phases; phase++)
        {
            int nextUnit = 0;
            job.RunPhase(phase, 0, 1, ref nextUnit);
        }
    }
}
