namespace Cnn.Planning;

/// <summary>
/// Which offsets of a slot are taken at which steps: a segment tree over the steps (Bentley, 1977). A node knows what is taken throughout
/// its steps, and what is taken at any of them. A stretch of steps is some nodes, a logarithm of all of them: what is taken in it is what
/// is taken at any step of one of these, or throughout one that such a node lies in. So a tensor is not held against all others.
/// </summary>
internal sealed class SlotTimes
{
    private readonly Work _work;
    private readonly int[] _steps;
    private readonly int _leaves = 1;
    private readonly TakenOffsets?[] _throughout;
    private readonly TakenOffsets?[] _atAny;

    // The nodes of the stretch at hand, and those that they lie in; the last stretch that met each node, so that none is met twice.
    private readonly List<int> _nodes = [];
    private readonly List<int> _around = [];
    private readonly List<TakenOffsets> _taken = [];
    private readonly int[] _met;
    private int _stretch;

    /// <param name="steps">The first and the last step of every tensor, in any order and as often as they come.</param>
    /// <param name="work">Ticks for each node and range that is looked at.</param>
    public SlotTimes(IEnumerable<int> steps, Work work)
    {
        _work = work;
        _steps = steps.Distinct().OrderBy(step => step).ToArray();
        while (_leaves < _steps.Length) _leaves *= 2;
        (_throughout, _atAny, _met) = (new TakenOffsets?[2 * _leaves], new TakenOffsets?[2 * _leaves], new int[2 * _leaves]);
    }

    /// <summary>Takes the lowest offset that has so much room from one step to another.</summary>
    public long Take(int firstStep, int lastStep, long floats)
    {
        FindNodes(Array.BinarySearch(_steps, firstStep), Array.BinarySearch(_steps, lastStep));
        long offset = LowestFree(floats);
        foreach (int node in _nodes)
        {
            (_throughout[node] ??= new()).Add(offset, offset + floats, _work);
            (_atAny[node] ??= new()).Add(offset, offset + floats, _work);
        }
        foreach (int node in _around) (_atAny[node] ??= new()).Add(offset, offset + floats, _work);
        return offset;
    }

    private void FindNodes(int first, int last)
    {
        _nodes.Clear();
        _around.Clear();
        _stretch++;
        for (int low = _leaves + first, high = _leaves + last + 1; low < high; low /= 2, high /= 2)
        {
            if (low % 2 == 1) _nodes.Add(low++);
            if (high % 2 == 1) _nodes.Add(--high);
        }
        foreach (int node in _nodes)
        {
            for (int around = node / 2; around > 0 && _met[around] != _stretch; around /= 2)
            {
                _work.Tick();
                _met[around] = _stretch;
                _around.Add(around);
            }
        }
    }

    private long LowestFree(long floats)
    {
        _taken.Clear();
        foreach (int node in _nodes)
            if (_atAny[node] is { } taken) _taken.Add(taken);
        foreach (int node in _around)
            if (_throughout[node] is { } taken) _taken.Add(taken);
        long offset = 0;
        // Until all of them, one after the other, have room where it is.
        for (int k = 0, agreed = 0; agreed < _taken.Count; k = (k + 1) % _taken.Count)
        {
            _work.Tick();
            long next = _taken[k].FirstFree(offset, floats, _work);
            agreed = next == offset ? agreed + 1 : 1;
            offset = next;
        }
        return offset;
    }
}
