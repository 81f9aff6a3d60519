namespace Cnn.Dsl;

/// <summary>
/// Gives each tensor a place in the instance's slot, so that tensors that live together never overlap. Greedy by size: the largest first, each at the lowest
/// offset that is free for its whole life (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020). Slices lie where their tensor does.
/// </summary>
internal static class SlotLayout
{
    /// <summary>Lays the tensors out; <paramref name="floats"/> is the size of the slot.</summary>
    public static EquatableArray<TensorPlan> Assign(IReadOnlyList<TensorPlan> tensors, out long floats)
    {
        var offsets = new long[tensors.Count];
        long[] sizes = tensors.Select(tensor => tensor.Geometry.Floats).ToArray();
        // Sorted by where they begin. A network of 10,000 layers has 30,000 tensors, each of which may have to be held against all others.
        var placed = new List<Place>(tensors.Count);
        floats = 0;
        foreach (int i in Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Parent < 0).OrderByDescending(i => sizes[i]).ThenBy(i => i))
        {
            int first = tensors[i].FirstStep, last = tensors[i].LastStep;
            long offset = 0;
            foreach (var other in placed)
            {
                if (other.FirstStep > last || first > other.LastStep) continue;
                if (offset + sizes[i] <= other.Begin) break;
                offset = Math.Max(offset, other.End);
            }
            offsets[i] = offset;
            placed.Insert(CountUpTo(placed, offset), new(offset, offset + sizes[i], first, last));
            floats = Math.Max(floats, offset + sizes[i]);
        }
        return tensors.Select((tensor, i) => tensor with { Offset = (int)Math.Min(OffsetOf(i), int.MaxValue) }).ToEquatableArray();

        long OffsetOf(int i)
        {
            long within = 0;
            for (; tensors[i].Parent >= 0; i = tensors[i].Parent) within += (long)tensors[i].FirstBlock * tensors[i].Geometry.BlockStride;
            return offsets[i] + within;
        }
    }

    /// <summary>The largest sum of tensors that live at one step.</summary>
    public static long LargestSum(EquatableArray<TensorPlan> tensors)
    {
        // A tensor whose place is free from the next step on ends before those that begin there.
        var events = new List<(long Step, long Floats)>();
        foreach (var tensor in tensors.Where(tensor => tensor.LastStep >= 0 && tensor.Parent < 0))
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
        int[] byOffset = Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Parent < 0).OrderBy(i => tensors[i].Offset).ToArray();
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

    // How many begin at an offset or before it.
    private static int CountUpTo(List<Place> placed, long offset)
    {
        int low = 0, high = placed.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (placed[middle].Begin <= offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private readonly record struct Place(long Begin, long End, int FirstStep, int LastStep);
}
