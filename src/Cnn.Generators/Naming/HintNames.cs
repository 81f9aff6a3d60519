using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>
/// Gives out the names that networks' files begin with. The compiler takes each file name once, whatever the case of its letters,
/// and a network writes <c>{name}.g.cs</c> and <c>{name}.{part}.g.cs</c>: so no name may be another one followed by a dot either.
/// </summary>
internal sealed class HintNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _beginnings = new(StringComparer.OrdinalIgnoreCase);

    // A number that was taken once stays taken, so that many equal wishes need not try it again.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The wanted name, with a number after its first word where it is taken; so that every beginning of it is another one too.
    /// </summary>
    public string Take(string wanted)
    {
        string name = wanted, first = wanted.Split('.')[0];
        int number = _numbers.TryGetValue(wanted, out int last) ? last : 1;
        while (!IsFree(name)) name = Invariant.Format($"{first}-{++number}") + wanted.Substring(first.Length);
        if (number > 1) _numbers[wanted] = number;
        _taken.Add(name);
        foreach (string beginning in Beginnings(name)) _beginnings.Add(beginning);
        return name;
    }

    private bool IsFree(string name) => !_taken.Contains(name) && !_beginnings.Contains(name) && !Beginnings(name).Any(_taken.Contains);

    private static IEnumerable<string> Beginnings(string name)
    {
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
            yield return name.Substring(0, dot);
    }
}
