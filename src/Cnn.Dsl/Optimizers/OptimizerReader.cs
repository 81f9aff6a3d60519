namespace Cnn.Dsl;

/// <summary>Reads the optimizer that a network declares, and its settings.</summary>
internal static class OptimizerReader
{
    /// <summary>The optimizer of a network that declares none.</summary>
    public static OptimizerSpec Default { get; } = Spec(OptimizerCatalog.All[0], []);

    /// <summary>The optimizer; the default where none is declared or what is declared is reported.</summary>
    /// <param name="declaration">The network.</param>
    /// <param name="report">Takes what is wrong.</param>
    public static OptimizerSpec Read(NetworkDeclaration declaration, Action<Issue> report)
    {
        if (declaration.Options.FirstOrDefault(option => option.Name == OptimizerCatalog.Option) is not { Value: WordValue word } written)
            return Default;
        // Two are reported where they are read, and whose settings these are is not known.
        if (declaration.Options.Count(option => option.Name == OptimizerCatalog.Option) > 1) return Default;
        if (OptimizerCatalog.Find(word.Value) is not { } optimizer)
        {
            bool isSetting = Spelling.Key(word.Value) == "amsgrad";
            string[] words = [.. OptimizerCatalog.All.Select(known => known.Word)];
            var issue = Issue.At(
                written.Range, IssueCatalog.OutOfRange, OptimizerCatalog.Option, ShownNames.Short(word.Value),
                isSetting ? "one of " + string.Join(", ", words) : Spelling.OneOf(word.Value, words));
            report(isSetting ? issue with { Advice = "It is a setting of adam and adamw: write adam amsgrad." } : issue);
            return Default;
        }
        var settings = new List<Written>();
        foreach (var option in declaration.Options.Where(IsSetting))
            if (Read(option, optimizer, report) is { } setting) settings.Add(setting);
        CheckTogether(optimizer, settings, report);
        return Spec(optimizer, settings);
    }

    private sealed record Written(ArgumentDeclaration Option, OptimizerSetting Setting, double Value);

    private static Written? Read(ArgumentDeclaration option, OptimizerDefinition optimizer, Action<Issue> report)
    {
        if (optimizer.Settings.FirstOrDefault(candidate => candidate.Option == option.Name) is not { } setting)
        {
            var known = OptimizerCatalog.Settings.First(candidate => candidate.Option == option.Name);
            string owners = string.Join(", ", OptimizerCatalog.All
                .Where(other => other.Settings.Any(candidate => candidate.Option == option.Name))
                .Select(other => other.Named(option.IsText)));
            var issue = Issue.At(
                option.Range, IssueCatalog.OptimizerSetting, known.Named(option.IsText), optimizer.Named(option.IsText),
                string.Join(", ", optimizer.Settings.Select(candidate => candidate.Named(option.IsText))));
            report(issue with { Advice = $"Leave it out, or declare an optimizer that has it: {owners}." });
            return null;
        }
        double value = option.Value switch
        {
            IntegerValue integer => integer.Value,
            NumberValue number => number.Value,
            BooleanValue flag => flag.Value ? 1 : 0,
            _ => double.NaN,
        };
        bool isInRange = setting.IsInRange((float)value);
        if (isInRange && !SmallNumbers.Vanishes(value)) return new(option, setting, value);
        report(Issue.At(
            option.Range, IssueCatalog.OutOfRange, setting.Named(option.IsText), Invariant.Format($"{value}"),
            isInRange ? SmallNumbers.Range : setting.Range!));
        return null;
    }

    // What the runtime's classes refuse as well, there when a session begins.
    private static void CheckTogether(OptimizerDefinition optimizer, List<Written> settings, Action<Issue> report)
    {
        foreach (var (option, setting, value) in settings.Select(written => (written.Option, written.Setting, written.Value)))
        {
            if (!((float)value > 0)) continue;
            if (setting.Needs is { } needed && Of(needed) is { } missing && !(ValueOf(missing) > 0))
            {
                string name = missing.Named(option.IsText);
                var issue = Issue.At(option.Range, IssueCatalog.OutOfRange, name, "0", "above 0 with " + setting.Named(option.IsText));
                report(issue with { Advice = $"Write for example: {name}{(option.IsText ? " " : " = ")}0.9." });
            }
            if (setting.Excludes is { } excluded && Of(excluded) is { } other && ValueOf(other) > 0)
                report(Issue.At(
                    option.Range, IssueCatalog.ConflictingArguments, setting.Named(option.IsText), other.Named(option.IsText)));
        }

        OptimizerSetting? Of(string word) => optimizer.Settings.FirstOrDefault(candidate => candidate.Word == word);

        float? ValueOf(OptimizerSetting setting) =>
            (float?)(settings.FirstOrDefault(written => written.Setting == setting)?.Value ?? setting.Default);
    }

    // What was said and is the default says nothing, so that it makes no other network.
    private static OptimizerSpec Spec(OptimizerDefinition optimizer, List<Written> written)
    {
        double rate = 0;
        int state = optimizer.StateFloats;
        var settings = new List<OptimizerSettingSpec>();
        foreach (var setting in optimizer.Settings)
        {
            if ((written.FirstOrDefault(candidate => candidate.Setting == setting)?.Value ?? setting.Default) is not { } value) continue;
            if (setting.Property == OptimizerCatalog.LearningRate) rate = value;
            if (setting.AddsState && (float)value > 0) state++;
            bool isDefault = setting.Default is { } @default && (float)value == (float)@default;
            if (!isDefault || setting.IsImplied)
                settings.Add(new(setting.Word, setting.Property, setting.Range is null, value) { IsImplied = isDefault });
        }
        if (optimizer.ImpliedFlag is { } flag) settings.Add(new(optimizer.Word, flag, true, 1) { IsImplied = true });
        return new(optimizer.Kind, optimizer.Class, rate, state, settings.ToEquatableArray());
    }

    private static bool IsSetting(ArgumentDeclaration option) =>
        option.Name.Length > OptimizerCatalog.Option.Length && OptimizerCatalog.Settings.Any(setting => setting.Option == option.Name);
}
