namespace Cnn.Dsl;

/// <summary>
/// Which file uses which, in groups that use one another in turn (strongly connected components; Tarjan, 1972). It keeps its own stack, so
/// that no chain of files overflows the call stack.
/// </summary>
internal sealed class FileGraph
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _uses;
    private readonly Work _work;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private readonly List<string> _order = [];

    /// <summary>Sorts the files that a root leads to.</summary>
    /// <param name="root">The first file.</param>
    /// <param name="uses">The files that each file uses; those that are not there use none.</param>
    /// <param name="work">Ticks for each use.</param>
    public FileGraph(string root, IReadOnlyDictionary<string, IReadOnlyList<string>> uses, Work work)
    {
        (_uses, _work) = (uses, work);
        Sort(root);
    }

    /// <summary>The files, those that are used before those that use them, as far as they do not use one another in turn.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>Whether a file uses itself through one that it uses.</summary>
    public bool IsCycle(string file, string used) => file == used || (_groups.TryGetValue(used, out int group) && _groups[file] == group);

    private void Sort(string root)
    {
        var path = new Stack<(string File, int Next)>();
        Begin(root);
        while (path.Count > 0)
        {
            _work.Tick();
            var (file, next) = path.Pop();
            var used = UsesOf(file);
            if (next < used.Count)
            {
                path.Push((file, next + 1));
                if (!_numbers.ContainsKey(used[next])) Begin(used[next]);
                else if (!_groups.ContainsKey(used[next])) _lowest[file] = Math.Min(_lowest[file], _numbers[used[next]]);
                continue;
            }
            _order.Add(file);
            if (_lowest[file] == _numbers[file]) Close(file);
            if (path.Count > 0) _lowest[path.Peek().File] = Math.Min(_lowest[path.Peek().File], _lowest[file]);
        }

        void Begin(string file)
        {
            _numbers[file] = _lowest[file] = _numbers.Count;
            _open.Push(file);
            path.Push((file, 0));
        }
    }

    private void Close(string first)
    {
        int group = _groups.Count;
        string file;
        do
        {
            file = _open.Pop();
            _groups.Add(file, group);
        }
        while (file != first);
    }

    private IReadOnlyList<string> UsesOf(string file) => _uses.TryGetValue(file, out var used) ? used : [];
}
