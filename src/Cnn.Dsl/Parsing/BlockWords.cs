namespace Cnn.Dsl;

/// <summary>The words of composition, and those that can name no block and no parameter.</summary>
internal static class BlockWords
{
    /// <summary>Begins a block.</summary>
    public const string Block = "block";

    /// <summary>Begins a branch of a join.</summary>
    public const string Branch = "branch";

    /// <summary>Begins the other way of a residual.</summary>
    public const string Shortcut = "shortcut";

    private static readonly HashSet<string> _reserved = new(
        LayerCatalog.ByKeyword.Keys.Concat(LayerCatalog.ByResidualKeyword.Keys)
            .Concat([Block, Branch, Shortcut, FileParser.Network, FileParser.Internal, "namespace", LayerParser.From, FileParser.Use])
                .Concat(NetworkOptionParser.Keywords),
        StringComparer.Ordinal);

    /// <summary>Whether a word is one of the language.</summary>
    public static bool IsOfLanguage(string word) => _reserved.Contains(word);

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public static string? Flaw(string name) =>
        _reserved.Contains(name) ? "it is a word of the language"
        : RepetitionParser.IsRepetition(name) ? "it would be a repetition"
        : name.IndexOf('.') >= 0 ? "it has a point in it"
        : null;
}
