namespace Cnn.Planning;

/// <summary>
/// Gives each tensor a place in the instance's slot, so that tensors that live together never overlap. Greedy by size: the largest first,
/// each at the lowest offset that is free for its whole life (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
/// Inference", 2020). Slices lie where their tensor does.
/// </summary>
internal static class SlotLayout
{
    /// <summary>Lays the tensors out; <paramref name="floats"/> is the size of the slot.</summary>
    /// <param name="tensors">The tensors, how long they live, and which are slices of which.</param>
    /// <param name="work">Ticks for each tensor, and for what it is held against.</param>
    /// <param name="floats">The size of the slot.</param>
    public static EquatableArray<TensorPlan> Assign(IReadOnlyList<TensorPlan> tensors, Work work, out long floats)
    {
        var offsets = new long[tensors.Count];
        long[] sizes = tensors.Select(tensor => tensor.Geometry.Floats).ToArray();
        var used = tensors.Where(IsUsed);
        var times = new SlotTimes(used.Select(tensor => tensor.FirstStep).Concat(used.Select(tensor => tensor.LastStep)), work);
        floats = 0;
        foreach (
            int i in Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Parent is null).OrderByDescending(i => sizes[i])
                .ThenBy(i => i))
        {
            work.Tick();
            if (IsUsed(tensors[i])) offsets[i] = times.Take(tensors[i].FirstStep, tensors[i].LastStep, sizes[i]);
            floats = Math.Max(floats, offsets[i] + sizes[i]);
        }
        PlaceSlices(tensors, offsets, work);
        return tensors.Select((tensor, i) => tensor with { Offset = (int)Math.Min(offsets[i], int.MaxValue) }).ToEquatableArray();
    }

    // What no step touches is nowhere in anybody's way.
    private static bool IsUsed(TensorPlan tensor) => tensor.FirstStep <= tensor.LastStep;

    // Slices of slices may be as many as tensors: the offset of each is found from its own parent's.
    private static void PlaceSlices(IReadOnlyList<TensorPlan> tensors, long[] offsets, Work work)
    {
        bool[] isPlaced = tensors.Select(tensor => tensor.Parent is null).ToArray();
        var waiting = new Stack<int>();
        for (int i = 0; i < offsets.Length; i++)
        {
            for (int t = i; !isPlaced[t]; t = tensors[t].Parent!.Value.Index) waiting.Push(t);
            while (waiting.Count > 0)
            {
                work.Tick();
                int t = waiting.Pop();
                offsets[t] = offsets[tensors[t].Parent!.Value.Index] + (long)tensors[t].FirstBlock * tensors[t].Geometry.BlockStride;
                isPlaced[t] = true;
            }
        }
    }

    /// <summary>The largest sum of tensors that live at one step.</summary>
    public static long LargestSum(EquatableArray<TensorPlan> tensors)
    {
        // A tensor whose place is free from the next step on ends before those that begin there.
        var events = new List<(long Step, long Floats)>();
        foreach (var tensor in tensors.Where(tensor => tensor.LastStep >= 0 && tensor.Parent is null))
        {
            events.Add((tensor.FirstStep, tensor.Geometry.Floats));
            events.Add((tensor.LastStep + 1L, -tensor.Geometry.Floats));
        }
        long live = 0, largest = 0;
        foreach (var (_, floats) in events.OrderBy(change => change.Step).ThenBy(change => change.Floats))
            largest = Math.Max(largest, live += floats);
        return largest;
    }

    /// <summary>For each tensor that is no slice, whether another one has a part of its place at some other time.</summary>
    public static bool[] Shared(EquatableArray<TensorPlan> tensors)
    {
        var shared = new bool[tensors.Count];
        int[] byOffset = Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Parent is null).OrderBy(i => tensors[i].Offset).ToArray();
        long reached = 0;
        for (int k = 0; k < byOffset.Length; k++)
        {
            var tensor = tensors[byOffset[k]];
            long end = tensor.Offset + tensor.Geometry.Floats;
            shared[byOffset[k]] = tensor.Offset < reached || (k + 1 < byOffset.Length && tensors[byOffset[k + 1]].Offset < end);
            reached = Math.Max(reached, end);
        }
        return shared;
    }
}
