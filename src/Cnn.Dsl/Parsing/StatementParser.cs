namespace Cnn.Dsl;

/// <summary>
/// Reads the statements of one network or block. Open braces stand on a list, not on the call stack, so that no text overflows it.
/// </summary>
internal sealed class StatementParser
{
    /// <summary>How many braces may be open at once.</summary>
    public const int DeepestNesting = 64;

    private readonly TokenReader _tokens;
    private readonly BlockTable _blocks;
    private readonly ArgumentParser _values;
    private readonly LayerParser _layerParser;
    private readonly UseParser _useParser;
    private readonly NetworkOptionParser _optionParser;
    private readonly bool _isBlock;
    private readonly NameList _names;
    private readonly List<OpenBraces> _braces = [];
    private readonly StatementList _root = new();
    private bool _hasStrayBrace;
    private bool _isBare;
    private bool _isPassedOver;
    private LayerDefinition? _before;

    public StatementParser(TokenReader tokens, BlockTable blocks, ParameterNames parameters, bool isBlock)
    {
        _tokens = tokens;
        _blocks = blocks;
        _values = new(tokens, parameters);
        _layerParser = new(tokens, _values);
        _useParser = new(tokens, _values, _layerParser);
        _optionParser = new(tokens, _values);
        _names = new(tokens);
        _isBlock = isBlock;
    }

    /// <summary>The network's own arguments, in the order of the text.</summary>
    public EquatableArray<ArgumentDeclaration> Options => _optionParser.Options;

    /// <summary>The statements that could be read, in the order of the text.</summary>
    public IReadOnlyList<StatementTemplate> Statements => _root.List;

    /// <summary>What they become.</summary>
    public ExpansionSize Size => _root.Size;

    /// <summary>Whether a block is used that is not there, or has mistakes.</summary>
    public bool HasMistakes { get; private set; }

    private string Expected => _isBlock ? "a layer" : "a layer or an option of the network";

    /// <summary>Reads statements up to the end of the text.</summary>
    public void ParseBare() => ParseAll(isBare: true);

    /// <summary>Reads <c>{ statements }</c>; the current token is the opening brace.</summary>
    public void ParseBraces()
    {
        _braces.Add(new(_tokens.Take().Range, _root, null, false));
        ParseAll(isBare: false);
    }

    private void ParseAll(bool isBare)
    {
        _isBare = isBare;
        bool isAfterMistake = false;
        while (isBare || _braces.Count > 0)
        {
            _tokens.Work.Tick();
            int issues = _tokens.IssueCount;
            switch (_tokens.Current.Kind)
            {
                case TokenKind.End:
                    ReportUnclosedBrace();
                    return;
                case TokenKind.LineEnd:
                    _tokens.SkipLineEnds();
                    continue;
                case TokenKind.Comma:
                    _tokens.Take();
                    _names.Comma();
                    // After a mistake, what begins with a number is the rest of the same statement: 'ksize [1, 2, 2, 1]'.
                    if (isAfterMistake && _values.IsAtNumber) _tokens.SkipStatement();
                    continue;
                case TokenKind.CloseBrace when _braces.Count > 0:
                    CloseBrace();
                    isAfterMistake = _tokens.IssueCount != issues;
                    if (isAfterMistake) SkipMistake();
                    continue;
                case TokenKind.OpenBrace:
                    // A brace after a mistake belongs to it: the block of an unknown word.
                    if (!isAfterMistake && !_hasStrayBrace) _tokens.Expected(Expected);
                    isAfterMistake = false;
                    OpenStrayBrace();
                    continue;
                case TokenKind.Word when !isBare && _tokens.Following.Kind != TokenKind.Colon && FileParser.IsAtNetwork(_tokens):
                    ReportUnclosedBrace();
                    return;
            }
            _isPassedOver = false;
            ParseStatement();
            isAfterMistake = _isPassedOver || _tokens.IssueCount != issues;
            if (isAfterMistake) SkipMistake();
        }
    }

