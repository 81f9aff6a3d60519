namespace Cnn.Dsl;

/// <summary>
/// Writes blocks, repetitions and branches out as a flat list of layers that name what they read. What it becomes was counted before, so
/// that neither the work nor the call stack can be more than the limits allow.
/// </summary>
internal sealed class Expander(TokenReader tokens)
{
    private readonly List<LayerDeclaration> _layers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    // What the next layer reads where it does not say it; null for the layer before.
    private Located<string>? _source;
    private string? _last;

    // Layers that branch off are read among themselves only.
    private readonly HashSet<string> _insideHeads = new(StringComparer.Ordinal);
    private bool _isInHead;

    /// <summary>Whether a part could not be written out; an issue says why, perhaps one that another use reported already.</summary>
    public bool HasMistakes { get; private set; }

    // The names of a use of a block, which begin with the use's own.
    private sealed record Scope(string Prefix, Scope? Around)
    {
        public Dictionary<string, int> Ordinals { get; } = new(StringComparer.Ordinal);

        // Where all of its layers stand; null for their own places.
        public SourceRange? Place { get; init; }
    }

    /// <summary>The layers of a network.</summary>
    public EquatableArray<LayerDeclaration> Expand(Located<string> network, IReadOnlyList<StatementTemplate> statements, ExpansionSize size)
    {
        // Layers one by one cost no more than their text; the resolver counts them.
        bool isFlat = statements.All(statement => statement is LayerTemplate { Repetitions: null });
        if (!isFlat && (size.Layers > ExpansionSize.MostLayers || size.Characters > ExpansionSize.MostCharacters))
        {
            ReportSize(network.Value, statements, size);
            HasMistakes = true;
            return EquatableArray<LayerDeclaration>.Empty;
        }
        Write(statements, new("", null), []);
        return _layers.ToEquatableArray();
    }

    private void ReportSize(string network, IReadOnlyList<StatementTemplate> statements, ExpansionSize size)
    {
        var sum = default(ExpansionSize);
        var (layers, characters) = (Shown(size.Layers), Shown(size.Characters));
        foreach (var statement in statements)
        {
            sum = sum.Then(statement.Size);
            if (sum.Layers > ExpansionSize.MostLayers)
                Report(statement, IssueCatalog.TooManyLayers, "Network", layers, ExpansionSize.MostLayers);
            else if (sum.Characters > ExpansionSize.MostCharacters)
                Report(statement, IssueCatalog.ExpansionTooLong, "network", characters, ExpansionSize.MostCharacters);
            else continue;
            return;
        }

        void Report(StatementTemplate at, IssueDescriptor descriptor, string word, string count, int most) =>
            tokens.Report(at.Range, descriptor, $"{word} '{network}'", count, Invariant.Count(most));
    }

    private static string Shown(long count) => Invariant.Count(count) + (count == ExpansionSize.Most ? " or more" : "");

    private void Write(IReadOnlyList<StatementTemplate> statements, Scope scope, long[] arguments)
    {
        var around = tokens.Origin;
        foreach (var statement in statements)
        {
            int turns = statement.Repetitions ?? 1;
            for (int i = 0; i < turns; i++)
            {
                tokens.Work.Tick();
                string? name = statement.Name is not { } written ? null
                    : scope.Prefix + (statement.Repetitions is null ? written.Value : ExpandedNames.Repeated(written.Value, i));
                if (turns > 1 && KeywordOf(statement) is { } repeated) tokens.Origin = new(
                    repeated, false, statement.Range, i + 1, turns, around);
                switch (statement)
                {
                    case LayerTemplate layer:
                        Layer(layer, name, scope, arguments, layer.From.Select(from => Find(from, scope)).ToEquatableArray());
                        break;
                    case UseTemplate use:
                        Use(use, i, name, scope, arguments);
                        break;
                    case JoinTemplate join:
                        Join(join, name, scope, arguments);
                        break;
                    case HeadTemplate head:
                        Head(head, name, scope, arguments);
                        break;
                }
                tokens.Origin = around;
            }
        }
    }

    private static string? KeywordOf(StatementTemplate statement) => statement switch
    {
        LayerTemplate layer => layer.Definition.Keyword,
        JoinTemplate join => join.Keyword,
        HeadTemplate head => head.Layer.Definition.Keyword,
        _ => null,
    };

    // Whoever gave a block more arguments than these knows it by its line.
    private static string Call(UseTemplate use, long[] values)
    {
        const int Most = 8;
        return use.Shown
            ?? $"{ShownNames.Short(use.Block.Name)}({string.Join(", ", values.Take(Most))}{(values.Length > Most ? ", …" : "")})";
    }

