namespace Cnn.Planning;

/// <summary>The offsets that are taken at some time, as ranges that neither overlap nor touch, in their order.</summary>
internal sealed class TakenOffsets
{
    private readonly List<(long Begin, long End)> _ranges = [];

    /// <summary>Takes a range, or what of it is not taken yet.</summary>
    public void Add(long begin, long end, Work work)
    {
        int first = FirstThatEndsAt(begin), next = first;
        for (; next < _ranges.Count && _ranges[next].Begin <= end; next++)
        {
            work.Tick();
            (begin, end) = (Math.Min(begin, _ranges[next].Begin), Math.Max(end, _ranges[next].End));
        }
        if (next == first)
        {
            _ranges.Insert(first, (begin, end));
            return;
        }
        _ranges[first] = (begin, end);
        _ranges.RemoveRange(first + 1, next - first - 1);
    }

    /// <summary>The lowest offset, from one on, behind which there is so much room.</summary>
    public long FirstFree(long from, long room, Work work)
    {
        for (int i = FirstThatEndsAt(from + 1); i < _ranges.Count && _ranges[i].Begin < from + room; i++)
        {
            work.Tick();
            from = _ranges[i].End;
        }
        return from;
    }

    // The first range that ends at an offset or behind it.
    private int FirstThatEndsAt(long offset)
    {
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].End < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
