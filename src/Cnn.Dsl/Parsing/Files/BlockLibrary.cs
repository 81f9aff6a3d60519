namespace Cnn.Dsl;

/// <summary>
/// The blocks of the files that a text uses. Each file is read once, after those that it uses itself. What is wrong in a file is not said
/// here, but where the project reads the file for itself.
/// </summary>
internal sealed class BlockLibrary
{
    private readonly UsedFiles _used;
    private readonly FileGraph _graph;
    private readonly Dictionary<string, BlockTable> _tables = new(StringComparer.Ordinal);
    private string[]? _known;

    // Blocks that were brought from one file to another.
    private long _blocksBrought;

    /// <summary>Reads the files.</summary>
    /// <param name="used">The files.</param>
    /// <param name="text">The text that uses them.</param>
    /// <param name="work">Ticks for what is read.</param>
    public BlockLibrary(UsedFiles used, string text, Work work)
    {
        _used = used;
        Root = FilePaths.Normal(used.Path);
        var uses = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [Root] = CnnProject.PathsIn(Root, text, work) };
        var files = new Dictionary<string, CnnFile>(StringComparer.Ordinal);
        if (!used.AreTooLong)
        {
            foreach (var file in used.Files)
            {
                string path = FilePaths.Normal(file.Path);
                uses[path] = CnnProject.PathsIn(path, file.Text, work);
                files[path] = file;
            }
        }
        _graph = new(Root, uses, work);
        foreach (string path in _graph.Order)
            if (path != Root && files.TryGetValue(path, out var file)) _tables[path] = Read(path, file, work);
    }

    /// <summary>The normal path of the text's own file.</summary>
    public string Root { get; }

    /// <summary>
    /// Adds the blocks of the files that a file uses to its own, and reports, at their paths, the ones that cannot be used.
    /// </summary>
    /// <param name="path">The normal path of the file.</param>
    /// <param name="names">The paths that are written in it.</param>
    /// <param name="blocks">The file's blocks.</param>
    /// <param name="tokens">The file.</param>
    public void Use(string path, IReadOnlyList<Located<string>> names, BlockTable blocks, TokenReader tokens)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            tokens.Work.Tick();
            string target = FilePaths.From(path, name.Value), shown = ShownNames.Short(name.Value);
            var table = _tables.TryGetValue(target, out var found) ? found : null;
            if (!known.Add(target)) tokens.Report(name.Range, IssueCatalog.UsedTwice, shown);
            else if (_graph.IsCycle(path, target)) tokens.Report(name.Range, IssueCatalog.UseCycle, shown);
            else if (TooMuch(table) is { } tooMuch) tokens.Report(name.Range, IssueCatalog.UsedFilesTooLong, tooMuch);
            else if (table is null) tokens.Report(name.Range, IssueCatalog.UnknownFile, shown, Hint(name.Value, tokens.Work));
            else blocks.Import(name, table);
            blocks.IsComplete &= table is { HasMistakes: false };
        }
    }

    // What the files are too much of, with the blocks of one more; null where they are not.
    private string? TooMuch(BlockTable? table)
    {
        if (_used.AreTooLong) return $"have more than {Invariant.Count(UsedFiles.MostCharacters)} characters";
        _blocksBrought += table?.BlockCount ?? 0;
        return _blocksBrought <= UsedFiles.MostBlocks
            ? null : $"bring more than {Invariant.Count(UsedFiles.MostBlocks)} blocks to one another";
    }

    private BlockTable Read(string path, CnnFile file, Work work)
    {
        work.Tick();
        if (file.Text is not { } text || TextCheck.Find(text, file.Path) is not null)
            return new(new("", file.Path, work)) { HasMistakes = true };
        var tokens = new TokenReader(text, file.Path, work);
        var parser = new FileParser(tokens) { Library = this, Path = path, BlocksOnly = true };
        parser.Parse();
        parser.Blocks.HasMistakes = tokens.IssueCount > 0 || !parser.Blocks.IsComplete;
        return parser.Blocks;
    }

    private string Hint(string name, Work work)
    {
        string[] names = _known ??= _used.Known.Where(path => path != Root).Select(path => FilePaths.Between(_used.Path, path)).ToArray();
        string file = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        string? nearest = names.FirstOrDefault(other => FileName(other).Equals(file, StringComparison.OrdinalIgnoreCase))
            ?? Spelling.Nearest(name, names, work);
        return nearest is not null ? $", perhaps '{nearest}' is meant"
            : names.Length == 0 ? "; there are no others"
            : "; there are: " + ShownNames.First(names);

        static string FileName(string path) => path.Substring(path.LastIndexOf('/') + 1);
    }
}
