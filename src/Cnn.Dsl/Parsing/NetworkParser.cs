namespace Cnn.Dsl;

/// <summary>
/// Reads the statements of one network. Open braces stand on a list, not on the call stack, so that no text overflows it.
/// </summary>
internal sealed class NetworkParser
{
    /// <summary>How many braces may be open at once.</summary>
    public const int DeepestNesting = 64;

    private const string Statement = "a layer or an option of the network";

    private static readonly OptionSyntax[] _known =
    [
        new("batch", "batch", ArgumentForm.Integer),
        new("inference_batch", "inferenceBatch", ArgumentForm.Integer),
    ];

    private readonly TokenReader _tokens;
    private readonly ArgumentParser _values;
    private readonly LayerParser _layerParser;
    private readonly CancellationToken _cancellation;
    private readonly List<ArgumentDeclaration> _options = [];
    private readonly List<LayerDeclaration> _layers = [];
    private readonly List<SourceRange> _braces = [];
    private bool _hasStrayBrace;

    public NetworkParser(TokenReader tokens, CancellationToken cancellation)
    {
        _tokens = tokens;
        _values = new(tokens);
        _layerParser = new(tokens, _values);
        _cancellation = cancellation;
    }

    /// <summary>The network's own arguments, in the order of the text.</summary>
    public EquatableArray<ArgumentDeclaration> Options => _options.ToEquatableArray();

    /// <summary>The layers that could be read, in the order of the text.</summary>
    public EquatableArray<LayerDeclaration> Layers => _layers.ToEquatableArray();

    /// <summary>Reads statements up to the end of the text.</summary>
    public void ParseBare() => Statements(isBare: true);

    /// <summary>Reads <c>{ statements }</c>; the current token is the opening brace.</summary>
    public void ParseBraces()
    {
        _braces.Add(_tokens.Take().Range);
        Statements(isBare: false);
    }

    private void Statements(bool isBare)
    {
        bool isAfterMistake = false;
        while (isBare || _braces.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
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
                    // After a mistake, what begins with a number is the rest of the same statement: 'ksize [1, 2, 2, 1]'.
                    if (isAfterMistake && _values.IsAtNumber) _tokens.SkipStatement();
                    continue;
                case TokenKind.CloseBrace when _braces.Count > 0:
                    _tokens.Take();
                    _braces.RemoveAt(_braces.Count - 1);
                    isAfterMistake = false;
                    continue;
                case TokenKind.OpenBrace:
                    // A brace after a mistake belongs to it: the block of an unknown word.
                    if (!isAfterMistake && !_hasStrayBrace) _tokens.Expected(Statement);
                    isAfterMistake = false;
                    OpenStrayBrace();
                    continue;
                case TokenKind.Word when !isBare && IsAtNextNetwork():
                    ReportUnclosedBrace();
                    return;
            }
            int issues = _tokens.IssueCount;
            ParseStatement();
            isAfterMistake = _tokens.IssueCount != issues;
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
        }
        if (_tokens.Current.Kind == TokenKind.QuotedName && name is null)
        {
            _tokens.Take();
            _tokens.Expected("':' after the layer's name");
            return;
        }
        if (_tokens.Current.Kind != TokenKind.Word)
        {
            _tokens.Expected(name is null ? Statement : "a layer after its name");
            return;
        }
        var keyword = _tokens.Take();
        string word = _tokens.TextOf(keyword.Range);
        if (LayerCatalog.ByKeyword.TryGetValue(word, out var definition))
        {
            if (_layerParser.Parse(keyword, definition, name) is { } layer) _layers.Add(layer);
        }
        else if (name is null && _known.FirstOrDefault(option => option.Keyword == word) is { } option)
        {
            ParseOption(keyword, option);
        }
        else
        {
            var candidates = LayerCatalog.All.Select(layer => layer.Keyword).Concat(_known.Select(option => option.Keyword));
            string hint = Spelling.Nearest(word, candidates) is { } nearest ? $", perhaps '{nearest}' is meant" : "";
            _tokens.Report(keyword.Range, IssueCatalog.UnknownLayer, TokenReader.Shown(word), hint);
        }
    }

    private void ParseOption(Token keyword, OptionSyntax option)
    {
        int issues = _tokens.IssueCount;
        if (_options.Any(argument => argument.Name == option.Argument)) _tokens.Report(keyword.Range, IssueCatalog.RepeatedOption, option.Keyword);
        if (_values.Parse(option.Argument, option.Form, ArgumentParser.Describe(option.Form, option.Keyword)) is not { } argument) return;
        if (!_tokens.IsAtStatementEnd)
            _tokens.Expected("a comma or a line end");
        else if (_tokens.IssueCount == issues)
            _options.Add(argument);
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
        var brace = _tokens.Take().Range;
        _braces.Add(brace);
        if (_braces.Count <= DeepestNesting) return;
        _tokens.Report(brace, IssueCatalog.NestedTooDeep, DeepestNesting);
        _tokens.Stop();
        _braces.Clear();
    }

    private bool IsAtNextNetwork() =>
        _tokens.Following.Kind != TokenKind.Colon
        && (_tokens.IsAt(FileParser.Network) || (_tokens.IsAt(FileParser.Internal) && _tokens.IsBefore(FileParser.Network)));

    private void ReportUnclosedBrace()
    {
        // With a brace too many before, nobody can say which one is unclosed.
        if (_braces.Count == 0 || _hasStrayBrace) return;
        string found = _tokens.Current.Kind == TokenKind.End ? "the end of the text" : "the next network";
        _tokens.Report(_braces[_braces.Count - 1], IssueCatalog.Expected, "a '}' that closes this brace", found);
    }
}
