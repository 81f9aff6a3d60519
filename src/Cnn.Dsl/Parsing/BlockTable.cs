namespace Cnn.Dsl;

/// <summary>The blocks of a file, by name and number of parameters, and the uses that none was found for.</summary>
internal sealed class BlockTable(TokenReader tokens)
{
    private readonly Dictionary<(string Name, int Parameters), BlockTemplate> _blocks = [];
    private readonly Dictionary<(string Name, int Parameters), string> _origins = [];
    private ILookup<string, string>? _declared;
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
            var others = _blocks.Where(block => block.Key.Name == name.Value).Select(block => block.Value).ToArray();
            if (others.Length > 0)
            {
                tokens.Report(name.Range, IssueCatalog.ArgumentCount, shown, BlockHeads.Arguments(others), arguments);
                continue;
            }
            var hint = Hint.OfUse(name.Value);
            if (hint.Text.Length == 0 && Spelling.Nearest(name.Value, Names) is { } nearest) hint = new($", perhaps '{nearest}' is meant", null);
            tokens.Report(hint.Advice, name.Range, IssueCatalog.UnknownBlock, shown, hint.Text);
        }
    }

    /// <summary>The names of the blocks that can be used here.</summary>
    public IEnumerable<string> Names => _blocks.Keys.Select(block => block.Name).Distinct();

    /// <summary>Reports a word that is no layer but a block's name; false where it is none's. One that stands further down counts.</summary>
    public bool ReportWithoutParentheses(SourceRange range, string word)
    {
        string[] signatures = _blocks.Where(block => block.Key.Name == word)
            .OrderBy(block => block.Key.Parameters).Select(block => BlockHeads.Signature(word, block.Value.Parameters)).ToArray();
        string below = "";
        if (signatures.Length == 0)
        {
            _declared ??= BlockHeads.In(tokens.Text);
            signatures = _declared[word].Distinct().ToArray();
            if (signatures.Length == 0) return false;
            below = Current?.Name == word ? ", which stands outside of the block" : ", which stands below the block";
        }
        tokens.Report($"Write {string.Join(" or ", signatures)}{below}.", range, IssueCatalog.BlockWithoutParentheses, TokenReader.Shown(word));
        return true;
    }

    private static string Count(int count, string unit) => Invariant.Format($"{count} {unit}{(count == 1 ? "" : "s")}");
}
