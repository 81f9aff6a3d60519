namespace Cnn.Dsl;

/// <summary>The blocks of a file, by name and number of parameters, and the uses that none was found for.</summary>
internal sealed class BlockTable(TokenReader tokens)
{
    private readonly Dictionary<(string Name, int Parameters), BlockTemplate> _blocks = [];
    private readonly Dictionary<(string Name, int Parameters), string> _origins = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly List<(Located<string> Name, int Arguments, bool IsInside)> _unknown = [];
    private ILookup<string, string>? _declared;

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
                string origin = _origins.TryGetValue(block.Key, out string? other) ? $"'{ShownNames.Short(other)}'" : "this file";
                tokens.Report(
                    file.Range, IssueCatalog.BlockOfTwoFiles, ShownNames.Short(block.Key.Name), Count(block.Key.Parameters, "parameter"),
                    origin);
                continue;
            }
            Add(block.Key, block.Value);
            _origins.Add(block.Key, file.Value);
        }
    }

    /// <summary>Adds a block.</summary>
    public void Add(Located<string> name, int parameters, BlockTemplate block)
    {
        if (_blocks.ContainsKey((name.Value, parameters))) tokens.Report(
            name.Range, IssueCatalog.DuplicateBlock, name.Value, Count(parameters, "parameter"));
        else Add((name.Value, parameters), block);
    }

    /// <summary>Remembers a block whose head is wrong, so that nothing is said of its uses. Without its name, of none.</summary>
    public void AddBroken(Located<string>? name)
    {
        if (name is null) IsComplete = false;
        else _broken.Add(name.Value);
    }

    /// <summary>Whether a block's head is wrong, so that nothing is said of its uses.</summary>
    public bool IsBroken(string name) => _broken.Contains(name);

    /// <summary>Reports a use of a layer as if it were a block, <c>Conv2D(16, 3)</c>; false where a block may be called so.</summary>
    public bool ReportLayer(Located<string> name)
    {
        if (!IsComplete || _parameters.ContainsKey(name.Value) || _broken.Contains(name.Value)) return false;
        var hint = Hint.OfUse(name.Value);
        if (hint.Text.Length == 0 || Declared.Contains(name.Value)) return false;
        tokens.Report(hint.Advice, name.Range, IssueCatalog.UnknownBlock, ShownNames.Short(name.Value), hint.Text);
        return true;
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
            if (_broken.Contains(name.Value)) continue;
            if (!IsComplete && !isInside && !_blocks.ContainsKey((name.Value, arguments))) continue;
            string shown = ShownNames.Short(name.Value);
            if (isInside || _blocks.ContainsKey((name.Value, arguments)))
            {
                string where = isInside ? "inside of itself" : "before it is declared";
                tokens.Report(name.Range, IssueCatalog.BlockNotBefore, shown, Count(arguments, "parameter"), where);
                continue;
            }
            if (_parameters.ContainsKey(name.Value))
            {
                tokens.Report(
                    name.Range, IssueCatalog.ArgumentCount, shown, BlockHeads.Arguments(Fewest(name.Value), _parameters[name.Value].Count),
                    arguments);
                continue;
            }
            string hint = Spelling.Nearest(name.Value, _names, tokens.Work) is { } nearest ? $", perhaps '{nearest}' is meant" : "";
            tokens.Report(name.Range, IssueCatalog.UnknownBlock, shown, hint);
        }
    }

    /// <summary>The names of the blocks that can be used here.</summary>
    public IReadOnlyList<string> Names => _names;

    // Whatever stands in the text, above or below.
    private ILookup<string, string> Declared => _declared ??= BlockHeads.In(tokens.Text, tokens.Work);

    /// <summary>
    /// Reports a word that is no layer but a block's name; false where it is none's. One that stands further down counts.
    /// </summary>
    public bool ReportWithoutParentheses(SourceRange range, string word)
    {
        string[] signatures = [.. Fewest(word).Select(block => BlockHeads.Signature(word, block.Parameters))];
        string below = "";
        if (signatures.Length == 0)
        {
            signatures = [.. Declared[word].Distinct().Take(ShownNames.Most)];
            if (signatures.Length == 0) return false;
            below = Current?.Name == word ? ", which stands outside of the block" : ", which stands below the block";
        }
        tokens.Report(
            $"Write {string.Join(" or ", signatures)}{below}.", range, IssueCatalog.BlockWithoutParentheses, ShownNames.Short(word));
        return true;
    }

    // Of the blocks of one name, as many as a message shows, those with the fewest parameters first.
    private BlockTemplate[] Fewest(string name) =>
        _parameters.TryGetValue(name, out var counts)
            ? [.. counts.OrderBy(count => count).Take(ShownNames.Most).Select(count => _blocks[(name, count)])] : [];

    private static string Count(int count, string unit) => Invariant.Format($"{count} {unit}{(count == 1 ? "" : "s")}");
}