    private void ParseStatement()
    {
        Located<string>? name = null;
        if (_tokens.Current.Kind is TokenKind.Word or TokenKind.QuotedName && _tokens.Following.Kind == TokenKind.Colon)
        {
            name = _tokens.NameOf(_tokens.Take());
            _tokens.Take();
            _names.Add(name.Value);
        }
        else if (_names.Report(Expected))
        {
            return;
        }
        _names.End();
        if (IsAtBlock)
        {
            _hasStrayBrace |= !new BlockParser(_tokens, _blocks).PassOver($"{Expected} (blocks stand {PlaceOfBlocks})");
            return;
        }
        bool isBranch = _braces.Count > 0 && _braces[_braces.Count - 1].Statements is null;
        if (name is null && !isBranch && UnquotedNames.ReportBeforeColon(_tokens)) return;
        if (_tokens.Current.Kind == TokenKind.QuotedName && name is null)
        {
            _tokens.Take();
            _tokens.Expected("':' after the layer's name");
            return;
        }
        if (isBranch)
        {
            ParseBranch(_braces[_braces.Count - 1], name);
            return;
        }
        if (_tokens.Current.Kind != TokenKind.Word)
        {
            if (name is not null) _tokens.Expected("a layer after its name", UnknownStatement.AdviceOfName(name.Value));
            else _tokens.Expected(Expected, UnknownStatement.AdviceAt(_tokens));
            return;
        }
        if (_hasStrayBrace && name is null && _tokens.Following.Kind == TokenKind.OpenBrace && IsAtBranch)
        {
            _tokens.Take();
            return;
        }
        string word = _tokens.TextOf(_tokens.Current.Range);
        if (LayerCatalog.ByKeyword.TryGetValue(word, out var definition)
            || LayerCatalog.ByResidualKeyword.TryGetValue(word, out definition))
        {
            _before = definition;
            if (!_useParser.ReportWord()) ParseLayer(definition, name);
        }
        else if (name is null && !_isBlock && NetworkOptionParser.Keywords.Contains(word))
        {
            if (!_useParser.ReportWord()) _optionParser.Parse();
        }
        else if (_tokens.Following.Kind == TokenKind.OpenParenthesis)
        {
            if (_useParser.Parse(name, _blocks, out bool isWhole) is { } use) Add(use);
            HasMistakes |= !isWhole;
        }
        else if (_blocks.IsBroken(word))
        {
            _isPassedOver = HasMistakes = true;
        }
        else
        {
            UnknownStatement.Report(_tokens, name, _blocks, _before, Expected);
        }
    }

    private string PlaceOfBlocks =>
        _isBlock ? "one after the other, before the network" : _isBare ? "before the first statement" : "before the network";

    private bool IsAtBlock => BlockParser.IsAt(_tokens) && _tokens.Following.Kind is TokenKind.Word or TokenKind.OpenBrace;

    private bool IsAtBranch => _tokens.IsAt(BlockWords.Branch) || _tokens.IsAt(BlockWords.Shortcut);

    private void ParseLayer(LayerDefinition definition, Located<string>? name)
    {
        var keyword = _tokens.Take();
        bool isResidual = _tokens.TextOf(keyword.Range) == definition.Syntax.ResidualKeyword;
        if (_layerParser.Parse(keyword, definition, name, isResidual) is not { } layer) return;
        if (_tokens.Current.Kind != TokenKind.OpenBrace || !definition.Syntax.HasBraces)
        {
            Add(layer);
            return;
        }
        var join = new OpenJoin(_tokens.TextOf(keyword.Range), layer, isResidual);
        if (isResidual || join.IsHead) Open(new(_tokens.Take().Range, new(), join, false), keyword.Range, join);
        else Open(new(_tokens.Take().Range, null, join, false));
    }

    private void ParseBranch(OpenBraces open, Located<string>? name)
    {
        if (name is not null || !_tokens.IsAt(BlockWords.Branch))
        {
            _tokens.Expected("'branch' or '}'");
            return;
        }
        var keyword = _tokens.Take().Range;
        if (_tokens.Current.Kind != TokenKind.OpenBrace)
        {
            _tokens.Expected("'{' after 'branch'");
            return;
        }
        Open(new(_tokens.Take().Range, new(), open.Join, false), keyword, open.Join!);
    }

