namespace Cnn.Dsl;

/// <summary>What is said of a word that is not known: what was probably meant.</summary>
/// <param name="Text">The end of the message; empty where nothing is near.</param>
/// <param name="Advice">What to do, where that is more than the descriptor's advice; null where it is not.</param>
internal readonly record struct Hint(string Text, string? Advice)
{
    private static readonly IReadOnlyList<string> _statements =
        LayerCatalog.ByKeyword.Keys.Concat(LayerCatalog.ByResidualKeyword.Keys).Concat(NetworkOptionParser.Keywords).ToArray();

    private static readonly IReadOnlyDictionary<string,
    string> _statementsByKey = _statements.ToDictionary(ForeignWords.Key, StringComparer.Ordinal);

    private static Hint None { get; } = new("", null);

    private static string Activations { get; } = string.Join(", ", LayerSyntax.ActivationOptions.Select(option => option.Keyword));

    /// <summary>Of a word where a layer is expected.</summary>
    /// <param name="word">The word.</param>
    /// <param name="before">The layer of the statement before, to which it may belong.</param>
    /// <param name="blocks">The names of the blocks.</param>
    /// <param name="work">Ticks for each word that it is compared with.</param>
    public static Hint OfStatement(string word, LayerDefinition? before, IEnumerable<string> blocks, Work work)
    {
        string key = ForeignWords.Key(word);
        if (_statementsByKey.TryGetValue(key, out string? own) && own != word) return Perhaps(own);
        if (ForeignWords.IsAbsentActivation(key))
            return new($", and there is no such activation; the activations are {Activations}", "Use one of them.");
        if (ForeignWords.Layer(key) is { } layer) return new($"; here it is {layer.Ours}", layer.Advice);
        if (ForeignWords.NetworkOption(key) is { } option) return new($"; here it is {option.Ours}", option.Advice);
        if (ForeignWords.IsAbsentLayer(key)) return new(", and the language has none that does the same", null);
        if (OfNextLine(word, key, before) is { } next) return next;
        return Spelling.Nearest(word, _statements.Concat(blocks), work) is { } nearest ? Perhaps(nearest) : None;
    }

    /// <summary>Of a word where an option is expected.</summary>
    /// <param name="word">The word.</param>
    /// <param name="before">The word that stands before it, to which it may belong.</param>
    /// <param name="definition">The layer.</param>
    public static Hint OfOption(string word, string before, LayerDefinition definition)
    {
        string key = ForeignWords.Key(word);
        var keywords = definition.Syntax.Options.Select(option => option.Keyword).Append(LayerParser.From).ToArray();
        if (keywords.FirstOrDefault(own => ForeignWords.Key(own) == key) is { } own) return Perhaps(own);
        if (ForeignWords.IsSlope(key) && ForeignWords.FixedNumber(before) is { } number) return new(", which is fixed here", number);
        if (OfTrainedActivation(word, before) is { } trained) return trained;
        if (ForeignWords.IsAbsentActivation(key)) return new(", and there is no such activation", $"The activations are {Activations}.");
        if (ForeignWords.Option(key, definition.Syntax) is { } option) return new($", which is {option.Ours} here", option.Advice);
        if (LayerCatalog.ByKeyword.ContainsKey(word) || LayerCatalog.ByResidualKeyword.ContainsKey(word))
            return new(", which is a layer of its own", null);
        if (ForeignWords.Layer(key) is { } layer) return new($", which is a layer of its own, here {layer.Ours}", null);
        return Spelling.Nearest(word, keywords) is { } nearest ? Perhaps(nearest) : None;
    }

    /// <summary>Of a word with parentheses behind it that is no block.</summary>
    public static Hint OfUse(string word)
    {
        string key = ForeignWords.Key(word);
        if (ForeignWords.IsAbsentLayer(key)) return new(", and no layer of the language does the same", null);
        if (ForeignWords.Layer(key) is { } layer) return new(
            $"; here it is {layer.Ours}, which is written without parentheses", layer.Advice);
        return _statementsByKey.TryGetValue(key, out string? statement)
            ? new($"; '{statement}' is written without parentheses", AdviceOfUse(statement))
            : None;
    }

    private static string AdviceOfUse(string statement)
    {
        bool isAlone = LayerCatalog.ByKeyword.TryGetValue(statement, out var layer)
            && layer.Syntax is { Positionals.Count: 0, Options.Count: 0, JoinsInputs: false };
        return ForeignWords.FixedNumber(statement)
            ?? (isAlone ? $"Write it alone: {statement}." : "Write its arguments behind it, with blanks between.");
    }

    // Commas and line ends end a statement, which who comes from elsewhere does not expect.
    private static Hint? OfNextLine(string word, string key, LayerDefinition? before)
    {
        const string Advice = "Write it behind its layer with nothing between: commas and line ends end a statement.";
        if (word == LayerParser.From || RepetitionParser.IsRepetition(word)) return new("; it belongs to a layer", Advice);
        if (before is not null && Has(before)) return new($"; it is an option of '{before.Keyword}'", Advice);
        if (LayerCatalog.All.Any(Has)) return new("; it is an option of a layer", Advice);
        return ForeignWords.Option(key, before?.Syntax) is { } option
            ? new($"; it is an option of a layer, here {option.Ours}", Behind(option.Advice))
            : null;

        // What is left out stands nowhere.
        static string Behind(string advice) =>
            advice.StartsWith("Leave", StringComparison.Ordinal) ? advice
            : advice.TrimEnd('.') + ", behind its layer with no comma or line end between.";

        bool Has(LayerDefinition layer) => layer.Syntax.Options.Any(option => option.Keyword == word);
    }

    // 'conv 16 3x3 prelu shared': an activation is a word without options.
    private static Hint? OfTrainedActivation(string word, string before) =>
        LayerCatalog.IsTrainedActivation(before) && LayerCatalog.ByKeyword[before].Syntax.Options.Any(option => option.Keyword == word)
            ? new($"; it is an option of the layer '{before}'", $"Write '{before} {word}' as a layer of its own, behind this one.")
            : null;

    private static Hint Perhaps(string word) => new($", perhaps '{word}' is meant", null);
}
