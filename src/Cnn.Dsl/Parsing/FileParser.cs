namespace Cnn.Dsl;

/// <summary>Reads a whole file: <c>namespace My.App</c> and any number of networks.</summary>
internal sealed class FileParser(TokenReader tokens, CancellationToken cancellation)
{
    /// <summary>The word that begins a network.</summary>
    public const string Network = "network";

    /// <summary>The word before it that makes its class internal.</summary>
    public const string Internal = "internal";

    private const string Namespace = "namespace";

    private readonly List<NetworkDeclaration> _networks = [];
    private string _namespace = "";

    /// <summary>Whether the text begins as a file does, rather than with the statements of a network.</summary>
    public bool IsAtFile => tokens.Following.Kind != TokenKind.Colon && (tokens.IsAt(Network) || tokens.IsAt(Internal) || tokens.IsAt(Namespace));

    /// <summary>Reads the file to its end.</summary>
    public List<NetworkDeclaration> Parse()
    {
        tokens.SkipLineEnds();
        if (tokens.IsAt(Namespace)) ParseNamespace();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            tokens.SkipLineEnds();
            if (tokens.Current.Kind == TokenKind.End) return _networks;
            if (IsAtNetwork)
            {
                ParseNetwork();
            }
            else
            {
                tokens.Expected(tokens.IsAt(Namespace) ? "'network' (a namespace stands once, before the first one)" : "'network' or 'internal network'");
                SkipToNetwork();
            }
        }
    }

    private bool IsAtNetwork => tokens.IsAt(Network) || (tokens.IsAt(Internal) && tokens.IsBefore(Network));

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
        bool isInternal = tokens.IsAt(Internal);
        if (isInternal) tokens.Take();
        tokens.Take();
        var name = ParseName();
        if (name is not null) tokens.SkipLineEnds();
        if (tokens.Current.Kind != TokenKind.OpenBrace)
        {
            if (name is not null) tokens.Expected("'{' after the network's name");
            if (IsAtNetwork) return;
            tokens.SkipStatement();
            tokens.SkipLineEnds();
            if (tokens.Current.Kind != TokenKind.OpenBrace)
            {
                SkipToNetwork();
                return;
            }
        }
        var parser = new NetworkParser(tokens, cancellation);
        parser.ParseBraces();
        if (name is not null) _networks.Add(new(_namespace, name, isInternal, parser.Options, parser.Layers));
    }

    private Located<string>? ParseName()
    {
        if (tokens.Current.Kind == TokenKind.Word && CSharpNames.IsIdentifier(tokens.TextOf(tokens.Current.Range))) return tokens.NameOf(tokens.Take());
        tokens.Expected("the network's name, a C# class's");
        return null;
    }

    // Skips whole blocks, so that a mistake before a network's brace does not make one of everything inside it.
    private void SkipToNetwork()
    {
        int open = 0;
        while (tokens.Current.Kind != TokenKind.End && !(open == 0 && IsAtNetwork))
        {
            var token = tokens.Take();
            if (token.Kind == TokenKind.OpenBrace && ++open > NetworkParser.DeepestNesting)
            {
                tokens.Report(token.Range, IssueCatalog.NestedTooDeep, NetworkParser.DeepestNesting);
                tokens.Stop();
            }
            if (token.Kind == TokenKind.CloseBrace && open > 0) open--;
        }
    }
}
