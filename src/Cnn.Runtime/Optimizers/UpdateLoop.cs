using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Applies a rule to a range, with the widest vectors of the processor. An element's result does not depend on the cut.</summary>
internal static class UpdateLoop
{
    /// <summary>As many floats as the widest vector has lanes.</summary>
    private const int MostLanes = 16;

    /// <exception cref="ArgumentException">The range's spans differ in length.</exception>
    public static void Run<TRule>(in OptimizerRange range, TRule rule)
        where TRule : struct, IUpdateRule
    {
        // The loops below go without bounds checks.
        if (range.Gradients.Length != range.Parameters.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{range.Parameters.Length} parameters need as many gradients; found {range.Gradients.Length}."), nameof(range));
        }
        if (range.Parameters.IsEmpty)
            return;
        ref float parameters = ref MemoryMarshal.GetReference(range.Parameters);
        ref float gradients = ref MemoryMarshal.GetReference(range.Gradients);
        // A state that there is not is never followed.
        ref float state0 = ref rule.States > 0 ? ref MemoryMarshal.GetReference(range.GetState(0)) : ref parameters;
        ref float state1 = ref rule.States > 1 ? ref MemoryMarshal.GetReference(range.GetState(1)) : ref parameters;
        ref float state2 = ref rule.States > 2 ? ref MemoryMarshal.GetReference(range.GetState(2)) : ref parameters;
        int whole = range.Parameters.Length / MostLanes * MostLanes, rest = range.Parameters.Length - whole;
        Widest(ref parameters, ref gradients, ref state0, ref state1, ref state2, whole, rule);
        if (rest == 0)
            return;

        // The last ones by way of a line of their own, where the lanes past them are zero.
        Span<float> line = stackalloc float[MostLanes * 5];
        line.Clear();
        range.Parameters[whole..].CopyTo(line);
        range.Gradients[whole..].CopyTo(line[MostLanes..]);
        for (int i = 0; i < rule.States; i++)
            range.GetState(i)[whole..].CopyTo(line[((2 + i) * MostLanes)..]);
        Widest(
            ref line[0], ref line[MostLanes], ref line[2 * MostLanes], ref line[3 * MostLanes], ref line[4 * MostLanes], MostLanes, rule);
        line[..rest].CopyTo(range.Parameters[whole..]);
        for (int i = 0; i < rule.States; i++)
            line.Slice((2 + i) * MostLanes, rest).CopyTo(range.GetState(i)[whole..]);
    }

    private static void Widest<TRule>(
        ref float parameters, ref float gradients, ref float state0, ref float state1, ref float state2, int count, TRule rule)
        where TRule : struct, IUpdateRule
    {
        if (Vector512.IsHardwareAccelerated)
            Loop<TRule, Lanes512>(ref parameters, ref gradients, ref state0, ref state1, ref state2, count, rule);
        else if (Vector256.IsHardwareAccelerated)
            Loop<TRule, Lanes256>(ref parameters, ref gradients, ref state0, ref state1, ref state2, count, rule);
        else
            Loop<TRule, Lanes128>(ref parameters, ref gradients, ref state0, ref state1, ref state2, count, rule);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TRule, TLanes>(
        ref float parameters, ref float gradients, ref float state0, ref float state1, ref float state2, int count, TRule rule)
        where TRule : struct, IUpdateRule
        where TLanes : struct, ILanes<TLanes>
    {
        int states = rule.States;
        for (int at = 0; at < count; at += TLanes.Count)
        {
            nuint offset = (nuint)at;
            TLanes kept0 = states > 0 ? TLanes.Load(ref state0, offset) : default;
            TLanes kept1 = states > 1 ? TLanes.Load(ref state1, offset) : default;
            TLanes kept2 = states > 2 ? TLanes.Load(ref state2, offset) : default;
            rule.Apply(TLanes.Load(ref parameters, offset), TLanes.Load(ref gradients, offset), ref kept0, ref kept1, ref kept2)
                .Store(ref parameters, offset);
            if (states > 0)
                kept0.Store(ref state0, offset);
            if (states > 1)
                kept1.Store(ref state1, offset);
            if (states > 2)
                kept2.Store(ref state2, offset);
        }
    }
}
