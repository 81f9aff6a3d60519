namespace Cnn.Dsl;

/// <summary>
/// Finds names behind a comma that belong to the statement before it: <c>add conv1, input</c>, <c>relu from a, b</c>.
/// </summary>
internal sealed class NameList(TokenReader tokens)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // The statement that ended in names; null where the last one did not.
    private Statement? _last;
    private bool _isAfterComma;
    private bool _isReported;

    // Its word where it takes several names, null where it takes one after 'from'; and the last of them as it is written.
    private sealed record Statement(string? Join, string Name);

    /// <summary>Remembers the name of a layer or of a block's use.</summary>
    public void Add(string name) => _names.Add(name);

    /// <summary>A comma was taken.</summary>
    public void Comma() => _isAfterComma = true;

    /// <summary>A statement, or a brace, was taken that ended in no names.</summary>
    public void End() => (_last, _isAfterComma, _isReported) = (null, false, false);

    /// <summary>A statement was taken.</summary>
    public void End(StatementTemplate statement)
    {
        End();
        if (statement.From.Count == 0) return;
        var last = statement.From[statement.From.Count - 1].Range;
        string? join = statement is LayerTemplate { Definition.Syntax.JoinsInputs: true } layer ? layer.Definition.Keyword : null;
        if (last.Start + last.Length == tokens.Last.Start + tokens.Last.Length) _last = new(join, tokens.TextOf(last));
    }

    /// <summary>Reports one that stands here, or passes it over where one before it was; false where none stands here.</summary>
    /// <param name="expected">What to call what is expected here.</param>
    public bool Report(string expected)
    {
        if (_last is not { } last || !_isAfterComma || !IsAtName) return false;
        var range = tokens.Take().Range;
        _isAfterComma = false;
        if (_isReported) return true;
        _isReported = true;
        string names = $"{ShownNames.Short(last.Name)} {ShownNames.Short(tokens.TextOf(range))}";
        tokens.Expected(
            range, expected,
            last.Join is null
                ? "'from' takes one name, and a comma ends a statement: join the layers before, with blanks between their names: concat "
                    + $"{names}."
                : $"Names have blanks between, and a comma ends a statement: {last.Join} {names}.");
        return true;
    }

    private bool IsAtName =>
        tokens.Current.Kind is TokenKind.Word or TokenKind.QuotedName
        && tokens.Following.Kind is TokenKind.Comma or TokenKind.LineEnd or TokenKind.CloseBrace or TokenKind.End
        && IsName(tokens.NameOf(tokens.Current).Value);

    // A word of the language begins a statement, but an input says its size.
    private bool IsName(string word) =>
        word == "input" || (_names.Contains(word) && !BlockWords.IsOfLanguage(word)) || IsAutomatic(word) || IsOfUse(word);

    // 'stage1.conv2' is a layer of a block.
    private bool IsOfUse(string word) =>
        word.IndexOf('.') is > 0 and var point
        && (_names.Contains(word.Substring(0, point)) || IsAutomatic(word.Substring(word.LastIndexOf('.') + 1)));

    // 'relu6' is what others call another function.
    private static bool IsAutomatic(string word)
    {
        string prefix = word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return prefix.Length < word.Length
            && LayerCatalog.All.Any(layer => layer.NamePrefix == prefix) && !ForeignWords.IsAbsentActivation(word);
    }
}
