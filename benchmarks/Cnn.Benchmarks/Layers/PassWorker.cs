using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Layers;

/// <summary>
/// One thread's part of a pass, in the order of the generated phases: neighbouring steps of one instance run one after the other on it, and whoever is free takes the
/// next unit. Each call of a step is timed.
/// </summary>
/// <param name="plan">The pass.</param>
/// <param name="steps">Its steps, phase by phase.</param>
/// <param name="begin">This thread's first instance.</param>
/// <param name="end">Where its instances end.</param>
internal sealed unsafe class PassWorker(ExecutionPlan plan, PassStep[][] steps, int begin, int end)
{
    private readonly long[] _ticks = new long[steps.Sum(phase => phase.Length)];

    /// <summary>The time of each step since the last call of this.</summary>
    public long[] TakeTicks()
    {
        long[] taken = [.. _ticks];
        Array.Clear(_ticks);
        return taken;
    }

    /// <summary>Runs this thread's part of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="pass">What the steps are handed.</param>
    /// <param name="arena">The arena.</param>
    /// <param name="nextUnit">The next unit of work, for all threads together.</param>
    public void Run<TPass>(int phase, ref TPass pass, ref float arena, ref int nextUnit)
        where TPass : struct, allows ref struct
    {
        if (plan.Phases[phase].Units > 0) RunUnits(steps[phase], ref pass, ref nextUnit, plan.Phases[phase].Units);
        else if (begin < end) RunInstances(steps[phase], ref pass, ref arena);
    }

    private void RunUnits<TPass>(PassStep[] phase, ref TPass pass, ref int nextUnit, int units)
        where TPass : struct, allows ref struct
    {
        for (int unit = Interlocked.Increment(ref nextUnit) - 1; unit < units; unit = Interlocked.Increment(ref nextUnit) - 1)
        {
            int within = unit, position = 0;
            while (within >= phase[position].Plan.Units) within -= phase[position++].Plan.Units;
            long start = Stopwatch.GetTimestamp();
            ((delegate*<ref TPass, int, void>)phase[position].Method)(ref pass, within);
            _ticks[phase[position].Index] += Stopwatch.GetTimestamp() - start;
        }
    }

    private void RunInstances<TPass>(PassStep[] phase, ref TPass pass, ref float arena)
        where TPass : struct, allows ref struct
    {
        for (int i = 0; i < phase.Length;)
        {
            int first = i;
            if (phase[first].Plan.Scope == StepScope.Range)
            {
                long start = Stopwatch.GetTimestamp();
                ((delegate*<ref TPass, int, int, void>)phase[first].Method)(ref pass, begin, end);
                _ticks[phase[first].Index] += Stopwatch.GetTimestamp() - start;
                i++;
                continue;
            }

            while (i < phase.Length && phase[i].Plan.Scope == StepScope.Instance) i++;
            for (int instance = begin; instance < end; instance++)
                RunInstance(phase.AsSpan(first, i - first), ref pass, ref Unsafe.Add(ref arena, (nint)(plan.SharedFloats + (instance * plan.SlotFloats))), instance);
        }
    }

    private void RunInstance<TPass>(ReadOnlySpan<PassStep> run, ref TPass pass, ref float slot, int instance)
        where TPass : struct, allows ref struct
    {
        foreach (PassStep step in run)
        {
            long start = Stopwatch.GetTimestamp();
            ((delegate*<ref TPass, ref float, int, void>)step.Method)(ref pass, ref slot, instance);
            _ticks[step.Index] += Stopwatch.GetTimestamp() - start;
        }
    }
}
