namespace Cnn.Dsl;

/// <summary>Reads a whole file: <c>namespace My.App</c>, the files that it uses, and any number of blocks and networks.</summary>
internal sealed class FileParser(TokenReader tokens)
{
    /// <summary>The word that begins a network.</summary>
    public const string Network = "network";

    /// <summary>The word before it that makes its class internal.</summary>
    public const string Internal = "internal";

    /// <summary>The word that brings the blocks of another file.</summary>
    public const string Use = "use";

    private const string Namespace = "namespace";

    private readonly List<NetworkDeclaration> _networks = [];
    private readonly BlockTable _blocks = new(tokens);
    private readonly List<Located<string>> _uses = [];
    private readonly TextSize _size = new(tokens);
    private string _namespace = "";

    /// <summary>The blocks of the files that can be used.</summary>
    public BlockLibrary? Library { get; init; }

    /// <summary>The file's normal path.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether networks are passed over: their words are read, but what they become is not asked.</summary>
    public bool BlocksOnly { get; init; }

    /// <summary>The blocks of the file, and those that it uses.</summary>
    public BlockTable Blocks => _blocks;

    /// <summary>The paths of the files that a text uses, as far as they can be read.</summary>
    public static IReadOnlyList<string> UsesOf(string text, Work work)
    {
        // What is too long is not read at all.
        if (text.Length > TextCheck.LongestText) return [];
        var parser = new FileParser(new(text, "", work));
        parser.ParseHeader();
        return parser._uses.Select(name => name.Value).ToArray();
    }

    /// <summary>Whether the text begins as a file does, rather than with the statements of a network.</summary>
    public bool IsAtFile =>
        tokens.Following.Kind != TokenKind.Colon && (tokens.IsAt(Network) || tokens.IsAt(Internal) || tokens.IsAt(Namespace));

    /// <summary>Whether a network begins here; in the statements of another, where no colon follows.</summary>
    public static bool IsAtNetwork(TokenReader tokens) => tokens.IsAt(Network) || (tokens.IsAt(Internal) && tokens.IsBefore(Network));

    /// <summary>Reads the file to its end.</summary>
    public List<NetworkDeclaration> Parse()
    {
        ParseHeader();
        while (true)
        {
            tokens.Work.Tick();
            tokens.SkipLineEnds();
            if (tokens.Current.Kind == TokenKind.End)
            {
                _blocks.ReportUnknown();
                return _networks;
            }
            if (BlockParser.IsAt(tokens))
            {
                ParseBlock();
            }
            else if (IsAtNetwork(tokens))
            {
                ParseNetwork();
            }
            else
            {
                tokens.Expected(
                    tokens.IsAt(Namespace) ? "'network' (a namespace stands once, before the first one)"
                    : IsAtUse ? "'network', 'internal network' or 'block' (a 'use' stands before the first of them)"
                    : "'network', 'internal network' or 'block'",
                    IsAtStatement ? "Write 'network Name { … }' around the layers of a network." : UnknownStatement.AdviceAt(tokens));
                SkipToNetwork();
            }
        }
    }

    /// <summary>
    /// Reads the statements of a network without braces, and the blocks before them; null where nothing follows the blocks.
    /// </summary>
    public NetworkDeclaration? ParseBare(Located<string> name)
    {
        ParseUses();
        while (BlockParser.IsAt(tokens))
        {
            tokens.Work.Tick();
            ParseBlock();
            tokens.SkipLineEnds();
        }
        if (tokens.Current.Kind == TokenKind.End)
        {
            _blocks.ReportUnknown();
            return null;
        }
        if (IsAtFile)
        {
            Parse();
            return null;
        }
        int issues = tokens.IssueCount;
        var parser = new StatementParser(tokens, _blocks, new(), isBlock: false);
        parser.ParseBare();
        var network = Expand(name, isInternal: false, parser, issues);
        _blocks.ReportUnknown();
        return network;
    }

    /// <summary>The networks that were read.</summary>
    public IReadOnlyList<NetworkDeclaration> Networks => _networks;

    private void ParseBlock()
    {
        if (!new BlockParser(tokens, _blocks).Parse()) SkipToNetwork();
    }

    private NetworkDeclaration Expand(Located<string> name, bool isInternal, StatementParser parser, int issuesBefore)
    {
        var expander = new Expander(tokens);
        long layersBefore = _size.Layers;
        if (!_size.HasRoom(name, parser.Size))
        {
            return new(_namespace, name, isInternal, parser.Options, EquatableArray<LayerDeclaration>.Empty)
            {
                IsText = true, HasMistakes = true,
            };
        }
        var layers = TrainedActivations.WriteOut(expander.Expand(name, parser.Statements, parser.Size), tokens.Work);
        return new(_namespace, name, isInternal, parser.Options, layers)
        {
            IsText = true,
            LayersBefore = layersBefore,
            HasMistakes = tokens.IssueCount != issuesBefore || parser.HasMistakes || expander.HasMistakes,
        };
    }

