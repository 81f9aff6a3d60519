namespace Cnn.Dsl;

/// <summary>
/// Reads the network's own options: <c>batch 64</c>, <c>optimizer adam</c>, <c>algorithm direct</c>, <c>init he_normal</c>,
/// <c>zero_gamma</c>, <c>inference_only</c>, <c>budget training 64 MB</c>,
/// <c>loss cross_entropy smoothing 0.1</c>, <c>optimizer adam lr 0.01 amsgrad</c>.
/// </summary>
internal sealed class NetworkOptionParser(TokenReader tokens, ArgumentParser values)
{
    private const string Budget = "budget", Inference = "inference", Training = "training";

    private static readonly Dictionary<string,
    string> _integers = new(StringComparer.Ordinal) { ["batch"] = "batch", ["inference_batch"] = "inferenceBatch" };

    private static readonly Dictionary<string,
    string> _words = new(
        StringComparer.Ordinal)
        {
            [OptimizerCatalog.Option] = "an optimiser, for example adam", ["algorithm"] = "an algorithm, for example direct",
            [LossCatalog.Option] = "a loss, for example cross_entropy",
        };

    private static readonly OptionSyntax _init = LayerSyntax.InitOptions[0];

    // What has settings behind its word.
    private static readonly string[] _withSettings = [LossCatalog.Option, OptimizerCatalog.Option];

    // Words that say all by themselves.
    private static readonly Dictionary<string, ArgumentDeclaration> _flags = new(StringComparer.Ordinal)
    {
        ["inference_only"] = new(NetworkDeclaration.TrainingOption, new BooleanValue(false), SourceRange.None),
        ["zero_gamma"] = new("zeroGamma", new BooleanValue(true), SourceRange.None),
    };

    private readonly List<ArgumentDeclaration> _options = [];

    /// <summary>Whether a whole number follows a word, which may stand in parentheses.</summary>
    public static bool TakesInteger(string keyword) => _integers.ContainsKey(keyword);

    /// <summary>The words that options begin with.</summary>
    public static IReadOnlyList<string> Keywords { get; } = [.. _integers.Keys, .. _words.Keys, _init.Keyword, .. _flags.Keys, Budget];

    /// <summary>How text says an argument of the network.</summary>
    public static string WordsOf(string argument) =>
        Keywords.FirstOrDefault(keyword => keyword != Budget && ArgumentOf(keyword) == argument)
        ?? _withSettings.FirstOrDefault(option => argument.StartsWith(option, StringComparison.Ordinal))
        ?? Budget + " " + argument.Substring(0, argument.Length - MemoryBudget.OptionSuffix.Length);

    /// <summary>What was read, in the order of the text.</summary>
    public EquatableArray<ArgumentDeclaration> Options => _options.ToEquatableArray();

    /// <summary>Reads one; the current token is its first word.</summary>
    public void Parse()
    {
        int issues = tokens.IssueCount;
        var range = tokens.Current.Range;
        string keyword = tokens.TextOf(tokens.Take().Range);
        if (keyword == Budget)
        {
            if (!tokens.IsAt(Inference) && !tokens.IsAt(Training))
            {
                string word = tokens.Current.Kind == TokenKind.Word ? tokens.TextOf(tokens.Current.Range) : "";
                string? meant = Spelling.Meant(word, [Inference, Training]);
                tokens.Expected($"'{Inference}' or '{Training}' after '{Budget}'", meant is null ? null : $"Write {meant}.");
                return;
            }
            keyword += " " + tokens.TextOf(tokens.Current.Range);
            range = range.To(tokens.Take().Range);
        }
        string argument = ArgumentOf(keyword);
        if (_options.Any(option => option.Name == argument)) tokens.Report(range, IssueCatalog.RepeatedOption, $"'{keyword}' is", "");
        var value = _flags.TryGetValue(keyword, out var flag) ? flag with { Range = range }
            : _words.ContainsKey(keyword) ? Word(argument)
            : keyword == _init.Keyword ? values.Word(argument, keyword, _init.Words)?.Evaluate([], tokens)
            : _integers.ContainsKey(keyword) ? Integer(argument, keyword)
            : Size(argument, keyword);
        if (value is null) return;
        var settings = keyword == LossCatalog.Option ? LossSettings(tokens.TextOf(value.Range))
            : keyword == OptimizerCatalog.Option ? OptimizerSettings(tokens.TextOf(value.Range)) : [];
        if (settings is null) return;
        string? advice = tokens.IsAtEquals && flag is not null ? $"Write '{keyword}' alone, or leave it out." : null;
        if (!tokens.IsAtStatementEnd) tokens.Expected("a comma or a line end", advice);
        else if (tokens.IssueCount == issues) _options.AddRange([value with { Word = keyword }, .. settings]);
    }

