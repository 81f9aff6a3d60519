namespace Cnn.Dsl;

/// <summary>Gives out names, each once: the wanted one, or with a number behind it where it is taken.</summary>
/// <param name="work">Ticks for each name that is tried.</param>
/// <param name="taken">The names that nobody gets.</param>
internal sealed class UniqueNames(Work work, params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    // A number that was taken once stays taken, so that many equal wishes need not try it again.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>A name that nobody has: <c>Conv1</c>, <c>Conv1_2</c>, <c>Conv1_3</c>.</summary>
    public string Take(string wanted)
    {
        work.Tick();
        if (_taken.Add(wanted)) return wanted;
        int number = _numbers.TryGetValue(wanted, out int last) ? last : 1;
        string name;
        do
        {
            work.Tick();
            name = Invariant.Format($"{wanted}_{++number}");
        }
        while (!_taken.Add(name));
        _numbers[wanted] = number;
        return name;
    }
}
