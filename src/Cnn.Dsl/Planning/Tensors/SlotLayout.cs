namespace Cnn.Dsl;

/// <summary>
/// Gives each tensor a place in the instance's slot, so that tensors that live together never overlap. Greedy by size: the largest first, each at the lowest
/// offset that is free for its whole life (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020).
/// </summary>
internal static class SlotLayout
{
    /// <summary>Lays the tensors out; <paramref name="floats"/> is the size of the slot.</summary>
    public static EquatableArray<TensorPlan> Assign(IReadOnlyList<TensorPlan> tensors, out long floats)
    {
        var offsets = new long[tensors.Count];
        // Sorted by offset.
        var placed = new List<int>();
        floats = 0;
        foreach (int i in Enumerable.Range(0, tensors.Count).OrderByDescending(i => tensors[i].Geometry.Floats).ThenBy(i => i))
        {
            long offset = 0;
            foreach (int other in placed)
            {
                if (!Overlaps(tensors[other], tensors[i])) continue;
                if (offset + tensors[i].Geometry.Floats <= offsets[other]) break;
                offset = Math.Max(offset, offsets[other] + tensors[other].Geometry.Floats);
            }
            offsets[i] = offset;
            int at = placed.FindIndex(other => offsets[other] > offset);
            placed.Insert(at < 0 ? placed.Count : at, i);
            floats = Math.Max(floats, offset + tensors[i].Geometry.Floats);
        }
        return tensors.Select((tensor, i) => tensor with { Offset = (int)Math.Min(offsets[i], int.MaxValue) }).ToEquatableArray();
    }

    /// <summary>The largest sum of tensors that live at one step.</summary>
    public static long LargestSum(EquatableArray<TensorPlan> tensors)
    {
        // A tensor whose place is free from the next step on ends before those that begin there.
        var events = new List<(long Step, long Floats)>();
        foreach (var tensor in tensors.Where(tensor => tensor.LastStep >= 0))
        {
            events.Add((tensor.FirstStep, tensor.Geometry.Floats));
            events.Add((tensor.LastStep + 1L, -tensor.Geometry.Floats));
        }
        long live = 0, largest = 0;
        foreach (var (_, floats) in events.OrderBy(change => change.Step).ThenBy(change => change.Floats))
            largest = Math.Max(largest, live += floats);
        return largest;
    }

    private static bool Overlaps(TensorPlan a, TensorPlan b) => a.FirstStep <= b.LastStep && b.FirstStep <= a.LastStep;
}