    private static string ArgumentOf(string keyword) =>
        _integers.TryGetValue(keyword, out string? integer) ? integer
        : _flags.TryGetValue(keyword, out var flag) ? flag.Name
        : _words.ContainsKey(keyword) || keyword == _init.Keyword ? keyword
        : keyword.Substring(Budget.Length + 1) + MemoryBudget.OptionSuffix;

    private ArgumentDeclaration? Integer(string argument, string keyword) =>
        values.Parse(argument, ArgumentForm.Integer, ArgumentParser.Describe(ArgumentForm.Integer, keyword), [])?.Evaluate([], tokens);

    private ArgumentDeclaration? Word(string argument)
    {
        if (tokens.Current.Kind != TokenKind.Word)
        {
            tokens.Expected(_words[argument]);
            return null;
        }
        var range = tokens.Take().Range;
        return new(argument, new WordValue(tokens.TextOf(range)), range);
    }

    // Which settings a loss has is the resolver's question, which it asks of attributes, too.
    private List<ArgumentDeclaration>? LossSettings(string loss)
    {
        var settings = new List<ArgumentDeclaration>();
        while (tokens.Current.Kind == TokenKind.Word)
        {
            string word = tokens.TextOf(tokens.Current.Range);
            if (LossCatalog.SettingOf(loss, word) is not { } setting)
            {
                string[] known = [.. LossCatalog.Settings.Select(candidate => candidate.Word).Distinct()];
                string? advice = ForeignWords.LossSetting(ForeignWords.Key(word))?.Advice
                    ?? (Spelling.Meant(word, known) is { } meant ? $"Write {meant}." : null);
                tokens.Expected("a setting of the loss, one of " + string.Join(", ", known), advice);
                return null;
            }
            var range = tokens.Take().Range;
            if (settings.Any(option => option.Name == setting.Option))
                tokens.Report(range, IssueCatalog.RepeatedOption, $"'{word}' is", "");
            var value = setting.Form == ArgumentForm.Word
                ? new(setting.Option, new BooleanValue(true), range)
                : values.Parse(setting.Option, setting.Form, ArgumentParser.Describe(setting.Form, word), [])?.Evaluate([], tokens);
            if (value is null) return null;
            settings.Add(value with { Word = word });
        }
        return settings;
    }

    // Which settings an optimizer has is the resolver's question likewise.
    private List<ArgumentDeclaration>? OptimizerSettings(string optimizer)
    {
        var settings = new List<ArgumentDeclaration>();
        while (tokens.Current.Kind == TokenKind.Word)
        {
            string word = tokens.TextOf(tokens.Current.Range);
            if (OptimizerCatalog.SettingOf(optimizer, word) is not { } setting)
            {
                string[] known =
                    [.. (OptimizerCatalog.Find(optimizer)?.Settings ?? OptimizerCatalog.Settings).Select(candidate => candidate.Word)];
                var foreign = ForeignWords.OptimizerSetting(ForeignWords.Key(word));
                string? advice = foreign?.Advice ?? (Spelling.Meant(word, known) is { } meant ? $"Write {meant}." : null);
                tokens.Expected($"a setting of the optimizer, one of {string.Join(", ", known)}", advice);
                return null;
            }
            var range = tokens.Take().Range;
            if (settings.Any(option => option.Name == setting.Option))
            {
                tokens.Report(range, IssueCatalog.RepeatedOption, $"'{word}' is", "");
                return null;
            }
            var value = setting.Form == ArgumentForm.Word
                ? new(setting.Option, new BooleanValue(true), range)
                : values.Parse(setting.Option, setting.Form, ArgumentParser.Describe(setting.Form, word), [])?.Evaluate([], tokens);
            if (value is null) return null;
            settings.Add(value with { Word = word });
        }
        return settings;
    }

    // Whether the number and the unit are a size is the resolver's question, which it asks of attributes, too.
    private ArgumentDeclaration? Size(string argument, string keyword)
    {
        if (tokens.Current.Kind is not (TokenKind.Number or TokenKind.MalformedNumber))
        {
            tokens.Expected($"a size after '{keyword}', for example 64 MB");
            return null;
        }
        var range = tokens.Take().Range;
        if (values.ReportComma(range, ArgumentForm.Number, $"a size after '{keyword}', for example 64 MB")) return null;
        if (tokens.Current.Kind == TokenKind.Word) range = range.To(tokens.Take().Range);
        return new(argument, new TextValue(tokens.TextOf(range)), range);
    }
}
