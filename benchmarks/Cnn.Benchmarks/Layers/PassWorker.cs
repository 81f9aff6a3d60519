using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Layers;

/// <summary>
/// Runs and times the steps that one thread does, in the order of the generated code: neighbouring steps of one instance run one after the
/// other on it.
/// </summary>
/// <param name="plan">The pass.</param>
/// <param name="stepCount">How many steps it has.</param>
internal sealed unsafe class PassWorker(ExecutionPlan plan, int stepCount)
{
    private readonly long[] _ticks = new long[stepCount];

    /// <summary>The time of each step since the last call of this.</summary>
    public long[] TakeTicks()
    {
        long[] taken = [.. _ticks];
        Array.Clear(_ticks);
        return taken;
    }

    /// <summary>Runs units of work until none is left.</summary>
    /// <param name="steps">Steps by units.</param>
    /// <param name="pass">What the steps are handed.</param>
    /// <param name="nextUnit">The next unit, for all threads together.</param>
    public void RunUnits<TPass>(PassStep[] steps, ref TPass pass, ref int nextUnit)
        where TPass : struct, allows ref struct
    {
        int units = steps.Sum(step => step.Plan.Units);
        for (int unit = Interlocked.Increment(ref nextUnit) - 1; unit < units; unit = Interlocked.Increment(ref nextUnit) - 1)
        {
            int within = unit, position = 0;
            while (within >= steps[position].Plan.Units) within -= steps[position++].Plan.Units;
            long start = Stopwatch.GetTimestamp();
            ((delegate*<ref TPass, int, void>)steps[position].Method)(ref pass, within);
            _ticks[steps[position].Index] += Stopwatch.GetTimestamp() - start;
        }
    }

    /// <summary>Runs steps on instances.</summary>
    /// <param name="steps">Steps by instances and by ranges of them.</param>
    /// <param name="pass">What the steps are handed.</param>
    /// <param name="arena">The arena.</param>
    /// <param name="begin">The first instance.</param>
    /// <param name="end">Where they end.</param>
    public void RunInstances<TPass>(PassStep[] steps, ref TPass pass, ref float arena, int begin, int end)
        where TPass : struct, allows ref struct
    {
        for (int i = 0; i < steps.Length;)
        {
            int first = i;
            if (steps[first].Plan.Scope == StepScope.Range)
            {
                long start = Stopwatch.GetTimestamp();
                ((delegate*<ref TPass, int, int, void>)steps[first].Method)(ref pass, begin, end);
                _ticks[steps[first].Index] += Stopwatch.GetTimestamp() - start;
                i++;
                continue;
            }

            while (i < steps.Length && steps[i].Plan.Scope == StepScope.Instance) i++;
            for (int instance = begin; instance < end; instance++)
                RunInstance(steps.AsSpan(first, i - first), ref pass,
                    ref Unsafe.Add(ref arena, (nint)(plan.SharedFloats + (instance * plan.SlotFloats))), instance);
        }
    }

    private void RunInstance<TPass>(ReadOnlySpan<PassStep> steps, ref TPass pass, ref float slot, int instance)
        where TPass : struct, allows ref struct
    {
        foreach (PassStep step in steps)
        {
            long start = Stopwatch.GetTimestamp();
            ((delegate*<ref TPass, ref float, int, void>)step.Method)(ref pass, ref slot, instance);
            _ticks[step.Index] += Stopwatch.GetTimestamp() - start;
        }
    }
}
