using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Layers;

/// <summary>Runs a pass on several threads, with barriers where sessions have them, and keeps the time of each step.</summary>
internal sealed class PassRunner
{
    // As many calls as the compiler of .NET waits for before it compiles a method for good, and the time that it waits after them.
    private const int WarmPasses = 35;

    private const double WarmSeconds = 0.5;

    private const int LeastPasses = 3;

    private readonly ExecutionPlan _plan;
    private readonly PassMemory _memory;
    private readonly PassStretch[] _stretches;
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
        _stretches = PassStretch.Of(network, plan, plan.IsSplit && HiddenRuntime.SharesInstances(threads, batch));
        Steps = [.. _stretches.SelectMany(stretch => stretch.Steps)];
        _workers = [.. Enumerable.Range(0, threads).Select(_ => new PassWorker(plan, Steps.Length))];
    }

    /// <summary>The steps, in order.</summary>
    public PassStep[] Steps { get; }

    /// <summary>Threads.</summary>
    public int Threads => _workers.Length;

    /// <summary>Runs one pass.</summary>
    public void RunOnce() => Run(passes => passes == 1);

    /// <summary>Runs passes for some time, after others until their code is warm.</summary>
    /// <param name="seconds">How long; longer where three passes take longer, and no longer than that to get warm.</param>
    /// <returns>For each pass the seconds of each step: those of the thread that it took longest.</returns>
    public IReadOnlyList<double[]> Measure(double seconds)
    {
        var watch = Stopwatch.StartNew();
        Run(passes => (passes >= WarmPasses && watch.Elapsed.TotalSeconds >= WarmSeconds)
            || watch.Elapsed.TotalSeconds >= Math.Max(seconds, WarmSeconds));
        watch.Restart();
        return Run(passes => passes >= LeastPasses && watch.Elapsed.TotalSeconds >= seconds);
    }

    private List<double[]> Run(Func<int, bool> isOver)
    {
        var passes = new List<double[]>();
        bool goesOn = true;
        using var stretchEnd = new Barrier(_workers.Length, _ => _nextUnit = 0);
        using var passEnd = new Barrier(_workers.Length, _ =>
        {
            long[][] ticks = [.. _workers.Select(worker => worker.TakeTicks())];
            passes.Add([.. Enumerable.Range(0, Steps.Length)
                .Select(step => (double)ticks.Max(worker => worker[step]) / Stopwatch.Frequency)]);
            goesOn = !isOver(passes.Count);
        });
        Thread[] team = [.. Enumerable.Range(0, _workers.Length).Select(worker => new Thread(() =>
        {
            while (goesOn)
            {
                foreach (PassStretch stretch in _stretches)
                {
                    RunStretch(stretch, worker);
                    stretchEnd.SignalAndWait();
                }

                passEnd.SignalAndWait();
            }
        }))];
        foreach (Thread thread in team) thread.Start();
        foreach (Thread thread in team) thread.Join();
        return passes;
    }

    private void RunStretch(PassStretch stretch, int worker)
    {
        bool isPart = stretch.Cut == StretchCut.Parts;
        ref float arena = ref _memory.Values.Origin;
        ref float scratch = ref Unsafe.Add(ref arena, _memory.Plan.ArenaFloats + ((nint)worker * _memory.Plan.ScratchFloats));
        ref float images = ref MemoryMarshal.GetArrayDataReference(_memory.Images);
        if (_plan.IsTraining)
        {
            var pass = new TrainingPass
            {
                Arena = ref arena,
                Facts = _memory.Facts,
                Scratch = ref scratch,
                Part = isPart ? worker : 0,
                Parts = isPart ? _workers.Length : 1,
                Parameters = ref _memory.Parameters.Origin,
                Gradients = ref _memory.Gradients.Origin,
                RunningStatistics = ref Unsafe.NullRef<float>(),
                Images = ref images,
                Labels = ref MemoryMarshal.GetArrayDataReference(_memory.Labels),
                Loss = _memory.Loss,
                Divisor = _batch,
                Count = _batch,
            };
            RunStretch(stretch, worker, ref pass, ref arena);
        }
        else
        {
            var pass = new InferencePass
            {
                Arena = ref arena,
                Scratch = ref scratch,
                Part = isPart ? worker : 0,
                Parts = isPart ? _workers.Length : 1,
                Parameters = ref _memory.Parameters.Origin,
                Prepared = ref _memory.Prepared.Origin,
                Images = ref images,
            };
            RunStretch(stretch, worker, ref pass, ref arena);
        }
    }

    private void RunStretch<TPass>(PassStretch stretch, int worker, ref TPass pass, ref float arena)
        where TPass : struct, allows ref struct
    {
        (int begin, int end) = stretch.Cut switch
        {
            StretchCut.Instances => (_batch * worker / _workers.Length, _batch * (worker + 1) / _workers.Length),
            StretchCut.FirstThread when worker > 0 => (0, 0),
            _ => (0, _batch),
        };
        if (stretch.Cut == StretchCut.Units) _workers[worker].RunUnits(stretch.Steps, ref pass, ref _nextUnit);
        else if (begin < end) _workers[worker].RunInstances(stretch.Steps, ref pass, ref arena, begin, end);
    }
}