    private void Open(OpenBraces braces, SourceRange keyword, OpenJoin join)
    {
        join.Branches.Add(new(keyword, braces.Statements!.List));
        Open(braces);
    }

    private void CloseBrace()
    {
        _tokens.Take();
        _names.End();
        var closed = _braces[_braces.Count - 1];
        _braces.RemoveAt(_braces.Count - 1);
        if (closed.IsStray || closed.Join is not { } join) return;
        if (closed.Statements is { } statements)
        {
            // The join reads what comes of the branch.
            join.Size = join.Size.Then(statements.Size) with { Reads = join.Size.Reads + statements.Size.Reads + 1 };
            if (!join.IsResidual && !join.IsHead) return;
            if (join is { IsResidual: true, Branches.Count: 1 })
            {
                if (_tokens.Current.Kind == TokenKind.LineEnd && _tokens.IsBefore(BlockWords.Shortcut)) _tokens.Take();
                if (_tokens.IsAt(BlockWords.Shortcut) && _tokens.Following.Kind == TokenKind.OpenBrace)
                {
                    var keyword = _tokens.Take().Range;
                    Open(new(_tokens.Take().Range, new(), join, false), keyword, join);
                    return;
                }
                // Without one the shortcut is what the residual reads.
                join.Branches.Add(new(join.Layer.Range, []));
            }
        }
        int? repetitions = RepetitionParser.IsAt(_tokens) ? RepetitionParser.Parse(_tokens) : null;
        if (repetitions is null) RepetitionParser.ReportMisspelled(_tokens);
        var layer = join.Layer with { Repetitions = repetitions };
        var size = join.Size.Inside(0).Repeated(repetitions ?? 1);
        Add(join.IsHead
            ? new HeadTemplate(layer, join.Branches[0].Statements) { Size = size }
                : new JoinTemplate(join.Keyword, layer, join.Branches) { Size = size });
    }

    private void Add(StatementTemplate statement)
    {
        _names.End(statement);
        if (statement is UseTemplate { Block.HasMistakes: true }) HasMistakes = true;
        if (statement.Size.Levels > ExpansionSize.MostLevels)
        {
            _tokens.Report(statement.Range, IssueCatalog.ExpansionTooDeep, ExpansionSize.MostLevels);
            return;
        }
        var statements = _root;
        for (int i = _braces.Count - 1; i >= 0; i--)
        {
            if (_braces[i].Statements is null) continue;
            statements = _braces[i].Statements!;
            break;
        }
        statements.List.Add(statement);
        statements.Size = statements.Size.Then(statement.Size);
    }

    private void SkipMistake()
    {
        _tokens.SkipStatement();
        // In a bare text no brace is open: one that closes nothing is part of the mistake.
        if (_braces.Count == 0 && _tokens.Current.Kind == TokenKind.CloseBrace) _tokens.Take();
    }

    private void OpenStrayBrace()
    {
        _hasStrayBrace = true;
        var statements = _braces.Count > 0 ? _braces[_braces.Count - 1].Statements ?? new() : _root;
        Open(new(_tokens.Take().Range, statements, null, true));
    }

    private void Open(OpenBraces braces)
    {
        _braces.Add(braces);
        if (_braces.Count <= DeepestNesting) return;
        _tokens.Report(braces.Range, IssueCatalog.NestedTooDeep, DeepestNesting);
        _tokens.Stop();
        _braces.Clear();
    }

    private void ReportUnclosedBrace()
    {
        // With a brace too many before, nobody can say which one is unclosed.
        if (_braces.Count == 0 || _hasStrayBrace) return;
        string found = _tokens.Current.Kind == TokenKind.End ? "the end of the text" : "the next network";
        _tokens.Report(_braces[_braces.Count - 1].Range, IssueCatalog.Expected, "a '}' that closes this brace", found);
    }
}