    private void Use(UseTemplate use, int turn, string? name, Scope scope, long[] arguments)
    {
        var values = new long[use.Arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (use.Arguments[i].Evaluate(arguments, tokens) is not { } value)
            {
                HasMistakes = true;
                return;
            }
            values[i] = value;
        }
        if (use.From.Count > 0) _source = Find(use.From[0], scope);
        tokens.Origin = new(Call(use, values), true, use.Range, turn + 1, use.Repetitions ?? 1, tokens.Origin);
        if (!use.StandsAtItsUse)
        {
            Write(use.Block.Statements, name is null ? scope : new(ExpandedNames.Prefix(name), scope), values);
            return;
        }
        tokens.Place = use.Range;
        Write(use.Block.Statements, new(name is null ? "" : ExpandedNames.Prefix(name), scope) { Place = use.Range }, values);
        tokens.Place = null;
    }

    private void Join(JoinTemplate join, string? name, Scope scope, long[] arguments)
    {
        if (join.From.Count > 0) _source = Find(join.From[0], scope);
        var first = _source;
        if (Before(join.Keyword, join.Range) is not { } input) return;
        var results = new List<Located<string>>();
        foreach (var branch in join.Branches)
        {
            tokens.Work.Tick();
            _source = results.Count == 0 ? first : input;
            Write(branch.Statements, scope, arguments);
            results.Add(
                _source is null ? new(_last!, branch.Range) : branch.Statements.Count == 0 && _names.Contains(_source.Value)
                    ? _source with { Range = branch.Range } : _source);
        }
        _source = null;
        Layer(join.Layer, name, scope, arguments, results.ToEquatableArray());
    }

    // What follows reads what stood before, as if the head were not there.
    private void Head(HeadTemplate head, string? name, Scope scope, long[] arguments)
    {
        string keyword = head.Layer.Definition.Keyword;
        if (_isInHead)
        {
            tokens.ReportOnce(head.Range, IssueCatalog.AuxiliaryInAuxiliary, keyword);
            HasMistakes = true;
            return;
        }
        if (Before(keyword, head.Range) is not { } before) return;
        if (head.From.Count > 0) _source = Find(head.From[0], scope);
        _isInHead = true;
        Write(head.Statements, scope, arguments);
        _isInHead = false;
        Layer(head.Layer, name, scope, arguments, EquatableArray<Located<string>>.Empty);
        _source = before;
    }

    // What braces read; null, and an issue, where nothing stands before them.
    private Located<string>? Before(string keyword, SourceRange range)
    {
        if (_source is not null) return _source;
        if (_last is not null) return new(_last, range);
        // Where the text has mistakes, what should stand before it may be one of them.
        if (tokens.IssueCount == 0) tokens.ReportOnce(range, IssueCatalog.JoinOfNothing, keyword);
        HasMistakes = true;
        return null;
    }

    private void Layer(LayerTemplate layer, string? name, Scope scope, long[] arguments, EquatableArray<Located<string>> from)
    {
        var values = new List<ArgumentDeclaration>();
        foreach (var argument in layer.Arguments)
        {
            if (argument.Evaluate(arguments, tokens) is { } value) values.Add(value);
            else HasMistakes = true;
        }
        if (from.Count == 0 && _source is not null) from = new(_source);
        _source = null;

        string keyword = layer.Definition.Keyword;
        var place = layer.Name?.Range ?? layer.Range;
        if (scope.Prefix.Length > 0)
        {
            string automatic = LayerNames.Automatic(keyword, scope.Ordinals);
            name ??= scope.Prefix + automatic;
        }
        var declared = new LayerDeclaration(keyword, layer.Range, name is null ? null : new(name, place), from, values.ToEquatableArray())
        {
            Origin = tokens.Origin,
            Attribute = layer.Attribute,
        };
        if (scope.Place is { } at) declared = StandingAt(declared, at);
        _last = LayerNames.NameOf(declared, _ordinals);
        _names.Add(_last);
        if (_isInHead) _insideHeads.Add(_last);
        _layers.Add(declared);
    }

    // The name that the use reads stands beside the block, not in it, and stays where it was written.
    private static LayerDeclaration StandingAt(LayerDeclaration layer, SourceRange place) => layer with
    {
        Range = place,
        Name = layer.Name is { } name ? name with { Range = place } : null,
        From = layer.From.Select(source => source.Range.Path == layer.Range.Path ? source with { Range = place } : source)
            .ToEquatableArray(),
        Arguments = layer.Arguments.Select(argument => argument with { Range = place }).ToEquatableArray(),
    };

    // From the innermost block outwards; a name that is not there is the resolver's to report.
    private Located<string> Find(Located<string> name, Scope scope)
    {
        string found = name.Value;
        for (Scope? around = scope; around is not null; around = around.Around)
        {
            tokens.Work.Tick();
            if (around.Prefix.Length == 0 || !_names.Contains(around.Prefix + name.Value)) continue;
            found = around.Prefix + name.Value;
            break;
        }
        if (!_isInHead && _insideHeads.Contains(found))
        {
            tokens.ReportOnce(name.Range, IssueCatalog.ReadsIntoAuxiliary, found);
            HasMistakes = true;
        }
        return name with { Value = found };
    }
}
