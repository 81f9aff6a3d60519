namespace Cnn.Dsl;

/// <summary>The blocks of a file, by name and number of parameters, and the uses that none was found for.</summary>
internal sealed class BlockTable(TokenReader tokens)
{
    private readonly Dictionary<(string Name, int Parameters), BlockTemplate> _blocks = [];
    private readonly Dictionary<(string Name, int Parameters), string> _origins = [];
    private readonly List<(Located<string> Name, int Arguments, bool IsInside)> _unknown = [];

    /// <summary>The block that is being read.</summary>
    public (string Name, int Parameters)? Current { get; set; }

    /// <summary>Whether every file that is used could be read without a mistake; otherwise a block may be missing because of it.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Whether a block may be missing, or wrong, because of a mistake in the file.</summary>
    public bool HasMistakes { get; set; }

    /// <summary>How many blocks the file declares itself.</summary>
    public int OwnCount => _blocks.Count - _origins.Count;

    /// <summary>Adds the blocks that a used file declares itself; not those that it uses.</summary>
    /// <param name="file">The file as it is named.</param>
    /// <param name="table">Its blocks.</param>
    public void Import(Located<string> file, BlockTable table)
    {
        foreach (var block in table._blocks)
        {
            if (table._origins.ContainsKey(block.Key)) continue;
            if (_blocks.ContainsKey(block.Key))
            {
                string origin = _origins.TryGetValue(block.Key, out string? other) ? $"'{TokenReader.Shown(other)}'" : "this file";
                tokens.Report(file.Range, IssueCatalog.BlockOfTwoFiles, TokenReader.Shown(block.Key.Name), Count(block.Key.Parameters, "parameter"), origin);
                continue;
            }
            _blocks.Add(block.Key, block.Value);
            _origins.Add(block.Key, file.Value);
        }
    }

    /// <summary>Adds a block.</summary>
    public void Add(Located<string> name, int parameters, BlockTemplate block)
    {
        if (_blocks.ContainsKey((name.Value, parameters))) tokens.Report(name.Range, IssueCatalog.DuplicateBlock, name.Value, Count(parameters, "parameter"));
        else _blocks.Add((name.Value, parameters), block);
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
            if (!IsComplete && !isInside && !_blocks.ContainsKey((name.Value, arguments))) continue;
            string shown = TokenReader.Shown(name.Value);
            if (isInside || _blocks.ContainsKey((name.Value, arguments)))
            {
                string where = isInside ? "inside of itself" : "before it is declared";
                tokens.Report(name.Range, IssueCatalog.BlockNotBefore, shown, Count(arguments, "parameter"), where);
                continue;
            }
            int[] others = _blocks.Keys.Where(block => block.Name == name.Value).Select(block => block.Parameters).OrderBy(count => count).ToArray();
            string hint = others.Length > 0 ? Invariant.Format($"; '{shown}' takes {string.Join(" or ", others)}")
                : Spelling.Nearest(name.Value, _blocks.Keys.Select(block => block.Name).Distinct()) is { } nearest ? $", perhaps '{nearest}' is meant" : "";
            tokens.Report(name.Range, IssueCatalog.UnknownBlock, shown, Count(arguments, "argument"), hint);
        }
    }

    private static string Count(int count, string unit) => Invariant.Format($"{count} {unit}{(count == 1 ? "" : "s")}");
}
