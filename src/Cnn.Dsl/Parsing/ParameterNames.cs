namespace Cnn.Dsl;

/// <summary>The parameters of a block, in their order; a network has none.</summary>
internal sealed class ParameterNames
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => _names;

    /// <summary>Adds one; false where there is one of the name.</summary>
    public bool Add(string name)
    {
        if (_positions.ContainsKey(name)) return false;
        _positions.Add(name, _names.Count);
        _names.Add(name);
        return true;
    }

    /// <summary>Whether a word is one of them.</summary>
    public bool Contains(string word) => _positions.ContainsKey(word);

    /// <summary>Which one a word is; null where it is none.</summary>
    public int? PositionOf(string word) => _positions.TryGetValue(word, out int position) ? position : null;

    /// <summary>The first of them, for messages.</summary>
    public override string ToString() => ShownNames.First(_names);
}