    private bool IsAtStatement => tokens.Current.Kind == TokenKind.Word && tokens.TextOf(tokens.Current.Range) is var word
        && (LayerCatalog.ByKeyword.ContainsKey(word) || NetworkOptionParser.Keywords.Contains(word));

    private bool IsAtUse => tokens.IsAt(Use) && tokens.Following.Kind is not (TokenKind.Colon or TokenKind.OpenParenthesis);

    private void ParseHeader()
    {
        tokens.SkipLineEnds();
        if (tokens.IsAt(Namespace) && _uses.Count == 0) ParseNamespace();
        ParseUses();
    }

    private void ParseUses()
    {
        int before = _uses.Count;
        tokens.SkipLineEnds();
        while (IsAtUse)
        {
            tokens.Work.Tick();
            tokens.Take();
            ParseUse();
            while (tokens.Current.Kind is not (TokenKind.LineEnd or TokenKind.End)) tokens.Take();
            tokens.SkipLineEnds();
        }
        if (_uses.Count > before) Library?.Use(Path, _uses, _blocks, tokens);
    }

    private void ParseUse()
    {
        if (tokens.Current.Kind != TokenKind.QuotedName)
        {
            tokens.Expected("the path of a .cnn file in quotation marks after 'use'");
            _blocks.IsComplete = false;
            return;
        }
        _uses.Add(tokens.NameOf(tokens.Take()));
        if (tokens.Current.Kind is not (TokenKind.LineEnd or TokenKind.End)) tokens.Expected("a line end after the path");
    }

    private void ParseNamespace()
    {
        tokens.Take();
        if (tokens.Current.Kind != TokenKind.Word || !tokens.TextOf(tokens.Current.Range).Split('.').All(CSharpNames.IsIdentifier))
        {
            tokens.Expected("a namespace, for example My.App");
            SkipToNetwork();
            return;
        }
        _namespace = tokens.TextOf(tokens.Take().Range);
        if (tokens.Current.Kind is TokenKind.LineEnd or TokenKind.End) return;
        tokens.Expected("a line end after the namespace");
        SkipToNetwork();
    }

    private void ParseNetwork()
    {
        int issues = tokens.IssueCount;
        bool isInternal = tokens.IsAt(Internal);
        if (isInternal) tokens.Take();
        tokens.Take();
        var name = ParseName();
        if (name is not null) tokens.SkipLineEnds();
        if (tokens.Current.Kind != TokenKind.OpenBrace)
        {
            string? advice = tokens.IsAdjoining ? "Its name is a C# class's: letters, digits and underscores." : null;
            if (name is not null) tokens.Expected("'{' after the network's name", advice);
            if (IsAtNetwork(tokens) || BlockParser.IsAt(tokens)) return;
            tokens.SkipStatement();
            tokens.SkipLineEnds();
            if (tokens.Current.Kind != TokenKind.OpenBrace)
            {
                SkipToNetwork();
                return;
            }
        }
        var parser = new StatementParser(tokens, _blocks, new(), isBlock: false);
        parser.ParseBraces();
        if (name is not null && !BlocksOnly) _networks.Add(Expand(name, isInternal, parser, issues));
    }

    private Located<string>? ParseName()
    {
        if (tokens.Current.Kind == TokenKind.Word && CSharpNames.IsIdentifier(tokens.TextOf(tokens.Current.Range))) return tokens.NameOf(
            tokens.Take());
        tokens.Expected("the network's name, a C# class's");
        return null;
    }

    // Skips whole blocks, so that a mistake before a network's brace does not make one of everything inside it.
    private void SkipToNetwork()
    {
        int open = 0;
        while (tokens.Current.Kind != TokenKind.End && !(open == 0 && (IsAtNetwork(tokens) || BlockParser.IsAt(tokens))))
        {
            var token = tokens.Take();
            if (token.Kind == TokenKind.OpenBrace && ++open > StatementParser.DeepestNesting)
            {
                tokens.Report(token.Range, IssueCatalog.NestedTooDeep, StatementParser.DeepestNesting);
                tokens.Stop();
            }
            if (token.Kind == TokenKind.CloseBrace && open > 0) open--;
        }
    }
}
