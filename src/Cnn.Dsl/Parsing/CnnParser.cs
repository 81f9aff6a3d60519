namespace Cnn.Dsl;

/// <summary>Reads <c>.cnn</c> text. It never throws for what stands in a text, and takes time linear in its length.</summary>
public static class CnnParser
{
    /// <summary>How text says an argument of the network: <c>inference_batch</c> for <c>inferenceBatch</c>.</summary>
    public static string WordsOf(string option) => NetworkOptionParser.WordsOf(option);

    /// <summary>Reads a file that uses no other.</summary>
    /// <inheritdoc cref="Parse(string, string, UsedFiles, CancellationToken)"/>
    public static ParseResult Parse(string text, string path, CancellationToken cancellation = default) =>
        Parse(text, path, UsedFiles.None with { Path = path }, cancellation);

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path, for the ranges.</param>
    /// <param name="used">The files that it uses.</param>
    /// <param name="cancellation">Asked between statements.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ParseResult Parse(string text, string path, UsedFiles used, CancellationToken cancellation = default) =>
        Parse(text, path, used, new Work(cancellation));

    internal static ParseResult Parse(string text, string path, UsedFiles used, Work work)
    {
        if (TextCheck.Find(text, path) is { } issue) return new(EquatableArray<NetworkDeclaration>.Empty, new(issue));
        var tokens = new TokenReader(text, path, work);
        var file = Begin(tokens, text, used);
        var networks = file.Parse();
        if (networks.Count == 0 && file.Blocks.OwnCount == 0 && !tokens.HasIssues)
            tokens.Report(SourceRange.None with { Path = path }, IssueCatalog.EmptyText);
        return new(networks.ToEquatableArray(), tokens.Issues);
    }

    /// <summary>Reads the text of <c>[Network(Source = …)]</c> that uses no file.</summary>
    /// <inheritdoc cref="ParseSource(string, Located{string}, string, UsedFiles, CancellationToken)"/>
    public static ParseResult ParseSource(
        string text, Located<string> className, string @namespace, CancellationToken cancellation = default) =>
        ParseSource(text, className, @namespace, UsedFiles.None, cancellation);

    /// <summary>
    /// Reads the text of <c>[Network(Source = …)]</c>: the statements of one network, or one whole <c>network Name { … }</c>. Ranges count
    /// from the beginning of the text and have no path, but for that of an issue about the class itself, which is the range of its name,
    /// and of places in used files.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="className">The class; the network takes its name from it, whatever the text says.</param>
    /// <param name="namespace">The class's namespace; the network takes it, whatever the text says.</param>
    /// <param name="used">The files that it uses.</param>
    /// <param name="cancellation">Asked between statements.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ParseResult ParseSource(
        string text, Located<string> className, string @namespace, UsedFiles used, CancellationToken cancellation = default) =>
        ParseSource(text, className, @namespace, used, new Work(cancellation));

    internal static ParseResult ParseSource(string text, Located<string> className, string @namespace, UsedFiles used, Work work)
    {
        if (TextCheck.Find(text, "") is { } issue) return new(EquatableArray<NetworkDeclaration>.Empty, new(issue));
        var tokens = new TokenReader(text, "", work);
        tokens.SkipLineEnds();
        var file = Begin(tokens, text, used);
        var networks = new List<NetworkDeclaration>();
        if (file.IsAtFile)
        {
            networks = file.Parse();
        }
        else if (tokens.Current.Kind != TokenKind.End)
        {
            if (file.ParseBare(className) is { } network) networks.Add(network);
            else networks.AddRange(file.Networks);
        }
        if (networks.Count == 1)
            return new(new(networks[0] with { Namespace = @namespace, Name = className, IsInternal = false }), tokens.Issues);
        // A network that is missing because of a mistake in the text is no mistake of its own.
        bool isReported = networks.Count == 0 && tokens.HasIssues;
        var issues = isReported
            ? tokens.Issues
                : tokens.Issues.Append(Issue.At(className.Range, IssueCatalog.SourceIsNotOneNetwork, className.Value, networks.Count))
                    .ToEquatableArray();
        return new(EquatableArray<NetworkDeclaration>.Empty, issues);
    }

    private static FileParser Begin(TokenReader tokens, string text, UsedFiles used)
    {
        var library = new BlockLibrary(used, text, tokens.Work);
        return new(tokens) { Library = library, Path = library.Root };
    }
}
