using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Layers;

/// <summary>Runs a pass on several threads, with a barrier between phases as sessions have it, and keeps the time of each step.</summary>
internal sealed class PassRunner
{
    private readonly ExecutionPlan _plan;
    private readonly PassMemory _memory;
    private readonly int _batch;
    private readonly PassWorker[] _workers;
    private int _nextUnit;

    /// <param name="network">The generated class.</param>
    /// <param name="plan">The pass.</param>
    /// <param name="memory">What it reads and writes.</param>
    /// <param name="batch">Instances.</param>
    /// <param name="threads">Threads.</param>
    public PassRunner(Type network, ExecutionPlan plan, PassMemory memory, int batch, int threads)
    {
        (_plan, _memory, _batch) = (plan, memory, batch);
        Steps = PassStep.Phases(network, plan);
        _workers = [.. Enumerable.Range(0, threads).Select(worker => new PassWorker(plan, Steps, batch * worker / threads, batch * (worker + 1) / threads))];
    }

    /// <summary>The steps, phase by phase.</summary>
    public PassStep[][] Steps { get; }

    /// <summary>Runs passes until some time is over, three at the least.</summary>
    /// <returns>For each pass the seconds of each step: of the thread that it took longest.</returns>
    public IReadOnlyList<double[]> Run(double seconds)
    {
        const int Least = 3;
        var passes = new List<double[]>();
        var watch = Stopwatch.StartNew();
        bool goesOn = true;
        using var barrier = new Barrier(_workers.Length, _ => _nextUnit = 0);
        using var lastBarrier = new Barrier(_workers.Length, _ =>
        {
            long[][] ticks = [.. _workers.Select(worker => worker.TakeTicks())];
            passes.Add([.. Enumerable.Range(0, ticks[0].Length).Select(step => (double)ticks.Max(worker => worker[step]) / Stopwatch.Frequency)]);
            goesOn = passes.Count < Least || watch.Elapsed.TotalSeconds < seconds;
        });
        Thread[] team = [.. _workers.Select(worker => new Thread(() =>
        {
            while (goesOn)
            {
                for (int phase = 0; phase < _plan.Phases.Count; phase++)
                {
                    barrier.SignalAndWait();
                    RunPhase(worker, phase);
                }

                lastBarrier.SignalAndWait();
            }
        }))];
        foreach (Thread thread in team) thread.Start();
        foreach (Thread thread in team) thread.Join();
        return passes;
    }

    private void RunPhase(PassWorker worker, int phase)
    {
        ref float arena = ref _memory.Values.Origin;
        ref float images = ref MemoryMarshal.GetArrayDataReference(_memory.Images);
        if (_plan.IsTraining)
        {
            var pass = new TrainingPass
            {
                Arena = ref arena,
                Parameters = ref _memory.Parameters.Origin,
                Gradients = ref _memory.Gradients.Origin,
                RunningStatistics = ref Unsafe.NullRef<float>(),
                Images = ref images,
                Labels = ref MemoryMarshal.GetArrayDataReference(_memory.Labels),
                Count = _batch,
            };
            worker.Run(phase, ref pass, ref arena, ref _nextUnit);
        }
        else
        {
            var pass = new InferencePass { Arena = ref arena, Parameters = ref _memory.Parameters.Origin, Images = ref images };
            worker.Run(phase, ref pass, ref arena, ref _nextUnit);
        }
    }
}
