namespace Cnn.Dsl;

/// <summary>The blocks of a file, by name and number of parameters, and the uses that none was found for.</summary>
internal sealed class BlockTable(TokenReader tokens)
{
    private readonly Dictionary<(string Name, int Parameters), BlockTemplate> _blocks = [];
    private readonly Dictionary<(string Name, int Parameters), string> _origins = [];
    private readonly List<(Located<string> Name, int Arguments, bool IsInside)> _unknown = [];

    // The names, as they are met, and the numbers of parameters that the blocks of each have.
    private readonly List<string> _names = [];
    private readonly Dictionary<string, List<int>> _parameters = new(StringComparer.Ordinal);

    /// <summary>The block that is being read.</summary>
    public (string Name, int Parameters)? Current { get; set; }

    /// <summary>Whether every file that is used could be read without a mistake; otherwise a block may be missing because of it.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Whether a block may be missing, or wrong, because of a mistake in the file.</summary>
    public bool HasMistakes { get; set; }

    /// <summary>How many blocks the file declares itself.</summary>
    public int OwnCount => _blocks.Count - _origins.Count;

    /// <summary>How many there are.</summary>
    public int BlockCount => _blocks.Count;

    /// <summary>Adds the blocks that a used file declares itself; not those that it uses.</summary>
    /// <param name="file">The file as it is named.</param>
    /// <param name="table">Its blocks.</param>
    public void Import(Located<string> file, BlockTable table)
    {
        foreach (var block in table._blocks)
        {
            tokens.Work.Tick();
            if (table._origins.ContainsKey(block.Key)) continue;
            if (_blocks.ContainsKey(block.Key))
            {
                string origin = _origins.TryGetValue(block.Key, out string? other) ? $"'{TokenReader.Shown(other)}'" : "this file";
                tokens.Report(file.Range, IssueCatalog.BlockOfTwoFiles, TokenReader.Shown(block.Key.Name), Count(block.Key.Parameters, "parameter"), origin);
                continue;
            }
            Add(block.Key, block.Value);
            _origins.Add(block.Key, file.Value);
        }
    }

    /// <summary>Adds a block.</summary>
    public void Add(Located<string> name, int parameters, BlockTemplate block)
    {
        if (_blocks.ContainsKey((name.Value, parameters))) tokens.Report(name.Range, IssueCatalog.DuplicateBlock, name.Value, Count(parameters, "parameter"));
        else Add((name.Value, parameters), block);
    }

    private void Add((string Name, int Parameters) key, BlockTemplate block)
    {
        _blocks.Add(key, block);
        if (!_parameters.TryGetValue(key.Name, out var counts))
        {
            _names.Add(key.Name);
            _parameters.Add(key.Name, counts = []);
        }
        counts.Add(key.Parameters);
    }

    /// <summary>The block of a use. One that is not there is remembered: what is said of it depends on what follows.</summary>
    public BlockTemplate? Find(Located<string> name, int arguments)
    {
        if (_blocks.TryGetValue((name.Value, arguments), out var block)) return block;
        _unknown.Add((name, arguments, Current == (name.Value, arguments)));
        return null;
    }

    /// <summary>Reports the uses of blocks that do not stand before them.</summary>
    public void ReportUnknown()
    {
        foreach (var (name, arguments, isInside) in _unknown)
        {
            // A text may have as many of them as blocks; more than are reported are not compared with one another.
            if (tokens.IsStopped) return;
            tokens.Work.Tick();
            if (!IsComplete && !isInside && !_blocks.ContainsKey((name.Value, arguments))) continue;
            string shown = TokenReader.Shown(name.Value);
            if (isInside || _blocks.ContainsKey((name.Value, arguments)))
            {
                string where = isInside ? "inside of itself" : "before it is declared";
                tokens.Report(name.Range, IssueCatalog.BlockNotBefore, shown, Count(arguments, "parameter"), where);
                continue;
            }
            string hint = _parameters.TryGetValue(name.Value, out var others) ? $"; '{shown}' takes {Counts(others)}"
                : Spelling.Nearest(name.Value, _names, tokens.Work) is not { } nearest ? ""
                : $", perhaps '{TokenReader.Shown(nearest)}' is meant";
            tokens.Report(name.Range, IssueCatalog.UnknownBlock, shown, Count(arguments, "argument"), hint);
        }
    }

    private static string Counts(List<int> counts)
    {
        var shown = counts.OrderBy(count => count).Take(ShownNames.Most).Select(count => Invariant.Format($"{count}"));
        int more = counts.Count - ShownNames.Most;
        return string.Join(" or ", shown) + (more <= 0 ? "" : Invariant.Format($", or one of {more} larger numbers"));
    }

    private static string Count(int count, string unit) => Invariant.Format($"{count} {unit}{(count == 1 ? "" : "s")}");
}
