namespace Cnn.Dsl;

/// <summary>Reads the loss that a network declares, and whether it fits the network's end.</summary>
internal static class LossReader
{
    /// <summary>
    /// What the network ends in for the loss that it declares: a loss of plain numbers reads a sigmoid's own.
    /// </summary>
    public static NetworkEnd EndFor(NetworkDeclaration declaration, NetworkEnd end) =>
        end == NetworkEnd.Sigmoid && Definition(declaration) is { } loss && loss.Ends.Contains(NetworkEnd.Values)
            ? NetworkEnd.Values : end;

    /// <summary>The loss; the end's own where none is declared or what is declared is reported.</summary>
    /// <param name="declaration">The network.</param>
    /// <param name="last">Its last layer.</param>
    /// <param name="report">Takes what is wrong.</param>
    public static LossSpec Read(NetworkDeclaration declaration, LayerSpec last, Action<Issue> report)
    {
        var end = EndFor(declaration, last.End);
        var written = Written(declaration);
        if (Definition(declaration) is not { } loss) return LossSpec.DefaultFor(end);
        if (!loss.Ends.Contains(end))
        {
            bool inText = written!.IsText;
            string described = Describe(declaration, last);
            string fitting = string.Join(
                ", ", LossCatalog.All.Where(other => other.Ends.Contains(end)).Select(other => other.Named(inText)));
            var issue = Issue.At(
                written.Range, IssueCatalog.LossMisfit, loss.Named(inText), last.Name, described, Words(loss.Ends, inText));
            report(issue with { Advice = $"End the network so, or declare one that fits '{described}': {fitting}." });
            return LossSpec.DefaultFor(end);
        }
        var settings = new List<LossSettingSpec>();
        foreach (var option in declaration.Options.Where(IsSetting))
            if (Read(option, loss, end, declaration, last, report) is { } setting) settings.Add(setting);
        return new(loss.Kind, end) { Settings = settings.ToEquatableArray() };
    }

    /// <summary>Reports a loss that there is not.</summary>
    public static void Check(NetworkDeclaration declaration, Action<Issue> report)
    {
        if (Written(declaration) is { Value: WordValue word } written && LossCatalog.Find(word.Value) is null)
        {
            string key = Spelling.Key(word.Value);
            string? elsewhere = LossCatalog.All.FirstOrDefault(loss => loss.NamesElsewhere.Split(' ').Contains(key))?.Word;
            string words = Spelling.OneOf(word.Value, [.. LossCatalog.All.Select(loss => loss.Word)], elsewhere);
            report(Issue.At(written.Range, IssueCatalog.OutOfRange, LossCatalog.Option, ShownNames.Short(word.Value), words));
        }
    }

    private static LossSettingSpec? Read(
        ArgumentDeclaration option, LossDefinition loss, NetworkEnd end, NetworkDeclaration declaration, LayerSpec last,
        Action<Issue> report)
    {
        bool inText = option.IsText;
        var setting = loss.Settings.FirstOrDefault(candidate => candidate.Option == option.Name);
        if (setting is null || (setting.End is { } only && only != end))
        {
            string word = LossCatalog.Settings.First(candidate => candidate.Option == option.Name).Named(inText);
            var settings = loss.Settings.Where(candidate => candidate.End is null || candidate.End == end)
                .Select(candidate => $"'{candidate.Named(inText)}'").ToArray();
            report(Issue.At(option.Range, IssueCatalog.LossSetting, word, loss.Named(inText), Describe(declaration, last),
                settings.Length == 0 ? "nothing" : string.Join(", ", settings)));
            return null;
        }
        double[] values = option.Value switch
        {
            IntegerValue integer => [integer.Value],
            NumberValue number => [number.Value],
            BooleanValue flag => [flag.Value ? 1 : 0],
            NumbersValue numbers => [.. numbers.Values],
            IntegersValue integers => [.. integers.Values.Select(value => (double)value)],
            _ => [],
        };
        // The runtime's numbers are 32-bit floats, but for integers.
        double[] rounded = setting.Form == ArgumentForm.Integer ? values : [.. values.Select(value => (double)(float)value)];
        foreach (var (value, number) in values.Zip(rounded, (value, number) => (value, number)))
        {
            if (setting.IsInRange(number) && (value == 0 || number != 0)) continue;
            string range = setting.IsInRange(number) ? SmallNumbers.Range : setting.Range!;
            report(Issue.At(option.Range, IssueCatalog.OutOfRange, setting.Named(inText), Invariant.Format($"{value}"), range));
            return null;
        }
        if (setting.IsOfChannels)
        {
            if (values.Length != last.Output.Channels && !(setting.TakesOneForAll && values.Length == 1))
            {
                report(Issue.At(option.Range, IssueCatalog.LossWeights, setting.Named(inText), Invariant.Count(values.Length), last.Name,
                    Invariant.Count(last.Output.Channels)));
                return null;
            }
            if (rounded.All(value => value == 0))
            {
                report(Issue.At(
                    option.Range, IssueCatalog.OutOfRange, setting.Named(inText), "0 for all", "above 0 for one at least"));
                return null;
            }
        }
        return new(setting.Property, setting.Form switch
        {
            ArgumentForm.Word => LossSettingForm.Flag,
            ArgumentForm.Integer => LossSettingForm.Integer,
            ArgumentForm.Numbers => LossSettingForm.Numbers,
            _ => LossSettingForm.Number,
        }, values.ToEquatableArray());
    }

    private static bool IsSetting(ArgumentDeclaration option) =>
        option.Name.Length > LossCatalog.Option.Length && LossCatalog.Settings.Any(setting => setting.Option == option.Name);

    private static ArgumentDeclaration? Written(NetworkDeclaration declaration) =>
        declaration.Options.FirstOrDefault(option => option.Name == LossCatalog.Option);

    private static LossDefinition? Definition(NetworkDeclaration declaration) =>
        Written(declaration)?.Value is WordValue word ? LossCatalog.Find(word.Value) : null;

    // As the layer was written: in text the word and its arguments, else the attribute.
    private static string Describe(NetworkDeclaration declaration, LayerSpec last) =>
        declaration.Layers[declaration.Layers.Count - 1].Attribute is { } attribute ? $"[{attribute}]" : last.Description;

    private static string Words(NetworkEnd[] ends, bool inText)
    {
        string radialBasis = inText ? "'rbf'" : "[RadialBasis]";
        return string.Join(" or ", ends.Select(end => end switch
        {
            NetworkEnd.Softmax => "a softmax",
            NetworkEnd.Sigmoid => "a sigmoid",
            NetworkEnd.RadialBasis => $"radial basis functions ({radialBasis})",
            _ => $"plain numbers, without a softmax or {radialBasis}",
        }));
    }
}
